"""Everything that changed since a phone's copy was made. The first load is the same from nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.checkin import cursor as cursors
from app.checkin import people_copy
from app.checkin.cursor import Cursor
from app.checkin.frame import Frame
from app.checkin.models import Scan
from app.checkin.moments import milliseconds
from app.checkin.senders import Sender
from app.checkin.terms import ScanKind
from app.core.database import run
from app.registration.models import Departure, Registration

PAGE = 1_000
RUSH = 2_000
"""Milliseconds: a phone that sends scans faster than this is told of the others' once in this time."""


@dataclass
class Delta:
    """`people`, `moved` (their passes alone) and `parts` (by name) are JSON texts."""

    cursor: str
    people: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    parts: dict[str, str] = field(default_factory=dict)
    corrections: list[dict[str, Any]] = field(default_factory=list)
    more: bool = False
    reset: bool = False


def is_rush(sender: Sender, cursor: object, at: datetime) -> bool:
    """Whether this phone was told of everything just now."""
    found = cursors.read(cursor, sender.epoch, sender.event_id, sender.role.value)
    return found is not None and not found.after and 0 <= milliseconds(at) - found.at < RUSH


def changes(sender: Sender, frame: Frame, cursor: object, at: datetime) -> Delta:
    """One page of news for this phone since `cursor`. Its own scans are none: it has them."""
    found = cursors.read(cursor, sender.epoch, sender.event_id, sender.role.value)
    before = found or Cursor(sender.epoch, sender.event_id, sender.role.value)
    sweep = before.begin(sender.revision, sender.scan_revision)
    found_people = _changed(sweep, sender)
    more, page = len(found_people) > PAGE, found_people[:PAGE]
    now = milliseconds(at)
    after = sweep.page(page[-1].id, now, frame.digests) if more else sweep.end(now, frame.digests)
    opening = not sweep.after
    return Delta(
        cursor=str(after),
        people=people_copy.people([row.id for row in page if row.edited], sender.role, sender.epoch, frame.arts),
        moved=people_copy.moved([row.id for row in page if not row.edited]),
        gone=_gone(sweep) if opening else [],
        parts={name: frame.parts[name] for name in frame.changed(before.digests)},
        corrections=_corrections(sweep, sender) if opening else [],
        more=more,
        reset=found is None,
    )


def _changed(sweep: Cursor, sender: Sender) -> Sequence[Any]:
    """Ids of the people of the next page, and one more if there is another page. Of those who are not
    `edited` the phone holds everything but their last scans."""
    if sweep.is_empty:
        query = _ALL
    elif (sweep.people, sweep.scans) == (sweep.to_people, sweep.to_scans):
        return []
    else:
        query = _CHANGED
    return run(query, _bounds(sweep) | {"device": sender.device_id, "limit": PAGE + 1}).all()


def _gone(sweep: Cursor) -> list[int]:
    if sweep.is_empty or sweep.people == sweep.to_people:
        return []
    return list(run(_GONE, _bounds(sweep)).scalars())


def _corrections(sweep: Cursor, sender: Sender) -> list[dict[str, Any]]:
    """This phone's facts of which the server says something else by now."""
    if sweep.is_empty or sweep.scans == sweep.to_scans:
        return []
    rows = run(_DIFFERENT, _bounds(sweep) | {"device": sender.device_id})
    return [{"uuid": str(row.uuid), "verdict": row.server_verdict, "parameters": row.server_parameters} for row in rows]


def _bounds(sweep: Cursor) -> dict[str, int]:
    return {
        "event": sweep.event, "after": sweep.after, "people": sweep.people, "to_people": sweep.to_people,
        "scans": sweep.scans, "to_scans": sweep.to_scans,
    }  # fmt: skip


_event, _after = sa.bindparam("event"), sa.bindparam("after")
_ALL = (
    sa.select(Registration.id, sa.literal(1).label("edited"))
    .where(Registration.event_id == _event, Registration.id > _after)
    .order_by(Registration.id)
    .limit(sa.bindparam("limit"))
)
_edited = sa.select(Registration.id.label("id"), sa.literal(1).label("edited")).where(
    Registration.event_id == _event, Registration.id > _after,
    Registration.revision > sa.bindparam("people"), Registration.revision <= sa.bindparam("to_people"),
)  # fmt: skip
_new_facts = (
    Scan.event_id == _event, Scan.revision > sa.bindparam("scans"), Scan.revision <= sa.bindparam("to_scans")
)
_of_others = (*_new_facts, Scan.device_id.is_distinct_from(sa.bindparam("device")))
_scanned = sa.select(Scan.registration_id, sa.literal(0)).where(*_of_others, Scan.registration_id > _after)
_merged = (
    sa.select(Registration.merged_into_id, sa.literal(0))
    .join(Scan, Scan.registration_id == Registration.id)
    .where(*_of_others, Registration.merged_into_id > _after)
)
_news = sa.union_all(_edited, _scanned, _merged).subquery()
_CHANGED = (
    sa.select(_news.c.id, sa.func.max(_news.c.edited).label("edited"))
    .group_by(_news.c.id)
    .order_by(_news.c.id)
    .limit(sa.bindparam("limit"))
)
_GONE = (
    sa.select(Departure.registration_id)
    .where(
        Departure.event_id == _event,
        Departure.revision > sa.bindparam("people"), Departure.revision <= sa.bindparam("to_people"),
    )
    .order_by(Departure.registration_id)
)  # fmt: skip
_DIFFERENT = (
    sa.select(Scan.uuid, Scan.server_verdict, Scan.server_parameters)
    .where(
        *_new_facts, Scan.device_id == sa.bindparam("device"), Scan.kind == ScanKind.scan,
        Scan.server_verdict != Scan.verdict,
    )
    .order_by(Scan.id)
)  # fmt: skip
