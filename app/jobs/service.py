"""Owe something, in the transaction of the change that owes it."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from app.core.clock import now
from app.core.database import INSERT, dialect, insert, run
from app.extensions import db
from app.jobs.backoff import MAX_ATTEMPTS
from app.jobs.models import Job, JobAttempt, JobState, Priority


def enqueue(
    kind: str,
    payload: dict[str, Any] | None = None,
    *,
    due_at: datetime | None = None,
    key: str | None = None,
    event_id: int | None = None,
    subject: str = "",
    priority: Priority = Priority.normal,
    useless_after: datetime | None = None,
    max_attempts: int = MAX_ATTEMPTS,
) -> int:
    """Write a job; answers its id. `payload` holds ids, never a secret nor a name.

    With a `key` that a job already has (waiting, done or failed), that job is the answer and nothing
    is written. A job that comes to its turn later than `useless_after` is dropped: no reminder after
    the doors opened; without it, a job that is late is done once, late.
    """
    due_at = due_at or now()
    values = dict(
        kind=kind, payload=payload or {}, key=key, event_id=event_id, subject=subject, priority=priority,
        due_at=due_at, run_at=due_at, useless_after=useless_after, max_attempts=max_attempts,
    )  # fmt: skip
    written = run(_write(dialect()), values).scalar_one_or_none()
    return written if written is not None else run(_OF_KEY, {"of_key": key}).scalar_one()


@cache
def _write(dialect: str) -> sa.Executable:
    """Put together once: jobs are owed while the event's lock is held, and others wait for it."""
    return INSERT[dialect](Job).on_conflict_do_nothing(index_elements=[Job.key]).returning(Job.id)


_OF_KEY = sa.select(Job.id).where(Job.key == sa.bindparam("of_key"))


def enqueue_many(
    kind: str,
    owed: Iterable[tuple[str, str, dict[str, Any]]],
    *,
    event_id: int | None = None,
    priority: Priority = Priority.bulk,
    useless_after: datetime | None = None,
) -> None:
    """Write many jobs of a kind by one statement. `owed`: (key, subject, payload) of each; a key that a
    job already has writes nothing."""
    at = now()
    rows = [
        dict(
            kind=kind, payload=payload, key=key, event_id=event_id, subject=subject, priority=priority, due_at=at,
            run_at=at, useless_after=useless_after, max_attempts=MAX_ATTEMPTS,
        )
        for key, subject, payload in owed
    ]  # fmt: skip
    if rows:
        db.session.execute(insert(Job).values(rows).on_conflict_do_nothing(index_elements=[Job.key]))


def cancel(key: str) -> bool:
    """Stop the waiting job of that key; a step in work ends, no other follows. The key is free again."""
    return _change(key, state=JobState.cancelled, done_at=now(), key=None)


def reschedule(key: str, due_at: datetime) -> bool:
    """Move the waiting job of that key to another moment."""
    return _change(key, due_at=due_at, run_at=due_at)


def _change(key: str, /, **values: Any) -> bool:
    change = sa.update(Job).where(Job.key == key, Job.state == JobState.pending).values(**values)
    return db.session.execute(change).rowcount == 1


def revive(job: Job) -> None:
    """Try once more what failed or was cancelled, from where it stood."""
    job.state, job.done_at, job.attempts = JobState.pending, None, 0
    job.due_at = job.run_at = now()
    db.session.flush()


def keep_standing(kind: str) -> None:
    """See that the one job of a kind that never ends (it answers `Again` each time) waits."""
    job = db.session.get_one(Job, enqueue(kind, key=kind))
    if job.state != JobState.pending:
        revive(job)


def forget_finished(before: datetime) -> None:
    """Delete what ended before that moment, with its attempts; and old attempts of what never ends."""
    db.session.execute(sa.delete(Job).where(Job.done_at < before))
    db.session.execute(sa.delete(JobAttempt).where(JobAttempt.started_at < before))
