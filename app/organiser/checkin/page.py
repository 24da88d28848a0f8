"""The check-in page as the template shows it: people, verdicts and figures in words."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from app.badges.places import OnPaper, find_on_paper, where
from app.checkin import following, queries, wording
from app.checkin.devices import Operator
from app.checkin.models import Scan
from app.checkin.moments import moment
from app.checkin.points import Lane
from app.checkin.terms import Direction, How, Signal, VerdictCode
from app.checkin.verdict import Verdict, signal
from app.core import formats
from app.core.forms import Form
from app.core.languages import current, pick
from app.events.models import Event
from app.extensions import db
from app.organiser.checkin.forms import ScanForm
from app.registration.models import Registration, Status

QUOTES = {"fr": "«\u202f{}\u202f»", "en": "“{}”"}


@dataclass(frozen=True)
class Who:
    """A person as the desk sees one. `standing` says what is not in order, if anything."""

    id: int
    name: str
    organisation: str
    category: dict[str, str]
    standing: str | None


@dataclass(frozen=True)
class Answer:
    """A verdict on the screen. `passed`: it can be undone; `override`: a lead's word could change it."""

    uuid: str
    kind: str
    word: str
    reason: str | None
    who: Who | None
    notices: list[str]
    say: dict[str, str]
    passed: bool
    override: bool


@dataclass(frozen=True)
class Found:
    title: str
    how: str
    people: list[Who]


def who(registration: Registration) -> Who:
    category, lang = registration.category, current()
    status = registration.status
    said = wording.REASONS.get(f"not_confirmed.{status.value}") or wording.REASONS.get(status.value)
    return Who(
        id=registration.id,
        name=registration.full_name,
        organisation=registration.badge_organisation or registration.organisation_name,
        category={"code": category.code, "shape": category.shape, "label": pick(category.label, lang)},
        standing=None if status is Status.confirmed else str(said),
    )


def answer(scan: Scan, again: bool = False) -> Answer:
    """What to show for a scan; `again`: its badge was only shown once more."""
    verdict = Verdict(scan.verdict or VerdictCode.unknown, scan.parameters)
    if again:
        verdict = Verdict(VerdictCode.shown_again, {"before": verdict.code.value})
    event, undone = scan.point.event, queries.find_undo(scan) is not None
    paper = find_on_paper(scan.registration) if scan.registration else None
    reason = wording.reason(verdict, **_gaps(verdict, event, current())) or _how(scan)
    return Answer(
        uuid=str(scan.uuid),
        kind=Signal.attention.value if undone else signal(verdict).value,
        word=str(wording.WORDS[Signal.attention]) if undone else wording.word(verdict),
        reason=_("This scan was undone") if undone else reason,
        who=who(scan.registration) if scan.registration else None,
        notices=_notices(verdict, scan, paper),
        say={
            lang: quotes.format(wording.say(verdict, lang, _tray(paper, lang), **_gaps(verdict, event, lang)))
            for lang, quotes in QUOTES.items()
        },
        passed=_passed(scan) and not undone,
        override=not _passed(scan) and scan.registration is not None,
    )


def _gaps(verdict: Verdict, event: Event, lang: str) -> dict[str, Any]:
    """What the sentences leave open: hours in the event's zone, names instead of ids."""
    found, gaps = verdict.parameters, {}
    at = found.get("at", found.get("opens", found.get("closes")))
    if at is not None:
        gaps["time"] = formats.time(moment(at), event.zone, lang)
        gaps["day"] = formats.short_day(moment(at), event.zone, lang)
    if "lane" in found:
        gaps["lane"] = lane_name(db.session.get_one(Lane, found["lane"]), lang)
    if operator_id := found.get("operator") or found.get("who"):
        gaps["operator"] = db.session.get_one(Operator, operator_id).name
    return gaps


def _passed(scan: Scan) -> bool:
    return scan.verdict is not None and scan.verdict.passes


def _how(scan: Scan) -> str | None:
    if scan.verdict is VerdictCode.ok and scan.how is not How.code:
        return _("Let in without a badge")
    return None


def _notices(verdict: Verdict, scan: Scan, paper: OnPaper | None) -> list[str]:
    """VIP and host, the note, where the badge lies, a badge to reprint."""
    found, person = verdict.parameters.get("notices", []), scan.registration
    if person is None:
        return []
    host = following.hosts(scan.event_id).of(person) if verdict.code.passes and verdict.code is not VerdictCode.ok_exit else ""
    told = [wording.call(host, vip="vip" in found)] if host else []
    told += [str(wording.NOTICES["vip"])] if "vip" in found and not host else []
    told += [person.door_note] if "note" in found else []
    return told + _about_badge(verdict, paper)


def _about_badge(verdict: Verdict, paper: OnPaper | None) -> list[str]:
    tray = "" if verdict.code is VerdictCode.ok_exit else _tray(paper, current())
    told = [_("Badge: %(tray)s", tray=tray)] if tray else []
    return [*told, str(wording.NOTICES["reprint"])] if paper is not None and paper.stale else told


def _tray(paper: OnPaper | None, lang: str) -> str:
    """Inside a sentence: “desk 2, tray L to Z”."""
    if paper is None or paper.tray is None:
        return ""
    with force_locale(lang):
        words = where(paper.tray)
    return words[0].lower() + words[1:]


def name(scan: Scan) -> str:
    return scan.registration.full_name if scan.registration else _("Nobody we know")


def lane_name(lane: Lane, lang: str) -> str:
    return f"{pick(lane.point.label, lang)}, {pick(lane.label, lang)}"


def direction(lane: Lane) -> str:
    return _("way out") if lane.direction is Direction.leave else _("way in")


def figures(lane: Lane) -> list[dict[str, Any]]:
    """Inside (or entries, where nobody scans out) and arrived, each of how many."""
    found, lang = queries.counters(lane.point), current()
    counts_exits = any(one.direction is Direction.leave for one in lane.point.lanes)
    inside = found.inside if counts_exits else found.entries
    return [
        _figure(_("Inside") if counts_exits else _("Entries"), inside, found.limit, lang),
        _figure(_("Arrived"), found.arrived, found.expected, lang),
    ]


def _figure(label: str, value: int, of: int | None, lang: str) -> dict[str, Any]:
    return {
        "label": label, "value": formats.number(value, lang), "note": None, "href": None,
        "of": _("of %(total)s", total=formats.number(of, lang)) if of is not None else None,
    }  # fmt: skip


def latest(lane: Lane) -> list[dict[str, Any]]:
    """The last scans at this lane, shortest form."""
    zone, lang = lane.point.event.zone, current()
    return [
        {
            "uuid": str(scan.uuid),
            "time": formats.time(scan.corrected_at, zone, lang),
            "name": name(scan),
            "word": _("undone") if undone else _short(scan),
            "undo": _passed(scan) and not undone,
        }
        for scan, undone in queries.latest(lane)
    ]


def _short(scan: Scan) -> str:
    verdict = Verdict(scan.verdict or VerdictCode.unknown, scan.parameters)
    gaps = _gaps(verdict, scan.point.event, current())
    return wording.reason(verdict, **gaps) or wording.word(verdict)


def found(people: list[Registration], how: How, text: str = "", most: int = 0) -> Found:
    """Who a reference or a name brought up, at most `most`, and the heading above them."""
    shown = [who(person) for person in people]
    if how is How.reference:
        return Found(_("Is this the person before you?"), how.value, shown)
    if len(shown) == most:
        return Found(_("The first %(most)s for “%(text)s”: type more of the name", most=most, text=text), how.value, shown)
    title = ngettext("%(num)s person for “%(text)s”", "%(num)s people for “%(text)s”", len(shown), text=text)
    return Found(title if shown else _("Nobody for “%(text)s”", text=text), how.value, shown)


def context(
    event: Event, lane: Lane, form: Form | None, page_id: UUID, *,
    answer: Answer | None = None, found: Found | None = None,
    override_form: Form | None = None, undo_form: Form | None = None,
) -> dict[str, Any]:
    """All that the template needs besides the desk around it. `form` is the scan that has errors."""
    reason_form = override_form or undo_form
    if reason_form is not None:
        reason_form.page.data = str(page_id)
    return {
        "form": next((one for one in (form, reason_form) if one is not None and one.errors), None),
        "scan_form": form or ScanForm(formdata=None, page=str(page_id)),
        "page_id": page_id,
        "lane": {"id": lane.id, "name": lane_name(lane, current()), "direction": direction(lane)},
        "lanes": [(one.id, lane_name(one, current()), one.id == lane.id) for one in queries.lanes(event.id)],
        "answer": answer,
        "found": found,
        "override_form": override_form,
        "undo_form": undo_form,
        "figures": figures(lane),
        "latest": latest(lane),
    }
