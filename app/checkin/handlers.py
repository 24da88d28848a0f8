"""What the worker does for the door."""

from app.checkin import alerting
from app.core.clock import now
from app.jobs.outcomes import Again
from app.jobs.queue import Claim


def alert(_claim: Claim) -> Again:
    """The standing job "checkin.alert"."""
    at = now()
    alerting.tell(at)
    return Again({}, at=at + alerting.pause(at))
