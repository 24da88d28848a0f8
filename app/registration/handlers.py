"""What the worker does for registrations. Each returns after one step; the worker commits it."""

from datetime import timedelta

from app.core import limits
from app.core.clock import now
from app.extensions import db
from app.jobs.outcomes import Again
from app.jobs.queue import Claim
from app.registration import drafting
from app.registration.models import Registration
from app.registration.service.lapsing import lapse


def lapse_unproven(claim: Claim) -> None:
    """Seven days are over: what was not proven goes."""
    registration = db.session.get(Registration, claim.payload["registration_id"])
    if registration is not None:
        lapse(registration.event_id, registration.id)


def tidy(claim: Claim) -> Again:
    """Once a day: forget drafts whose week is over, and what no limit looks at any more."""
    drafting.forget_old()
    limits.forget(now() - timedelta(days=1))
    return Again({}, at=now() + timedelta(days=1))
