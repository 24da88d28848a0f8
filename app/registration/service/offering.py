"""Free seats are offered to those who wait, and what becomes of the offers."""

from datetime import datetime

import sqlalchemy as sa
from flask_babel import gettext as _

from app.audit.service import SYSTEM, Actor
from app.core.clock import now
from app.core.errors import DomainError
from app.events.life import RUNNING
from app.events.locking import lock
from app.events.models import Event
from app.extensions import db
from app.jobs import service as jobs
from app.registration import counting, offers, waiting
from app.registration.grants import Allotment
from app.registration.lifecycle import Move
from app.registration.models import CancelReason, Registration, Status
from app.registration.service.moving import cancelled, locked, move_to
from app.registration.service.proving import seat
from app.registration.service.seating import leave, limit_reached
from app.registration.service.session_seats import take_session_seats, wish_again
from app.registration.service.vouching import show_address

END_JOB = "registration.end_offer"
AT_ONCE = 50
"""Offers in one transaction."""


def is_due(event_id: int) -> bool:
    """Whether somebody who waits could be offered a seat now. Locks nothing."""
    return bool(_in_line(event_id, now(), most=1))


def fill(event_id: int) -> int:
    """Offer free seats to the first who wait and fit, some at once; how many that were.

    The lock is taken only when there is something to offer: it moves the cursor of the phones."""
    if not is_due(event_id):
        return 0
    revision, at = lock(event_id), now()
    chosen = _in_line(event_id, at, most=AT_ONCE)
    for registration in chosen:
        offer(registration, by=SYSTEM, at=at, revision=revision)
    return len(chosen)


def _in_line(event_id: int, at: datetime, *, most: int) -> list[Registration]:
    """Those whose turn it is. Delegates come alone: after their return date they take seats of everybody."""
    event = db.session.get_one(Event, event_id)
    if event.state not in RUNNING or offers.until(at, event.doors_at) is None:
        return []
    delegate = _delegate(event_id, at)
    if delegate is not None:
        return [delegate]
    return _in_rank_order(Registration.id.in_(waiting.next_in_line(event, counting.room(event, at), most)))


def _delegate(event_id: int, at: datetime) -> Registration | None:
    """The first delegate for whom the own allotment has a seat. What holds for one of a category holds for all."""
    given = list(db.session.scalars(sa.select(Allotment.id).where(Allotment.event_id == event_id)))
    delegates = _in_rank_order(Registration.allotment_id.in_(given), *waiting.QUEUED) if given else []
    firsts = {(each.allotment_id, each.category_id): each for each in reversed(delegates)}
    fits = [each for each in firsts.values() if limit_reached(each, at, first_come=False) is None]
    return min(fits, key=lambda each: (each.rank_at, each.id), default=None)


def _in_rank_order(*which: sa.ColumnElement[bool]) -> list[Registration]:
    query = sa.select(Registration).where(*which).order_by(Registration.rank_at, Registration.id)
    return list(db.session.scalars(query))


def offer(registration: Registration, *, by: Actor, at: datetime, revision: int) -> None:
    """Keep a seat for somebody who waits, until they answer or the time is over. Under the lock.

    Raises DomainError("too_late") shortly before the doors."""
    until = offers.until(at, registration.event.doors_at)
    if until is None:
        raise DomainError("too_late", _("It is too late for offers: the doors open soon. Give places by hand."))
    registration.offered_until = until
    move_to(registration, Move.offer, Status.offered, by=by, at=at, revision=revision)
    take_session_seats(registration)
    owe_end(registration.event_id, registration.id, until)


def owe_end(event_id: int, registration_id: int, until: datetime) -> None:
    """Look at the offer once more at that moment; an end that comes too early does nothing."""
    jobs.enqueue(
        END_JOB,
        {"registration_id": registration_id},
        due_at=until,
        event_id=event_id,
        subject=f"registration:{registration_id}",
    )


def accept(event_id: int, registration_id: int, *, by: Actor) -> Registration:
    """Take the offered seat; twice is once. Raises DomainError("offer_over")."""
    registration, revision = locked(event_id, registration_id)
    if registration.status is Status.confirmed:
        return registration
    at = now()
    _require_offered(registration, at)
    if by.kind == "attendee":
        show_address(registration, at)  # the button stands behind their own mail
    move_to(registration, Move.accept, Status.confirmed, by=by, at=at, revision=revision)
    seat(registration)
    return registration


def decline(event_id: int, registration_id: int, *, by: Actor) -> Registration:
    """Leave the offered seat to the next; twice is once. Raises DomainError("offer_over" | "offer_accepted")."""
    registration, revision = locked(event_id, registration_id)
    if registration.cancel_reason is CancelReason.declined:
        return registration
    at = now()
    _require_offered(registration, at)
    _end(registration, Move.decline, CancelReason.declined, by=by, at=at, revision=revision)
    return registration


def _require_offered(registration: Registration, at: datetime) -> None:
    if registration.status is Status.confirmed:
        raise DomainError(
            "offer_accepted",
            _("This place has been accepted: it is confirmed. To give it up, cancel it on the page of the ticket."),
        )
    if registration.status is not Status.offered or registration.offered_until <= at:
        raise DomainError("offer_over", _("This offer is over: the place has gone on. Your page says where you stand."))


def end(event_id: int, registration_id: int) -> None:
    """The time of an offer is over: to the end of the list, and the second time out of it."""
    registration, revision = locked(event_id, registration_id)
    at = now()
    if registration.status is not Status.offered or registration.offered_until > at:
        return
    registration.offers_expired += 1
    if registration.offers_expired >= offers.MOST_EXPIRED:
        _end(registration, Move.let_offer_lapse, CancelReason.expired, by=SYSTEM, at=at, revision=revision)
    else:
        registration.rank_at = at
        move_to(registration, Move.let_offer_lapse, Status.waitlisted, by=SYSTEM, at=at, revision=revision)
        wish_again(registration)


def _end(registration: Registration, move: Move, why: CancelReason, *, by: Actor, at: datetime, revision: int) -> None:
    cancelled(registration, why, at)
    move_to(registration, move, Status.cancelled, by=by, at=at, revision=revision, detail={"reason": why.value})
    leave(registration, "cancelled", by)
