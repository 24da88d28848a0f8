"""Write a fact, and what it changes: presence at its point, the arrival, the cursor of the phones."""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

import sqlalchemy as sa

from app.checkin.lookup import Known
from app.checkin.models import Presence, Scan, ScanCursor
from app.checkin.moments import moment
from app.checkin.points import CheckinPoint
from app.checkin.standing import Pass, entry, is_inside, standing
from app.checkin.terms import PointKind
from app.core.database import INSERT, dialect
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
    key = {"point_id": point.id, "registration_id": known.stands_for}
    values = key | _amount_to(passes, point.id) | {"version": known.version + 1}
    if db.session.execute(_write_presence(dialect()), values).one_or_none() is None:
        raise Overtaken
    _settle_arrival(point, known, passes)


@cache
def _write_presence(dialect: str) -> Any:
    """The first version, or the one after that which was read; no row comes back from any other."""
    write = INSERT[dialect](Presence.__table__)
    return write.on_conflict_do_update(
        index_elements=Presence.__table__.primary_key.columns,
        set_={column.name: write.excluded[column.name] for column in Presence.__table__.columns},
        where=Presence.version == write.excluded.version - 1,
    ).returning(Presence.version)


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


def publish(event_id: int, *scan_ids: int) -> None:
    """Give the facts of this transaction their place among all. The cursor's lock is held until
    commit, so call it last."""
    revision = db.session.execute(_raise_cursor(dialect()), {"event_id": event_id, "revision": 1}).scalar_one()
    db.session.execute(_STAMP, {"ids": scan_ids, "revision": revision})


@cache
def _raise_cursor(dialect: str) -> Any:
    return (
        INSERT[dialect](ScanCursor.__table__)
        .on_conflict_do_update(
            index_elements=[ScanCursor.event_id], set_={"revision": ScanCursor.revision + 1}
        )
        .returning(ScanCursor.revision)
    )


_STAMP = (
    sa.update(Scan.__table__)
    .where(Scan.id.in_(sa.bindparam("ids", expanding=True)))
    .values(revision=sa.bindparam("revision"))
)


@cache
def _write_fact(dialect: str) -> Any:
    return (
        INSERT[dialect](Scan.__table__)
        .on_conflict_do_nothing(index_elements=[Scan.event_id, Scan.uuid])
        .returning(Scan.id)
    )


def keep(**values: Any) -> int:
    """Write a fact, and answer its id. Raises Overtaken if its UUID came in meanwhile."""
    scan_id = db.session.execute(_write_fact(dialect()), values).scalar_one_or_none()
    if scan_id is None:
        raise Overtaken
    return scan_id
