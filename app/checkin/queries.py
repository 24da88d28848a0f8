"""Scans looked up, and the door's figures."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import aliased, contains_eager, joinedload

from app.checkin.models import Presence, Scan
from app.checkin.points import CheckinPoint, Lane
from app.checkin.terms import ScanKind
from app.core.errors import NotFound
from app.extensions import db
from app.registration.models import Registration, Status


@dataclass(frozen=True)
class Counters:
    """People inside of `limit` (None: none), entries so far, and arrivals of those expected."""

    inside: int
    limit: int | None
    entries: int
    arrived: int
    expected: int


def beside_uuid(scan: Any, event_id: Any) -> sa.ColumnElement[bool]:
    """Whether a scan that is looked up by a UUID is of that event. As a sum no index helps with it: planning
    while there are hardly any scans, PostgreSQL would take the event's, and later read all its scans each time."""
    return scan.event_id + 0 == event_id


_undo = aliased(Scan)
UNDONE = sa.exists().where(_undo.undone_uuid == Scan.uuid, beside_uuid(_undo, Scan.event_id))
"""Of a `Scan`: an undo of it has come."""
PASSES = sa.type_coerce(Scan.verdict, sa.String()).startswith(sa.literal_column("'ok'"))
"""Of a `Scan`: it let the person through, as `VerdictCode.passes` says."""

_FACT = sa.select(Scan).where(Scan.uuid == sa.bindparam("uuid"), beside_uuid(Scan, sa.bindparam("event_id")))
_person = sa.func.coalesce(Registration.merged_into_id, Registration.id)
_survivors = aliased(Presence)
OUTDATED = sa.exists().where(
    _survivors.point_id == Presence.point_id, _survivors.registration_id == Registration.merged_into_id
)
_INSIDE = (
    sa.select(sa.func.count(_person.distinct()))
    .select_from(Presence)
    .join(Registration, Registration.id == Presence.registration_id)
    .where(Presence.point_id == sa.bindparam("point_id"), Presence.inside, ~OUTDATED)
)
"""A merged person's own row counts until the survivor has one: that one is read from the scans of both."""


def find_fact(event_id: int, uuid: UUID) -> Scan | None:
    return db.session.scalar(_FACT, {"event_id": event_id, "uuid": uuid})


def get_fact(event_id: int, uuid: UUID) -> Scan:
    """Raises NotFound."""
    scan = find_fact(event_id, uuid)
    if scan is None:
        raise NotFound("no_scan", _("There is no such scan at this event."))
    return scan


def find_undo(scan: Scan) -> Scan | None:
    """The fact that undid this one."""
    return db.session.scalar(
        sa.select(Scan).where(Scan.undone_uuid == scan.uuid, beside_uuid(Scan, scan.event_id)).limit(1)
    )


def points(event_id: int) -> list[CheckinPoint]:
    """The event's points in their order."""
    query = sa.select(CheckinPoint).where(CheckinPoint.event_id == event_id).order_by(CheckinPoint.position, CheckinPoint.id)
    return list(db.session.scalars(query))


def get_point(event_id: int, point_id: int) -> CheckinPoint:
    """A point of this event. Raises NotFound."""
    point = db.session.get(CheckinPoint, point_id)
    if point is None or point.event_id != event_id:
        raise NotFound("no_point", _("This check-in point does not exist, or not any more."))
    return point


def lanes(event_id: int) -> list[Lane]:
    """The event's lanes with their points, in their order."""
    query = (
        sa.select(Lane)
        .join(Lane.point)
        .where(CheckinPoint.event_id == event_id)
        .options(contains_eager(Lane.point).joinedload(CheckinPoint.event))
        .order_by(CheckinPoint.position, CheckinPoint.id, Lane.position, Lane.id)
    )
    return list(db.session.scalars(query))


def get_lane(event_id: int, lane_id: int | None) -> Lane:
    """That lane of the event, or its first one. Raises NotFound."""
    found = lanes(event_id)
    lane = next((lane for lane in found if lane_id in (None, lane.id)), None)
    if lane is None:
        raise NotFound("no_lane", _("There is no such lane. An organiser sets up points and lanes."))
    return lane


def count_inside(point_id: int) -> int:
    """People inside; a person and those merged into them are one."""
    return db.session.execute(_INSIDE, {"point_id": point_id}).scalar_one()


def counters(point: CheckinPoint) -> Counters:
    """Expected are the confirmed and whoever came without being so."""
    arrived = Registration.arrived_at.is_not(None)
    expected = (Registration.status == Status.confirmed) | arrived
    row = db.session.execute(
        sa.select(
            sa.func.count(sa.case((arrived, 1))),
            sa.func.count(sa.case((expected, 1))),
            sa.select(sa.func.count())
            .select_from(Presence)
            .where(Presence.point_id == point.id, Presence.entry_at.is_not(None))
            .scalar_subquery(),
        ).where(Registration.event_id == point.event_id, Registration.merged_into_id.is_(None))
    ).one()
    return Counters(count_inside(point.id), point.limit, entries=row[2], arrived=row[0], expected=row[1])


def history(registration: Registration) -> list[tuple[Scan, bool]]:
    """All scans of a person and of those merged into them, each with whether it was undone, latest
    first."""
    together = sa.select(Registration.id).where(
        (Registration.id == registration.id) | (Registration.merged_into_id == registration.id)
    )
    return _with_undone(Scan.registration_id.in_(together))


def latest(lane: Lane, limit: int = 5) -> list[tuple[Scan, bool]]:
    """The last scans at a lane, each with whether it was undone."""
    return _with_undone(Scan.lane_id == lane.id, limit=limit)


def _with_undone(*clauses: sa.ColumnElement[bool], limit: int | None = None) -> list[tuple[Scan, bool]]:
    rows = db.session.execute(
        sa.select(Scan, UNDONE)
        .where(Scan.kind == ScanKind.scan, *clauses)
        .options(
            joinedload(Scan.lane).joinedload(Lane.point), joinedload(Scan.operator),
            joinedload(Scan.registration).joinedload(Registration.category),
        )
        .order_by(Scan.corrected_at.desc(), Scan.id.desc())
        .limit(limit)
    )  # fmt: skip
    return [(scan, undone) for scan, undone in rows]
