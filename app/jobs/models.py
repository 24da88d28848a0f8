"""What is owed to the world, what is due at a moment and what takes long: rows of one table.

A row is written in the transaction of the change that owes it, and workers do it afterwards. This
package lies below all that it serves: a job names its handler by a string, and whose it is (event,
subject) by plain values.
"""

from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.clock import now
from app.extensions import NEVER_AGAIN, db


class JobState(StrEnum):
    pending = "pending"
    done = "done"
    failed = "failed"
    cancelled = "cancelled"
    dropped = "dropped"
    """Came to its turn after `useless_after`."""


class Priority(IntEnum):
    """Who goes first among what is due."""

    urgent = 0
    """Somebody waits for it before a screen."""
    normal = 10
    bulk = 20


IS_PENDING = sa.text("state = 'pending'")
"""A literal: with a bound value neither database can tell that the index below serves."""


class Job(db.Model):
    """One thing to do, and how far it got. In work = pending and leased.

    `run_at` is when a worker may take it: first `due_at`, later the end of a lease or of a back-off.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        sa.Index(
            "ix_jobs_turn", "priority", "run_at", "id",
            sqlite_where=IS_PENDING, postgresql_where=IS_PENDING,
        ),
        sa.Index(None, "subject"),
        sa.Index(None, "event_id", "kind", "id"),
        sa.Index(None, "done_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(48))
    payload: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Ids and counts; never a secret nor a name."""
    key: Mapped[str | None] = mapped_column(sa.String(120), unique=True)
    event_id: Mapped[int | None]
    subject: Mapped[str] = mapped_column(sa.String(60), default="")
    """Whom it is about, such as "registration:123"."""
    priority: Mapped[int] = mapped_column(default=Priority.normal)
    created_at: Mapped[datetime] = mapped_column(default=now)
    due_at: Mapped[datetime]
    useless_after: Mapped[datetime | None]

    state: Mapped[JobState] = mapped_column(default=JobState.pending)
    run_at: Mapped[datetime]
    leased_by: Mapped[str | None] = mapped_column(sa.String(80))
    attempts: Mapped[int] = mapped_column(default=0)
    """Since it last got on."""
    max_attempts: Mapped[int]
    last_error: Mapped[str | None] = mapped_column(sa.String(300))
    progress: Mapped[int] = mapped_column(default=0)
    total: Mapped[int | None]
    result: Mapped[dict[str, Any]] = mapped_column(default=dict)
    done_at: Mapped[datetime | None]

    attempts_log: Mapped[list["JobAttempt"]] = relationship(
        order_by="JobAttempt.id", passive_deletes=True, lazy="raise"
    )


class AttemptEnd(StrEnum):
    done = "done"
    again = "again"
    retry = "retry"
    gave_up = "gave_up"


class JobAttempt(db.Model):
    """One step of a job, written before it acts: without an end, its worker died or still acts."""

    __tablename__ = "job_attempts"

    id: Mapped[int] = mapped_column(primary_key=True)
    job_id: Mapped[int] = mapped_column(sa.ForeignKey("jobs.id", ondelete="CASCADE"), index=True)
    worker: Mapped[str] = mapped_column(sa.String(80))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    end: Mapped[AttemptEnd | None]
    error: Mapped[str | None] = mapped_column(sa.String(300))


class WorkerBeat(db.Model):
    """A sign of life that each worker gives every few seconds."""

    __tablename__ = "worker_beats"

    worker: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    at: Mapped[datetime]


class StoredFile(db.Model):
    """What a job made and somebody may fetch for a while. `account_id` is plain: whose it is."""

    __tablename__ = "files"
    __table_args__ = NEVER_AGAIN

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(150))
    content_type: Mapped[str] = mapped_column(sa.String(100))
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True, deferred_raiseload=True)
    size: Mapped[int]
    made_by: Mapped[str] = mapped_column(sa.String(60))
    """The job's kind, or the page that made it."""
    event_id: Mapped[int | None] = mapped_column(index=True)
    account_id: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    until: Mapped[datetime] = mapped_column(index=True)
