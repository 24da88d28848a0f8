"""The door as it is right now, asked of the database for the dashboard."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.checkin import queries
from app.checkin.devices import Device, Operator
from app.checkin.follows import Follow
from app.checkin.models import Presence, Scan, ScanCursor
from app.checkin.points import CheckinPoint, Lane
from app.checkin.queries import OUTDATED, PASSES, UNDONE
from app.checkin.terms import DeviceState, Direction, PointKind, ScanKind
from app.events.models import Event
from app.extensions import db
from app.registration.models import Registration

BEFORE_THE_DOORS, AFTER_THE_END = timedelta(hours=2), timedelta(hours=12)
"""So long it is the day."""
LATELY = timedelta(minutes=30)
MOST_LATEST = 6


def is_on(event: Event, at: datetime) -> bool:
    return event.doors_at - BEFORE_THE_DOORS <= at <= event.ends_at + AFTER_THE_END


def scan_revision(event_id: int) -> int:
    return db.session.scalar(sa.select(ScanCursor.revision).where(ScanCursor.event_id == event_id)) or 0


def entries(event: Event) -> list[Any]:
    """First entries at entrances on the day: lane and moment."""
    return list(db.session.execute(
        sa.select(Presence.entry_lane_id, Presence.entry_at)
        .join(CheckinPoint, CheckinPoint.id == Presence.point_id)
        .where(
            CheckinPoint.event_id == event.id, CheckinPoint.kind == PointKind.entrance,
            Presence.entry_at >= event.doors_at - BEFORE_THE_DOORS,
        )
        .order_by(Presence.entry_at)
    ))  # fmt: skip


@dataclass(frozen=True)
class Post:
    """A phone at a lane, or the desk (`device` None). `moments` of its scans in the last half hour."""

    device: Device | None
    lane: Lane
    operator: str
    entries: int
    last_at: datetime | None
    moments: list[datetime]


def posts(event_id: int, at: datetime) -> list[Post]:
    """Who works where: phones that have a lane, and the desk where it scanned."""
    worked = {(row.device_id, row.lane_id): row for row in db.session.execute(_worked(event_id))}
    at_event = {lane.id: lane for lane in queries.lanes(event_id)}
    phones = {phone.id: phone for phone in db.session.scalars(_phones(event_id))}
    moments: dict[tuple[int | None, int], list[datetime]] = {}
    for row in db.session.execute(_lately(event_id, at)):
        moments.setdefault((row.device_id, row.lane_id), []).append(row.corrected_at)
    placed = [(phone.id, phone.lane_id) for phone in phones.values() if phone.lane_id in at_event]
    desks = [place for place in worked if place[0] is None and place[1] in at_event]
    return [
        Post(
            phones.get(place[0]), at_event[place[1]], worked[place].operator or "" if place in worked else "",
            worked[place].entries if place in worked else 0, worked[place].last_at if place in worked else None,
            moments.get(place, []),
        )
        for place in placed + desks
    ]  # fmt: skip


def _worked(event_id: int) -> sa.Select[Any]:
    entered = sa.case((PASSES & ~UNDONE & (Scan.direction == Direction.enter), 1))
    counted = (
        sa.select(
            Scan.device_id, Scan.lane_id, sa.func.count(entered).label("entries"),
            sa.func.max(Scan.corrected_at).label("last_at"), sa.func.max(Scan.id).label("last_id"),
        )
        .where(Scan.event_id == event_id, Scan.kind == ScanKind.scan)
        .group_by(Scan.device_id, Scan.lane_id)
        .subquery()
    )  # fmt: skip
    return (
        sa.select(counted, Operator.name.label("operator"))
        .join(Scan, Scan.id == counted.c.last_id)
        .outerjoin(Operator, Operator.id == Scan.operator_id)
    )


def _phones(event_id: int) -> sa.Select[tuple[Device]]:
    query = sa.select(Device).where(Device.event_id == event_id, Device.state == DeviceState.active)
    return query.order_by(Device.lane_id, Device.id)


def _lately(event_id: int, at: datetime) -> sa.Select[Any]:
    points = sa.select(CheckinPoint.id).where(CheckinPoint.event_id == event_id)
    return sa.select(Scan.device_id, Scan.lane_id, Scan.corrected_at).where(
        Scan.point_id.in_(points), Scan.corrected_at > at - LATELY, Scan.kind == ScanKind.scan
    )


def awaited(event_id: int) -> list[Registration]:
    """VIPs and those whom somebody follows by name who have arrived, the latest first."""
    followed = sa.select(Follow.registration_id).where(Follow.event_id == event_id, Follow.registration_id.is_not(None))
    query = (
        sa.select(Registration)
        .where(Registration.event_id == event_id, Registration.arrived_at.is_not(None), Registration.merged_into_id.is_(None))
        .where(Registration.vip | Registration.id.in_(followed))
        .options(joinedload(Registration.category))
        .order_by(Registration.arrived_at.desc(), Registration.id)
    )
    return list(db.session.scalars(query.limit(MOST_LATEST)))


def _present(event_id: int) -> Any:
    """Who is in by an entrance, and since when; a person and those merged into them are one."""
    person = sa.func.coalesce(Registration.merged_into_id, Registration.id)
    return (
        sa.select(person.label("person"), sa.func.min(Presence.entry_at).label("since"))
        .join(Registration, Registration.id == Presence.registration_id)
        .join(CheckinPoint, CheckinPoint.id == Presence.point_id)
        .where(CheckinPoint.event_id == event_id, CheckinPoint.kind == PointKind.entrance, Presence.inside, ~OUTDATED)
        .group_by(person)
        .subquery()
    )


def count_inside(event_id: int) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(_present(event_id))) or 0


def inside(event_id: int) -> list[Any]:
    """Everybody who is in, and since when, in the order of names."""
    present = _present(event_id)
    return list(db.session.execute(
        sa.select(Registration, present.c.since)
        .join(present, present.c.person == Registration.id)
        .options(joinedload(Registration.category))
        .order_by(Registration.sort_key, Registration.id)
    ))  # fmt: skip
