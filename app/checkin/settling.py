"""What a new fact changes: presence at its point, the person's arrival, the cursor of the phones."""

from collections.abc import Callable
from typing import Any, TypeVar

import sqlalchemy as sa

from app.checkin.lookup import Known
from app.checkin.models import Presence, Scan, ScanCursor
from app.checkin.moments import moment
from app.checkin.points import CheckinPoint
from app.checkin.standing import Pass, entry, is_inside, standing
from app.checkin.terms import PointKind
from app.core.database import insert
from app.extensions import db
from app.registration.service.arriving import set_arrived

Result = TypeVar("Result")


class Overtaken(Exception):
    """Another lane was faster: what was decided may no longer be true."""


def deciding_again(attempt: Callable[[], Result]) -> Result:
    """Call `attempt` in a savepoint until nobody was faster. Each round somebody got through."""
    while True:
        try:
            with db.session.begin_nested():
                return attempt()
        except Overtaken:
            continue


def settle(point: CheckinPoint, known: Known, passes: list[Pass]) -> None:
    """Write what the person's passes amount to. Raises Overtaken if they changed since `known`."""
    if known.stands_for is None:
        return
    values = _amount_to(passes, point.id)
    key = {"point_id": point.id, "registration_id": known.stands_for}
    written = db.session.execute(
        insert(Presence)
        .values(**key, **values, version=known.version + 1)
        .on_conflict_do_update(
            index_elements=list(key),
            set_={**values, "version": Presence.version + 1},
            where=Presence.version == known.version,
        )
        .returning(Presence.version),
        execution_options={"synchronize_session": False},
    ).one_or_none()
    if written is None:
        raise Overtaken
    _settle_arrival(point, known, passes)


def _amount_to(passes: list[Pass], point_id: int) -> dict[str, Any]:
    stands = standing(passes, point_id)
    first = entry(stands)
    return {
        "inside": is_inside(stands),
        "entry_at": first and moment(first.at),
        "entry_lane_id": first and first.lane,
        "entry_sure": bool(first and first.sure),
        "moved_at": moment(max(p.at for p in stands)) if stands else None,
    }


def _settle_arrival(point: CheckinPoint, known: Known, passes: list[Pass]) -> None:
    """The person arrived with the first entry that stands at any entrance."""
    entrances = known.entrances | ({point.id} if point.kind is PointKind.entrance else set())
    entries = [first for one in entrances if (first := entry(standing(passes, one)))]
    earliest = min(entries, key=lambda p: (not p.sure, p.at), default=None)
    arrived = earliest and earliest.at
    if known.stands_for is not None and arrived != known.arrived:
        set_arrived(known.stands_for, moment(arrived) if arrived is not None else None)


def publish(event_id: int, *scans: Scan) -> None:
    """Give the facts of this transaction their place among all. The cursor's lock is held until
    commit, so call it last."""
    revision = db.session.execute(
        insert(ScanCursor)
        .values(event_id=event_id, revision=1)
        .on_conflict_do_update(
            index_elements=[ScanCursor.event_id], set_={"revision": ScanCursor.revision + 1}
        )
        .returning(ScanCursor.revision),
        execution_options={"synchronize_session": False},
    ).scalar_one()
    db.session.execute(
        sa.update(Scan).where(Scan.id.in_([scan.id for scan in scans])).values(revision=revision)
    )
