"""Whether a worker lives: each gives a sign every few seconds, at the latest after its step."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from app.extensions import db
from app.jobs.models import WorkerBeat
from app.jobs.queue import LEASE

EVERY = timedelta(seconds=10)
SILENT = LEASE
"""Longer than the longest step: after this a worker is taken for dead."""


def beat(worker: str, now: datetime) -> None:
    """This worker lives; forget those that have long been silent."""
    db.session.merge(WorkerBeat(worker=worker, at=now))
    db.session.execute(sa.delete(WorkerBeat).where(WorkerBeat.at < now - timedelta(days=1)))


def leave(worker: str) -> None:
    """This worker ends as it was told to."""
    db.session.execute(sa.delete(WorkerBeat).where(WorkerBeat.worker == worker))


def is_somebody_alive(now: datetime) -> bool:
    """Whether any worker gave its sign lately."""
    latest = db.session.scalar(sa.select(sa.func.max(WorkerBeat.at)))
    return latest is not None and latest > now - SILENT
