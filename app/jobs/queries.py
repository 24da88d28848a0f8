"""What waits, and how long."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from app.extensions import db
from app.jobs.models import IS_PENDING, Job


def oldest_wait(now: datetime, kind: str | None = None) -> timedelta:
    """For how long the oldest due job (of a kind) has been waiting; zero if none is late."""
    query = sa.select(sa.func.min(Job.due_at)).where(IS_PENDING, Job.due_at <= now)
    oldest = db.session.scalar(query.where(Job.kind == kind) if kind else query)
    return now - oldest if oldest else timedelta(0)


def latest_jobs(event_id: int, kind: str, limit: int = 20) -> list[Job]:
    """An event's jobs of a kind, latest first."""
    query = sa.select(Job).where(Job.event_id == event_id, Job.kind == kind)
    return list(db.session.scalars(query.order_by(Job.id.desc()).limit(limit)))
