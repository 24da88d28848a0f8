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

_unquiet = {"synchronize_session": False}


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


_SEEN = (
    Job.id, Job.kind, Job.payload, Job.event_id, Job.subject, Job.due_at, Job.useless_after, Job.progress,
    Job.total, Job.attempts, Job.max_attempts,
)


ENDS = {Done: AttemptEnd.done, Again: AttemptEnd.again, Retry: AttemptEnd.retry, GiveUp: AttemptEnd.gave_up}


def is_due(now: datetime) -> bool:
    """Whether a worker would find something to do; writes and locks nothing."""
    return any(db.session.scalar(_next(priority, now)) is not None for priority in Priority)


def claim(worker: str, now: datetime) -> Claim | None:
    """Take the next job that is due and log the attempt. The caller commits, and only then acts."""
    for priority in Priority:
        while row := _lease(priority, worker, now):
            if refusal := _refusal(row, now):
                _end(row.id, worker, refusal)
            else:
                return Claim(*row, attempt_id=_log(row.id, worker, now), leased_by=worker)
    return None


def mark(claim: Claim, outcome: Outcome, now: datetime) -> bool:
    """Write how the step ended. False if the lease was lost: then whatever it wrote must be undone."""
    if not _end(claim.id, claim.leased_by, _after(claim, outcome, now)):
        return False
    error = outcome.reason[:300] if isinstance(outcome, (Retry, GiveUp)) else None
    ended = sa.update(JobAttempt).where(JobAttempt.id == claim.attempt_id)
    db.session.execute(ended.values(ended_at=now, end=ENDS[type(outcome)], error=error), execution_options=_unquiet)
    return True


def _next(priority: Priority, now: datetime) -> sa.Select[tuple[int]]:
    due = sa.select(Job.id).where(IS_PENDING, Job.priority == priority, Job.run_at <= now)
    return due.order_by(Job.run_at, Job.id).limit(1).correlate(None)


def _lease(priority: Priority, worker: str, now: datetime) -> sa.Row[Any] | None:
    chosen = _next(priority, now).with_for_update(skip_locked=True).scalar_subquery()
    lease = dict(leased_by=worker, run_at=now + LEASE, attempts=Job.attempts + 1)
    statement = sa.update(Job).where(Job.id == chosen).values(lease).returning(*_SEEN)
    return db.session.execute(statement, execution_options=_unquiet).one_or_none()


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
            return dict(payload=payload, progress=progress, total=total, run_at=at or now, attempts=0, last_error=None)
        case Retry(reason=reason, after=after) if not claim.is_last_attempt:
            wait = wait_after(claim.attempts) if after is None else after
            return dict(run_at=now + wait, last_error=reason[:300])
        case Retry(reason=reason) | GiveUp(reason=reason):
            return _closed(JobState.failed, now, reason[:300])


def _closed(state: JobState, now: datetime, error: str | None) -> dict[str, Any]:
    # Cancelled while its last step ran: it stays so.
    unless_cancelled = sa.case((Job.state == JobState.pending, state), else_=Job.state)
    return dict(state=unless_cancelled, done_at=now, last_error=error)


def _log(job_id: int, worker: str, now: datetime) -> int:
    log = sa.insert(JobAttempt).values(job_id=job_id, worker=worker, started_at=now)
    return db.session.execute(log.returning(JobAttempt.id)).scalar_one()


def _end(job_id: int, worker: str, values: dict[str, Any]) -> bool:
    held = sa.update(Job).where(Job.id == job_id, Job.leased_by == worker)
    return db.session.execute(held.values(leased_by=None, **values), execution_options=_unquiet).rowcount == 1
