"""Scans that come in at the same moment: one statement writes them, one flush of the disk keeps them.

Each statement locks the event's cursor until it is on the disk, so scans one by one would wait for as many
flushes. While one thread of this process waits for the database, the others lay their scans down; the
next one takes all of them along. (Known as group commit.)
"""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from sqlalchemy.exc import DBAPIError

from app.checkin import at_once
from app.checkin.at_once import NewScan
from app.checkin.settling import Overtaken
from app.extensions import db

PATIENCE = 0.05
"""Seconds that scans wait for a group under way: it may have met a row that somebody else has locked. A group
itself gives up soon (`lock_timeout` in app/config.py), and each of its scans is then written by itself."""


@dataclass(frozen=True)
class _Waiting:
    scan: NewScan
    revision: Future[int | None] = field(default_factory=Future)


_waiting: deque[_Waiting] = deque()
_turn = Lock()


def write(scan: NewScan) -> int:
    """The scan's revision, once it is committed; within `database.single_statements`. Raises Overtaken where
    it was not written."""
    mine = _Waiting(scan)
    _waiting.append(mine)
    with _my_turn():
        if not mine.revision.done():
            _write_those_who_wait()
    if (revision := mine.revision.result()) is None:
        raise Overtaken
    return revision


@contextmanager
def _my_turn() -> Iterator[None]:
    """One after the other, as long as they are quick."""
    has_turn = _turn.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        if has_turn:
            _turn.release()


def _write_those_who_wait() -> None:
    group = _take_group()
    revisions: dict[Any, int] = {}
    try:
        written = at_once.write([waiting.scan for waiting in group])
        db.session.commit()  # where the statement was part of the session's transaction
        revisions = written
    except DBAPIError:
        db.session.rollback()
    finally:
        for waiting in group:
            waiting.revision.set_result(revisions.get(waiting.scan.uuid))


def _take_group() -> list[_Waiting]:
    """All who wait. Of two scans that change the same row, one statement can write only the first."""
    group: list[_Waiting] = []
    rows: set[Any] = set()
    with suppress(IndexError):
        while True:
            waiting = _waiting.popleft()
            if waiting.scan.rows & rows:
                waiting.revision.set_result(None)
            else:
                group.append(waiting)
                rows |= waiting.scan.rows
    return group
