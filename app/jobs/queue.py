"""The table as a queue: take a job for a while, and write down how its step ended.

A lease makes the worker that took a job its only owner; when the worker dies, the lease runs out
and the job is anybody's again. On PostgreSQL rows in other hands are skipped (SKIP LOCKED); on
SQLite a writing transaction is alone anyway.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from app.extensions import db
from app.jobs.backoff import wait_after
from app.jobs.models import IS_PENDING, AttemptEnd, Job, JobAttempt, JobState, Priority
from app.jobs.outcomes import Again, Done, GiveUp, Outcome, Retry

STEP_LIMIT = timedelta(seconds=60)
LEASE = timedelta(seconds=90)
"""Longer than a step may last: nobody takes a job that is still being done."""

@dataclass(frozen=True)
class Claim:
    """A job as it stood when a worker took it: what a handler gets to see."""

    id: int
    kind: str
    payload: dict[str, Any]
    event_id: int | None
    subject: str
    due_at: datetime
    useless_after: datetime | None
    progress: int
    total: int | None
    attempts: int
    """This one included, since it last got on."""
    max_attempts: int
    attempt_id: int
    leased_by: str

    @property
    def is_last_attempt(self) -> bool:
        return self.attempts >= self.max_attempts


ENDS = {Done: AttemptEnd.done, Again: AttemptEnd.again, Retry: AttemptEnd.retry, GiveUp: AttemptEnd.gave_up}

# Statements are built once: for jobs as short as a mail that would cost more than running them.
_jobs, _attempts = Job.__table__, JobAttempt.__table__


def _first_due(priority: Priority) -> sa.Select[tuple[int]]:
    due = sa.select(_jobs.c.id).where(IS_PENDING, _jobs.c.priority == priority, _jobs.c.run_at <= sa.bindparam("now"))
    return due.order_by(_jobs.c.run_at, _jobs.c.id).limit(1).correlate(None)


_NEXT = sa.func.coalesce(*(_first_due(priority).scalar_subquery() for priority in Priority))
_NEXT_FREE = sa.func.coalesce(
    *(_first_due(priority).with_for_update(skip_locked=True).scalar_subquery() for priority in Priority)
)
_LEASE = (
    sa.update(_jobs)
    .where(_jobs.c.id == _NEXT_FREE)
    .values(leased_by=sa.bindparam("worker"), run_at=sa.bindparam("lease_ends"), attempts=_jobs.c.attempts + 1)
    .returning(
        _jobs.c.id, _jobs.c.kind, _jobs.c.payload, _jobs.c.event_id, _jobs.c.subject, _jobs.c.due_at,
        _jobs.c.useless_after, _jobs.c.progress, _jobs.c.total, _jobs.c.attempts, _jobs.c.max_attempts,
    )
)  # fmt: skip
_LOG = sa.insert(_attempts).returning(_attempts.c.id)
# A job cancelled while its step ran stays cancelled, however the step ended.
_ends_as = sa.bindparam("ends_as", JobState.pending, type_=_jobs.c.state.type)
_HELD = (
    sa.update(_jobs)
    .where(_jobs.c.id == sa.bindparam("held_id"), _jobs.c.leased_by == sa.bindparam("worker"))
    .values(leased_by=None, state=sa.case((IS_PENDING, _ends_as), else_=_jobs.c.state))
)
_CLOSE_LOG = sa.update(_attempts).where(_attempts.c.id == sa.bindparam("attempt_id"))


def is_due(now: datetime) -> bool:
    """Whether a worker would find something to do; writes and locks nothing."""
    return db.session.execute(sa.select(_NEXT), {"now": now}).scalar() is not None


def claim(worker: str, now: datetime) -> Claim | None:
    """Take the next job that is due and log the attempt. The caller commits, and only then acts."""
    while row := db.session.execute(_LEASE, {"now": now, "worker": worker, "lease_ends": now + LEASE}).one_or_none():
        refusal = _refusal(row, now)
        if refusal is None:
            logged = db.session.execute(_LOG, {"job_id": row.id, "worker": worker, "started_at": now})
            return Claim(*row, attempt_id=logged.scalar_one(), leased_by=worker)
        _release(row.id, worker, refusal)
    return None


def mark(claim: Claim, outcome: Outcome, now: datetime) -> bool:
    """Write how the step ended. False if the lease was lost: then whatever it wrote must be undone."""
    if not _release(claim.id, claim.leased_by, _after(claim, outcome, now)):
        return False
    error = outcome.reason[:300] if isinstance(outcome, (Retry, GiveUp)) else None
    ended = {"attempt_id": claim.attempt_id, "ended_at": now, "end": ENDS[type(outcome)], "error": error}
    db.session.execute(_CLOSE_LOG, ended)
    return True


def _release(job_id: int, worker: str, values: dict[str, Any]) -> bool:
    """Let go of a job that `worker` holds; False if it holds it no more."""
    return db.session.execute(_HELD, {"held_id": job_id, "worker": worker, **values}).rowcount == 1


def _refusal(row: sa.Row[Any], now: datetime) -> dict[str, Any] | None:
    """What to write on a job that must not be tried (again)."""
    if row.useless_after and row.useless_after < now:
        return _closed(JobState.dropped, now, "its time was over")
    if row.attempts > row.max_attempts:
        return _closed(JobState.failed, now, "its worker died each time")
    return None


def _after(claim: Claim, outcome: Outcome, now: datetime) -> dict[str, Any]:
    """The columns that an outcome changes."""
    match outcome:
        case Done(result=result):
            return _closed(JobState.done, now, None) | {"result": result}
        case Again(payload=payload, progress=progress, total=total, at=at):
            due = dict(due_at=at or now, run_at=at or now)
            return dict(payload=payload, progress=progress, total=total, attempts=0, last_error=None, **due)
        case Retry(reason=reason, after=after) if not claim.is_last_attempt:
            wait = wait_after(claim.attempts) if after is None else after
            return dict(run_at=now + wait, last_error=reason[:300])
        case Retry(reason=reason) | GiveUp(reason=reason):
            return _closed(JobState.failed, now, reason[:300])


def _closed(state: JobState, now: datetime, error: str | None) -> dict[str, Any]:
    return dict(ends_as=state, done_at=now, last_error=error)
