"""Turns at writing to SQLite, which gives nobody one.

Who waits holds a shared lock on the folder of the database. Long work looks there between its steps, and goes
on once nobody does. A process that dies lets go of its lock.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MOST, ASKS_EVERY = 1.0, 0.002
"""Seconds that long work gives way, and from one look to the next."""


@contextmanager
def waiting(database: str) -> Iterator[None]:
    """For a block that waits until it may write."""
    with _opened(Path(database).parent) as folder:
        fcntl.flock(folder, fcntl.LOCK_SH)
        yield


def give_way(database: str) -> None:
    """Until those who wait now have begun to write."""
    deadline = time.monotonic() + MOST
    with _opened(Path(database).parent) as folder:
        while not _nobody_waits(folder) and time.monotonic() < deadline:
            time.sleep(ASKS_EVERY)


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    """The database's own file must not be opened: closing it again would end the locks of SQLite."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        yield opened
    finally:
        os.close(opened)


def _nobody_waits(folder: int) -> bool:
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
