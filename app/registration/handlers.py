"""What the worker does for registrations. Each returns after one step; the worker commits it."""

from datetime import timedelta

import sqlalchemy as sa

from app.core import limits
from app.core.clock import now
from app.extensions import db
from app.jobs.outcomes import Again
from app.jobs.queue import Claim
from app.registration import drafting
from app.registration.models import Registration, Status
from app.registration.service import offering
from app.registration.service.lapsing import lapse
from app.registration.service.moving import owe_filling


def lapse_unproven(claim: Claim) -> None:
    """Seven days are over: what was not proven goes."""
    registration = db.session.get(Registration, claim.payload["registration_id"])
    if registration is not None:
        lapse(registration.event_id, registration.id)


def fill(claim: Claim) -> None:
    """A seat may be free: offer it."""
    if claim.event_id is not None:
        offering.fill(claim.event_id)


def fill_all(claim: Claim) -> Again:
    """Every minute: seats become free by the clock too, when a hold or an allotment's time is over."""
    waiting = sa.select(Registration.event_id).where(Registration.status == Status.waitlisted).distinct()
    for event_id in db.session.scalars(waiting):
        owe_filling(event_id)
    return Again({}, at=now() + timedelta(minutes=1))


def end_offer(claim: Claim) -> None:
    """Whoever has not answered by now loses the offer."""
    registration = db.session.get(Registration, claim.payload["registration_id"])
    if registration is not None:
        offering.end(registration.event_id, registration.id)


def tidy(claim: Claim) -> Again:
    """Once a day: forget drafts whose week is over, and what no limit looks at any more."""
    drafting.forget_old()
    limits.forget(now() - timedelta(days=1))
    return Again({}, at=now() + timedelta(days=1))
