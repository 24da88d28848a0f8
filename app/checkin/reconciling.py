"""The day at the door, added up: what was counted, and what somebody has to have said something about."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.checkin import conflicts, walk_ins
from app.checkin.devices import Device
from app.checkin.models import Conflict, Scan
from app.checkin.points import Lane
from app.checkin.queries import PASSES, UNDONE
from app.checkin.set_aside import AsideState, SetAside
from app.checkin.terms import DeviceState, Direction, ScanKind, VerdictCode
from app.extensions import db
from app.registration.models import Registration, Status

DOUBTED = frozenset({
    VerdictCode.unreadable, VerdictCode.other_event, VerdictCode.unknown, VerdictCode.blank, VerdictCode.replaced,
    VerdictCode.cancelled, VerdictCode.not_confirmed, VerdictCode.not_here,
})  # fmt: skip
"""Nobody comes in with one of these unless somebody says so, or a phone could not know."""


@dataclass(frozen=True)
class Totals:
    """Of people: expected, arrived, who did not come. Of facts: scans, undos, walk-ins, and entries at a
    time that no clock vouches for."""

    expected: int
    arrived: int
    scans: int
    undone: int
    walk_ins: int
    unsure: int

    @property
    def no_shows(self) -> int:
        return self.expected - self.arrived


@dataclass(frozen=True)
class Report:
    """`unconfirmed`: entries of people whom the table would not have let in. `holding`: phones at work with
    scans which nobody else knows; what a lost one had is told of it, and will not come by waiting."""

    totals: Totals
    open: list[Conflict]
    explained: list[Conflict]
    aside: dict[AsideState, int]
    badgeless: int
    unconfirmed: list[Scan]
    phones: list[Device]

    @property
    def holding(self) -> list[Device]:
        return [phone for phone in self.phones if phone.unsent and phone.state is not DeviceState.revoked]

    @property
    def left(self) -> int:
        """How many things nobody has said anything about."""
        return len(self.open) + self.aside.get(AsideState.waiting, 0) + self.badgeless + len(self.holding)


def report(event_id: int) -> Report:
    badgeless = sa.select(sa.func.count()).select_from(walk_ins.badgeless_of(event_id).subquery())
    return Report(
        totals=_totals(event_id),
        open=conflicts.waiting(event_id),
        explained=conflicts.explained(event_id),
        aside=_aside(event_id),
        badgeless=db.session.scalar(badgeless) or 0,
        unconfirmed=_unconfirmed(event_id),
        phones=_phones(event_id),
    )


def _totals(event_id: int) -> Totals:
    arrived = Registration.arrived_at.is_not(None)
    expected = (Registration.status == Status.confirmed) | arrived
    people = db.session.execute(
        sa.select(sa.func.count(sa.case((expected, 1))), sa.func.count(sa.case((arrived, 1))))
        .where(Registration.event_id == event_id, Registration.merged_into_id.is_(None))
    ).one()
    unsure = ~Scan.sure & PASSES & ~UNDONE
    facts = db.session.execute(
        sa.select(
            *(sa.func.count(sa.case((Scan.kind == kind, 1))) for kind in (ScanKind.scan, ScanKind.undo, ScanKind.walk_in)),
            sa.func.count(sa.case((unsure, 1))),
        ).where(Scan.event_id == event_id)
    ).one()
    return Totals(*people, *facts)


def _aside(event_id: int) -> dict[AsideState, int]:
    counted = sa.select(SetAside.state, sa.func.count()).where(SetAside.event_id == event_id).group_by(SetAside.state)
    return {state: number for state, number in db.session.execute(counted)}


def _unconfirmed(event_id: int) -> list[Scan]:
    """Entries that stand. Of an override it counts what it was instead of."""
    doubtful = Scan.server_verdict.in_([*DOUBTED, VerdictCode.ok_override])
    query = (
        sa.select(Scan)
        .where(Scan.event_id == event_id, Scan.kind == ScanKind.scan, Scan.direction == Direction.enter)
        .where(PASSES, ~UNDONE, doubtful)
        .options(
            joinedload(Scan.lane).joinedload(Lane.point), joinedload(Scan.operator), joinedload(Scan.device),
            joinedload(Scan.registration).joinedload(Registration.category),
        )
        .order_by(Scan.corrected_at, Scan.id)
    )  # fmt: skip
    return [scan for scan in db.session.scalars(query) if doubt(scan) in DOUBTED]


def doubt(scan: Scan) -> VerdictCode | None:
    """What the table says of the person, whatever a lead said. Parameters may be a phone's own word."""
    instead = scan.server_parameters.get("instead_of")
    return VerdictCode(instead) if isinstance(instead, str) and instead in set(VerdictCode) else scan.server_verdict


def _phones(event_id: int) -> list[Device]:
    """Those that were ever at work, and what is not known of them."""
    query = (
        sa.select(Device)
        .where(Device.event_id == event_id, Device.lane_id.is_not(None), Device.state != DeviceState.waiting)
        .options(joinedload(Device.lane).joinedload(Lane.point))
        .order_by(Device.unsent.desc(), Device.id)
    )
    return list(db.session.scalars(query))
