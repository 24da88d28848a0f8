"""What the worker does for registrations. Each returns after one step; the worker commits it."""

from datetime import timedelta

import sqlalchemy as sa

from app.audit.service import Actor
from app.core import limits
from app.core.clock import now
from app.events.life import RUNNING
from app.events.models import Event
from app.extensions import db
from app.jobs.outcomes import Again, Done
from app.jobs.queue import Claim
from app.registration import drafting
from app.registration.models import Registration
from app.registration.service import offering, organisations, reconfirming, session_seats
from app.registration.service.lapsing import lapse
from app.registration.service.moving import owe_filling, somebody_waits


def lapse_unproven(claim: Claim) -> None:
    """Seven days are over: what was not proven goes."""
    registration = db.session.get(Registration, claim.payload["registration_id"])
    if registration is not None:
        lapse(registration.event_id, registration.id)


def fill(claim: Claim) -> Again | None:
    """A seat may be free, at the event or in a session: give it, and look again until there is nothing to give."""
    if claim.event_id is None:
        return None
    given = offering.fill(claim.event_id) + session_seats.fill(claim.event_id)
    return Again({}, claim.progress + given) if given else None


def fill_all(claim: Claim) -> Again:
    """Every minute: seats become free by the clock too, when a hold or an allotment's time is over."""
    running = sa.select(Event.id).where(Event.state.in_(RUNNING), Event.doors_at > now())
    for event_id in db.session.scalars(running).all():
        if somebody_waits(event_id) and (offering.is_due(event_id) or session_seats.is_due(event_id)):
            owe_filling(event_id)
    return Again({}, at=now() + timedelta(minutes=1))


def end_offer(claim: Claim) -> None:
    """Whoever has not answered by now loses the offer."""
    registration = db.session.get(Registration, claim.payload["registration_id"])
    if registration is not None:
        offering.end(registration.event_id, registration.id)


def ask_who_comes(claim: Claim) -> Again:
    """Every ten minutes, and at once again while there is somebody left to ask."""
    near = sa.select(Event.id).where(Event.reconfirm_days > 0, Event.state.in_(RUNNING), Event.doors_at > now())
    asked = any(reconfirming.ask(event_id) for event_id in db.session.scalars(near).all())
    return Again({}, at=now() + (timedelta(0) if asked else timedelta(minutes=10)))


def release(claim: Claim) -> Again | Done:
    """Payload: {"ids": whom, "actor": kind, "actor_id": id}: some at once, the others in the next step."""
    now_, later = claim.payload["ids"][: reconfirming.AT_ONCE], claim.payload["ids"][reconfirming.AT_ONCE :]
    by = Actor(claim.payload["actor"], claim.payload["actor_id"])
    reconfirming.release(claim.event_id, now_, by=by)
    done = claim.progress + len(now_)
    return Again({**claim.payload, "ids": later}, done, done + len(later)) if later else Done({"people": done})


def place_again(claim: Claim) -> Again | None:
    """Payload: {"organisation_id", "after": id}: the directory has changed. Whom it gave other limits may
    have a seat now."""
    last = organisations.place_again(claim.event_id, claim.payload["organisation_id"], claim.payload.get("after", 0))
    if last is None:
        owe_filling(claim.event_id)
        return None
    return Again({**claim.payload, "after": last}, claim.progress + organisations.AT_ONCE)


def tidy(claim: Claim) -> Again:
    """Once a day: forget drafts whose week is over, and what no limit looks at any more."""
    drafting.forget_old()
    limits.forget(now() - timedelta(days=1))
    return Again({}, at=now() + timedelta(days=1))
