"""Write a fact, and what it changes: presence at its point, the arrival, the cursor of the phones."""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa

from app.checkin.lookup import Known
from app.checkin.models import Presence, Scan, ScanCursor
from app.checkin.moments import moment
from app.checkin.points import CheckinPoint
from app.checkin.queries import beside_uuid
from app.checkin.standing import Pass, entry, is_inside, standing
from app.checkin.terms import PointKind, VerdictCode
from app.core.database import INSERT, dialect, run
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
    write_standing(point.id, known.stands_for, known.version, passes)
    entrances = known.entrances | ({point.id} if point.kind is PointKind.entrance else set())
    write_arrival(known.stands_for, known.arrived, passes, entrances)


def write_standing(point_id: int, registration_id: int, version: int, passes: list[Pass]) -> None:
    """A person's presence at a point. Raises Overtaken if it is no longer of this version."""
    values = presence_row(point_id, registration_id, version, passes)
    if run(_write_presence(dialect()), values).one_or_none() is None:
        raise Overtaken


def presence_row(point_id: int, registration_id: int, version: int, passes: list[Pass]) -> dict[str, Any]:
    """What follows that version."""
    key = {"point_id": point_id, "registration_id": registration_id}
    return key | _amount_to(passes, point_id) | {"version": version + 1}


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


def write_arrival(
    registration_id: int, arrived: int | None, passes: list[Pass], entrances: frozenset[int] | set[int]
) -> None:
    """The person arrived with the first entry that stands at any entrance; `arrived` in ms is what is
    written already."""
    at = arrival(passes, entrances)
    if at != arrived:
        set_arrived(registration_id, moment(at) if at is not None else None)


def arrival(passes: list[Pass], entrances: frozenset[int] | set[int]) -> int | None:
    """The first entry that stands at any entrance, in ms."""
    entries = [first for one in entrances if (first := entry(standing(passes, one)))]
    earliest = min(entries, key=lambda p: (not p.sure, p.at), default=None)
    return earliest and earliest.at


def keep(**values: Any) -> int:
    """Write a fact, and answer its id. Raises Overtaken if its UUID came in meanwhile."""
    return keep_many([values])[0]


def keep_many(rows: list[dict[str, Any]]) -> list[int]:
    """Write facts, all with the same columns. Raises Overtaken if a UUID of them came in meanwhile."""
    ids = list(run(_write_fact(dialect()), rows).scalars()) if rows else []
    if len(ids) < len(rows):
        raise Overtaken
    return ids


@cache
def _write_fact(dialect: str) -> Any:
    return (
        INSERT[dialect](Scan.__table__)
        .on_conflict_do_nothing(index_elements=[Scan.event_id, Scan.uuid])
        .returning(Scan.id)
    )


def correct(event_id: int, said: dict[UUID, tuple[VerdictCode, dict[str, Any]]]) -> list[int]:
    """Write what the server says of these facts now; their ids."""
    return [
        run(
            _CORRECT, {"event": event_id, "fact": uuid, "says": verdict, "because": parameters}
        ).scalar_one()
        for uuid, (verdict, parameters) in said.items()
    ]


_CORRECT = (
    sa.update(Scan.__table__)
    .where(Scan.uuid == sa.bindparam("fact"), beside_uuid(Scan, sa.bindparam("event")))
    .values(server_verdict=sa.bindparam("says"), server_parameters=sa.bindparam("because"))
    .returning(Scan.id)
)


def publish(event_id: int, *scan_ids: int) -> None:
    """Give the facts of this transaction their place among all."""
    stamp(next_revision(event_id), list(scan_ids))


def next_revision(event_id: int) -> int:
    """The cursor's lock is held from here until commit, so call it after every other lock."""
    return run(_raise_cursor(dialect()), {"event_id": event_id, "revision": 1}).scalar_one()


@cache
def _raise_cursor(dialect: str) -> Any:
    return (
        INSERT[dialect](ScanCursor.__table__)
        .on_conflict_do_update(
            index_elements=[ScanCursor.event_id], set_={"revision": ScanCursor.revision + 1}
        )
        .returning(ScanCursor.revision)
    )


def stamp(revision: int, scan_ids: list[int]) -> None:
    run(_STAMP, {"ids": scan_ids, "revision": revision})


_STAMP = (
    sa.update(Scan.__table__)
    .where(Scan.id.in_(sa.bindparam("ids", expanding=True)))
    .values(revision=sa.bindparam("revision"))
)
