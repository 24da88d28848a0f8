"""What the worker does for registrations. Each returns after one step; the worker commits it."""

from app.extensions import db
from app.jobs.queue import Claim
from app.registration.models import Registration
from app.registration.service.leaving import lapse


def lapse_unproven(claim: Claim) -> None:
    """Seven days are over: what was not proven goes."""
    registration = db.session.get(Registration, claim.payload["registration_id"])
    if registration is not None:
        lapse(registration.event_id, registration.id)
