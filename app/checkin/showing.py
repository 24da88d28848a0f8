"""Somebody before a lane of the back office, and the case that the table judges."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid5

import sqlalchemy as sa

from app.checkin import case, lookup, queries
from app.checkin.devices import Operator
from app.checkin.lookup import Known
from app.checkin.models import Scan
from app.checkin.moments import milliseconds
from app.checkin.points import CheckinPoint, Lane
from app.checkin.standing import Pass, is_inside, standing
from app.checkin.terms import CodeKind, DoorRole, How, ScanKind, VerdictCode
from app.checkin.verdict import SHOWN_AGAIN_WITHIN, judge
from app.credentials.codes import Origin, classify, hash_code
from app.extensions import db


@dataclass(frozen=True)
class Showing:
    """A code by its hash, or a person who was found without one.

    `read_as` says what is no code of this event at all: unreadable, other_event. `override` is the
    reason why they are let in whatever the table says; empty where nobody overrides.
    """

    uuid: UUID
    lane: Lane
    operator: Operator
    how: How
    code_hash: str | None = None
    read_as: CodeKind | None = None
    registration_id: int | None = None
    override: str = ""

    @property
    def point(self) -> CheckinPoint:
        return self.lane.point


def of_code(text: str, lane: Lane, operator: Operator, page: UUID) -> Showing:
    """A scanned text. `page` names the page it was sent from: sent again it is the same scan."""
    origin = classify(text, lane.point.event.letters or "")
    return Showing(
        uuid=uuid5(page, text), lane=lane, operator=operator, how=How.code,
        code_hash=None if origin is Origin.unreadable else hash_code(text),
        read_as=None if origin is Origin.ours else CodeKind(origin.value),
    )  # fmt: skip


def of_person(registration_id: int, how: How, lane: Lane, operator: Operator, page: UUID) -> Showing:
    """Somebody found by reference or name."""
    return Showing(
        uuid=uuid5(page, f"registration:{registration_id}"), lane=lane, operator=operator, how=how,
        registration_id=registration_id,
    )  # fmt: skip


def over(scan: Scan, why: str, operator: Operator, page: UUID) -> Showing:
    """The same somebody, with a lead's word."""
    by_code = scan.code_hash is not None
    return Showing(
        uuid=uuid5(page, f"override:{scan.uuid}"), lane=scan.lane, operator=operator, how=scan.how,
        code_hash=scan.code_hash, registration_id=None if by_code else scan.registration_id, override=why,
    )  # fmt: skip


def look_up(showing: Showing) -> Known:
    if showing.registration_id is not None:
        return lookup.by_registration(showing.point, showing.registration_id)
    if showing.read_as is not None or showing.code_hash is None:
        return Known(case.Code(showing.read_as or CodeKind.unreadable))
    return lookup.by_code(showing.point, showing.code_hash)


def make_case(showing: Showing, known: Known, at: datetime) -> case.Case:
    """The desk is a lane on the original, with a lead's role and the server's time."""
    point = lookup.place(showing.point)
    return case.Case(
        point=point,
        lane=case.Lane(showing.lane.direction),
        role=DoorRole.lead,
        how=showing.how,
        now=milliseconds(at),
        code=known.code,
        person=known.person,
        passes=tuple(known.passes.values()),
        inside=queries.count_inside(point.id) if point.room_limit is not None else 0,
        override=case.Override(showing.operator.id, showing.override) if showing.override else None,
    )


def find_shown(showing: Showing, at: datetime) -> Scan | None:
    """The scan of this code by this operator at this lane just before; not if it was undone."""
    if showing.how is not How.code or showing.code_hash is None:
        return None
    return db.session.scalar(
        _SHOWN,
        {
            "event_id": showing.point.event_id, "code_hash": showing.code_hash, "lane_id": showing.lane.id,
            "operator_id": showing.operator.id, "since": at - timedelta(milliseconds=SHOWN_AGAIN_WITHIN),
        },
    )  # fmt: skip


_SHOWN = (
    sa.select(Scan)
    .where(
        Scan.event_id == sa.bindparam("event_id"),
        Scan.code_hash == sa.bindparam("code_hash"),
        Scan.kind == ScanKind.scan,
        Scan.device_id.is_(None),
        Scan.lane_id == sa.bindparam("lane_id"),
        Scan.operator_id == sa.bindparam("operator_id"),
        Scan.received_at >= sa.bindparam("since"),
        ~queries.UNDONE,
    )
    .order_by(Scan.id.desc())
    .limit(1)
)


def describe_shown(scan: Scan, asked: case.Case, known: Known, at: datetime) -> case.Shown:
    """That scan as the table wants it. Something changed if without it the answer would now be
    another than it was then."""
    before = tuple(found for scan_id, found in known.passes.items() if scan_id != scan.id)
    added = _counts(asked.passes, asked) - _counts(before, asked)
    today = judge(replace(asked, passes=before, inside=asked.inside - added, override=None)).code
    then = scan.parameters.get("instead_of", scan.verdict)
    return case.Shown(
        direction=scan.direction,
        ago=milliseconds(at) - milliseconds(scan.received_at),
        verdict=scan.verdict or VerdictCode.ok,
        changed=today != then,
    )


def _counts(passes: tuple[Pass, ...], asked: case.Case) -> int:
    """How many people these passes of one person put inside: one or none."""
    return int(is_inside(standing(passes, asked.point.id)))
