"""The door's figures for the phones: counted when something changed, but never all the time.

In a rush the figures may be some tenths of a second old: as long as counting them took, a hundred times
over.
"""

import time
from dataclasses import dataclass

import sqlalchemy as sa
from flask import current_app

from app.checkin.models import Presence
from app.checkin.points import CheckinPoint
from app.checkin.queries import count_inside
from app.core.database import run
from app.extensions import db
from app.registration.models import Registration, Status

REST = 100
"""How many times longer than it took to count may pass before counting again: 1 % of the time at most."""

Figures = dict[int, dict[str, int]]
"""By point: inside, entries, arrived, expected."""


@dataclass(frozen=True)
class _Kept:
    stamp: tuple[int, int]
    figures: Figures
    until: float


def counters(event_id: int, revision: int, scan_revision: int) -> Figures:
    """As of these revisions, or a moment before."""
    kept: dict[int, _Kept] = current_app.extensions.setdefault("door_figures", {})
    found, began = kept.get(event_id), time.monotonic()
    if found is None or (found.stamp != (revision, scan_revision) and began > found.until):
        figures = _count(event_id)
        ended = time.monotonic()
        found = _Kept((revision, scan_revision), figures, ended + REST * (ended - began))
        kept[event_id] = found
    return found.figures


def forget() -> None:
    """Count anew."""
    current_app.extensions.pop("door_figures", None)


def _count(event_id: int) -> Figures:
    arrived, expected = run(_PEOPLE, {"event_id": event_id}).one()
    entries = {row.point_id: row.entries for row in run(_ENTRIES, {"event_id": event_id})}
    points = db.session.scalars(sa.select(CheckinPoint.id).where(CheckinPoint.event_id == event_id))
    return {
        point: {
            "inside": count_inside(point), "entries": entries.get(point, 0), "arrived": arrived, "expected": expected
        }
        for point in points
    }


_arrived = Registration.arrived_at.is_not(None)
_PEOPLE = sa.select(
    sa.func.count(sa.case((_arrived, 1))),
    sa.func.count(sa.case(((Registration.status == Status.confirmed) | _arrived, 1))),
).where(Registration.event_id == sa.bindparam("event_id"), Registration.merged_into_id.is_(None))
_ENTRIES = (
    sa.select(Presence.point_id, sa.func.count().label("entries"))
    .join(CheckinPoint, CheckinPoint.id == Presence.point_id)
    .where(CheckinPoint.event_id == sa.bindparam("event_id"), Presence.entry_at.is_not(None))
    .group_by(Presence.point_id)
)
