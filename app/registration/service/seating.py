"""Seats given and taken back: the event's, the sessions', and the code that goes with them."""

from datetime import datetime

import sqlalchemy as sa

from app.audit.service import Actor
from app.core.clock import now
from app.credentials import service as credentials
from app.events.models import Session
from app.extensions import db
from app.registration import counting, waiting
from app.registration.models import Registration, RegistrationCredential, SeatState, SessionSeat
from app.registration.particulars import Needs


def limit_reached(registration: Registration, at: datetime, *, first_come: bool = True) -> str | None:
    """Which limit leaves this person no seat, or None. Under the lock.

    `first_come`: whether people who wait with a better rank come first; not for the holder of a
    soft hold, nor where an organiser chooses the person."""
    event, key = registration.event, registration.organisation_key
    member = registration.organisation is not None and registration.organisation.member
    in_allotment = registration.allotment_id is not None
    room = counting.room(event, at, without=registration.id, organisation_key=key, member=member)
    category_id = registration.category_id
    limit = room.limit_reached(category_id, in_allotment=in_allotment)
    if limit is not None or not first_come:
        return limit
    ahead = waiting.ahead(event, room, category_id, key, registration.rank_at)
    return room.limit_reached(category_id, ahead, in_allotment=in_allotment)


def current_code(registration: Registration) -> RegistrationCredential | None:
    return db.session.scalar(
        sa.select(RegistrationCredential).where(
            RegistrationCredential.registration_id == registration.id, RegistrationCredential.current
        )
    )


def issue_code(registration: Registration) -> None:
    """Give a code to who has none."""
    if current_code(registration) is None:
        credential = credentials.issue(registration.event)
        db.session.add(RegistrationCredential(registration_id=registration.id, credential_id=credential.id))
        db.session.flush()


def revoke_code(registration: Registration, why: str, by: Actor) -> None:
    """Take the code away, if there is one; the door knows it as replaced or cancelled."""
    held = current_code(registration)
    if held is not None:
        credentials.revoke(held.credential, why=why, by=by)
        held.current = False
        db.session.flush()


def take_session_seats(registration: Registration) -> None:
    """Turn wishes into seats, or into places in a session's queue where it is full."""
    wanted = [seat for seat in registration.seats if seat.state is SeatState.wanted]
    full = _full_sessions([seat.session_id for seat in wanted]) if wanted else set()
    for seat in wanted:
        seat.state = SeatState.waiting if seat.session_id in full else SeatState.held
        seat.since = now()


def _full_sessions(session_ids: list[int]) -> set[int]:
    held = (
        sa.select(sa.func.count())
        .where(SessionSeat.session_id == Session.id, SessionSeat.state == SeatState.held)
        .correlate(Session)
        .scalar_subquery()
    )
    return set(db.session.scalars(sa.select(Session.id).where(Session.id.in_(session_ids), Session.capacity <= held)))


def wish_again(registration: Registration) -> None:
    """Without a seat at the event, session seats are wishes again."""
    for seat in registration.seats:
        seat.state = SeatState.wanted


def leave(registration: Registration, why: str, by: Actor) -> None:
    """Give everything back: session seats, code and needs go in the same transaction."""
    revoke_code(registration, why, by)
    for table in (SessionSeat, Needs):
        db.session.execute(sa.delete(table).where(table.registration_id == registration.id))
    db.session.expire(registration, ["seats"])
