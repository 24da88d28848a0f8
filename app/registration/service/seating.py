"""Seats given and taken back, and the code that goes with them."""

from datetime import datetime

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from app.audit.service import Actor
from app.credentials import service as credentials
from app.extensions import db
from app.registration import counting, waiting
from app.registration.grants import Allotment
from app.registration.models import Registration, RegistrationCredential, SessionSeat
from app.registration.room import Ahead, Room
from app.registration.service import needs


def limit_reached(registration: Registration, at: datetime, *, first_come: bool = True) -> str | None:
    """Which limit leaves this person no seat, or None. Under the lock.

    `first_come`: whether people who wait with a better rank come first; not for the holder of a
    soft hold, nor where an organiser chooses the person."""
    room = room_for(registration, at)
    limit = room.limit_reached(registration.category_id)
    if limit is not None or not first_come:
        return limit
    return room.limit_reached(registration.category_id, ahead_of(registration, room))


def can_hold(registration: Registration, at: datetime) -> bool:
    """Whether a new registration may hold a seat until its button. Under the lock."""
    room = room_for(registration, at)
    return room.can_hold(registration.category_id) and room.can_hold(
        registration.category_id, ahead_of(registration, room)
    )


def room_for(registration: Registration, at: datetime) -> Room:
    """The room as one person meets it, who is not counted."""
    member = registration.organisation is not None and registration.organisation.member
    given = registration.allotment_id and db.session.get_one(Allotment, registration.allotment_id)
    return counting.room(
        registration.event,
        at,
        without=registration.id,
        organisation_key=registration.organisation_key,
        member=member,
        allotted=counting.allotted(given, at, without=registration.id) if given else None,
    )


def no_seat_sentence(limit: str) -> str:
    return {
        "capacity": _("No seat is free: the event is full. Raise its capacity first."),
        "quota": _("No seat is free in this category. Raise its quota first."),
        "organisation": _("This organisation has all its seats. Raise its limit first."),
        "allotment": _("This allotment has all its delegates. Raise its number of seats first."),
    }[limit]


def ahead_of(registration: Registration, room: Room) -> Ahead:
    """Who waits with a better rank and fits."""
    if registration.allotment_id is not None:
        return waiting.ahead_in_allotment(registration.allotment_id, registration.rank_at)
    return waiting.ahead(
        registration.event, room, registration.category_id, registration.organisation_key, registration.rank_at
    )


_CURRENT_CODE = (
    sa.select(RegistrationCredential)
    .where(RegistrationCredential.registration_id == sa.bindparam("of_registration"), RegistrationCredential.current)
    .options(joinedload(RegistrationCredential.credential))
)


def current_code(registration: Registration) -> RegistrationCredential | None:
    return db.session.scalar(_CURRENT_CODE, {"of_registration": registration.id})


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


def leave(registration: Registration, why: str, by: Actor) -> None:
    """Give everything back: session seats, code and needs go in the same transaction."""
    revoke_code(registration, why, by)
    needs.forget(registration)
    db.session.execute(sa.delete(SessionSeat).where(SessionSeat.registration_id == registration.id))
    db.session.expire(registration, ["seats"])
