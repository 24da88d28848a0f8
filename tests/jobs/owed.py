"""A job that was just owed, to look at."""

from typing import Any

from app.extensions import db
from app.jobs import service
from app.jobs.models import Job


def owed(kind: str, payload: dict[str, Any] | None = None, **options: Any) -> Job:
    return db.session.get_one(Job, service.enqueue(kind, payload, **options))
