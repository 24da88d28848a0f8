"""What this package does for itself, as a job."""

from datetime import timedelta

from app.core.clock import now
from app.jobs import files, service
from app.jobs.outcomes import Again
from app.jobs.queue import Claim

KEPT = timedelta(days=90)


def tidy(claim: Claim) -> Again:
    """Once an hour: forget jobs that ended long ago and files whose time is over."""
    service.forget_finished(now() - KEPT)
    files.forget_past_files()
    return Again({}, at=now() + timedelta(hours=1))
