"""The door's one decision: may this person pass this lane now?

The phone runs the same table in JavaScript; `vectors.json` holds both to the same answers. The
table knows no database, no clock and no network.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.checkin.case import Case
from app.checkin.standing import entry, is_inside, last_sure, standing
from app.checkin.terms import CodeKind, Direction, DoorRole, How, Policy, Signal, VerdictCode
from app.registration.models import Status

SHOWN_AGAIN_WITHIN = 10_000
"""Milliseconds in which the same badge before the same lane is the same showing."""
FRESH_COPY = 60_000
"""Milliseconds; an older copy may not know of the last people who came in elsewhere."""
CAUTIOUS_PERCENT = 90
"""Share of the room limit at which a lane with an older copy begins to refuse."""


@dataclass(frozen=True)
class Verdict:
    code: VerdictCode
    parameters: dict[str, Any]


def judge(case: Case) -> Verdict:
    """The first line of the table that holds, or the lead's word instead of it."""
    verdict = next(Verdict(code, found) for code, rule in TABLE if (found := rule(case)) is not None)
    if case.override and _may_override(case, verdict):
        found = {"who": case.override.who, "why": case.override.why, "instead_of": verdict.code.value}
        return Verdict(VerdictCode.ok_override, found)
    return verdict


def signal(verdict: Verdict) -> Signal:
    """How loud the screen says it."""
    if verdict.code in ATTENTION or verdict.parameters.get("attention"):
        return Signal.attention
    return Signal.accept if verdict.code.passes else Signal.refuse


ATTENTION = {
    VerdictCode.shown_again, VerdictCode.blank, VerdictCode.too_early, VerdictCode.too_late,
    VerdictCode.already_in, VerdictCode.room_full,
}

Rule = Callable[[Case], dict[str, Any] | None]
"""The parameters of its verdict where the rule holds, else None."""


def _may_override(case: Case, verdict: Verdict) -> bool:
    return (
        case.role is DoorRole.lead and case.person is not None and verdict.code is not VerdictCode.ok_exit
    )


def _shown_again(case: Case) -> dict[str, Any] | None:
    shown = case.shown
    same = (
        case.how is How.code and not case.override and shown and shown.direction is case.lane.direction
        and shown.ago <= SHOWN_AGAIN_WITHIN and not shown.undone and not shown.changed
    )
    return {"before": shown.verdict.value} if shown and same else None


def _unreadable(case: Case) -> dict[str, Any] | None:
    return {} if _kind(case) is CodeKind.unreadable else None


def _other_event(case: Case) -> dict[str, Any] | None:
    return {} if _kind(case) is CodeKind.other_event else None


def _unknown(case: Case) -> dict[str, Any] | None:
    """A spare is known to copies alone: to the server it is nobody's yet."""
    kind = _kind(case)
    unlisted = kind is CodeKind.spare and case.lane.copy_age is not None
    if case.person or kind is CodeKind.blank or unlisted:
        return None
    return {"then": "search" if case.role is DoorRole.lead else "desk"}


def _blank(case: Case) -> dict[str, Any] | None:
    """A blank badge that is nobody's yet; one given to a person goes by the person."""
    if _kind(case) is not CodeKind.blank or case.person:
        return None
    return {"then": "walk-in" if case.role is DoorRole.lead else "desk"}


def _ok_exit(case: Case) -> dict[str, Any] | None:
    return {} if case.lane.direction is Direction.leave else None


def _ok_unlisted(case: Case) -> dict[str, Any] | None:
    if _kind(case) is not CodeKind.spare or case.person:
        return None
    choosy = case.point.categories is not None or case.point.session is not None
    return {"attention": True} if choosy or (case.code and case.code.retired) else {}


def _replaced(case: Case) -> dict[str, Any] | None:
    if _kind(case) is not CodeKind.revoked:
        return None
    stays = case.person.status is Status.confirmed or case.person.passed_on
    return {"at": case.code.revoked_at} if stays else None


def _cancelled(case: Case) -> dict[str, Any] | None:
    return {} if case.person.status is Status.cancelled and not _let_in_before(case) else None


def _not_confirmed(case: Case) -> dict[str, Any] | None:
    if case.person.status in (Status.confirmed, Status.cancelled) or _let_in_before(case):
        return None
    return {"status": case.person.status.value}


def _not_here(case: Case) -> dict[str, Any] | None:
    point, person = case.point, case.person
    if point.categories is not None and person.category not in point.categories:
        return {"why": "category"}
    if point.session is not None and point.session not in person.sessions:
        return {"why": "session"}
    return None


def _too_early(case: Case) -> dict[str, Any] | None:
    opens = case.point.opens
    return {"opens": opens} if opens is not None and case.now < opens else None


def _too_late(case: Case) -> dict[str, Any] | None:
    closes = case.point.closes
    return {"closes": closes} if closes is not None and case.now >= closes else None


def _already_in(case: Case) -> dict[str, Any] | None:
    stands = standing(case.passes, case.point.id)
    earlier = None
    if case.point.policy is Policy.once:
        earlier = entry(stands)
    elif case.point.policy is Policy.in_and_out:
        earlier = last_sure(stands)
    if earlier is None or earlier.direction is Direction.leave:
        return None
    return {"at": earlier.at, "lane": earlier.lane, "operator": earlier.operator, "sure": earlier.sure}


def _room_full(case: Case) -> dict[str, Any] | None:
    """Somebody who is counted inside already adds nobody."""
    limit, age = case.point.room_limit, case.lane.copy_age
    if limit is None or is_inside(standing(case.passes, case.point.id)):
        return None
    percent = 100 if age is None or age < FRESH_COPY else CAUTIOUS_PERCENT
    return {"inside": case.inside, "limit": limit} if case.inside * 100 >= limit * percent else None


def _ok_reentry(case: Case) -> dict[str, Any] | None:
    first = entry(standing(case.passes, case.point.id))
    return {"at": first.at} if first else None


def _ok_notice(case: Case) -> dict[str, Any] | None:
    return {"notices": list(case.person.notices)} if case.person.notices else None


def _ok(case: Case) -> dict[str, Any]:
    return {}


def _kind(case: Case) -> CodeKind | None:
    return case.code.kind if case.code else None


def _let_in_before(case: Case) -> bool:
    """A lead's word at any point holds at all of them, until it is undone."""
    return any(p.verdict is VerdictCode.ok_override and not p.undone for p in case.passes)


TABLE: tuple[tuple[VerdictCode, Rule], ...] = (
    (VerdictCode.shown_again, _shown_again),
    (VerdictCode.unreadable, _unreadable),
    (VerdictCode.other_event, _other_event),
    (VerdictCode.unknown, _unknown),
    (VerdictCode.blank, _blank),
    (VerdictCode.ok_exit, _ok_exit),
    (VerdictCode.ok_unlisted, _ok_unlisted),
    (VerdictCode.replaced, _replaced),
    (VerdictCode.cancelled, _cancelled),
    (VerdictCode.not_confirmed, _not_confirmed),
    (VerdictCode.not_here, _not_here),
    (VerdictCode.too_early, _too_early),
    (VerdictCode.too_late, _too_late),
    (VerdictCode.already_in, _already_in),
    (VerdictCode.room_full, _room_full),
    (VerdictCode.ok_reentry, _ok_reentry),
    (VerdictCode.ok_notice, _ok_notice),
    (VerdictCode.ok, _ok),
)
