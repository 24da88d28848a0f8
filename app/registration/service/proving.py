"""An address is proven, or vouched for: now it is decided who gets in."""

from datetime import datetime

from app.audit.service import Actor, record
from app.core.clock import now
from app.extensions import db
from app.registration import queries
from app.registration.admission import Application, Membership, decide
from app.registration.lifecycle import Move
from app.registration.models import Channel, Registration, Status
from app.registration.service.inviting import skips_approval, still_lets_in
from app.registration.service.moving import locked, move_to, stamp
from app.registration.service.organisations import place
from app.registration.service.seating import issue_code, limit_reached
from app.registration.service.session_seats import take_session_seats
from app.registration.service.vouching import show_address

VOUCHED = (Channel.organiser, Channel.imported, Channel.allotment)
"""Somebody who may invite has named the person."""


def prove(event_id: int, registration_id: int, *, by: Actor, proven: bool = True) -> Registration:
    """The button behind the mailed link was pressed; pressed again, nothing happens. It speaks for
    everybody who is written to at that address: a manager presses once for all of theirs.

    `proven=False`: somebody vouches for the person ("by phone"); the address stays unproven, which
    is enough for a seat and not for the member check."""
    registration, revision = locked(event_id, registration_id)
    pressed = {registration, *queries.unproven_beside(registration)} if proven else {registration}
    for each in sorted(pressed, key=lambda who: (who.rank_at, who.id)):
        _prove(each, each.email_proven_at or (now() if proven else None), by=by, revision=revision)
    return registration


def _prove(registration: Registration, at: datetime | None, *, by: Actor, revision: int) -> None:
    if registration.status is Status.unverified:
        _admit(registration, Move.prove, at, by=by, revision=revision)
    elif at is not None and registration.email_proven_at is None:
        show_address(registration, at)
        stamp(registration, revision)
        record(
            "registration.address_proven",
            by=by,
            event_id=registration.event_id,
            object_type="registration",
            object_id=registration.id,
        )


def admit(registration: Registration, *, by: Actor, revision: int, silent: bool = False) -> None:
    """A new registration that somebody vouches for (organiser, import, allotment), decided now."""
    _admit(registration, Move.admit, registration.email_proven_at, by=by, revision=revision, silent=silent)


def _admit(
    registration: Registration,
    move: Move,
    proven_at: datetime | None,
    *,
    by: Actor,
    revision: int,
    silent: bool = False,
) -> None:
    at = now()
    membership = place(registration, proven=proven_at is not None)
    holds = registration.hold_until is not None and registration.hold_until > at
    after = decide(application(registration, membership), limit_reached(registration, at, first_come=not holds))
    if proven_at is not None:
        show_address(registration, proven_at)
    move_to(registration, move, after, by=by, at=at, revision=revision, silent=silent)
    if after is Status.confirmed:
        seat(registration)


def application(registration: Registration, membership: Membership) -> Application:
    """What the rule needs to know. A code proves the membership too; who is only vouched for came
    by no code."""
    category, by_code = registration.category, still_lets_in(registration, now())
    return Application(
        category.entry,
        category.member_check,
        Membership.verified if by_code else membership,
        invited=by_code or registration.channel in VOUCHED,
        skips_approval=by_code and skips_approval(registration),
    )


def seat(registration: Registration) -> None:
    """What comes with a seat at the event: the entry code and the sessions wished for."""
    issue_code(registration)
    take_session_seats(registration)
    db.session.flush()
