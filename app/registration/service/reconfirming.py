"""Some days before, everybody confirmed is asked whether they come; silent seats may be released."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from flask_babel import gettext as _

from app.audit.service import SYSTEM, Actor, record
from app.core.clock import now
from app.core.errors import DomainError
from app.events.locking import lock
from app.events.models import Category, Event
from app.extensions import db
from app.jobs import service as jobs
from app.registration import queries, reconfirmation
from app.registration.lifecycle import Move
from app.registration.models import Channel, Registration, Status
from app.registration.owed import MailKind
from app.registration.service.moving import locked, move_to, owe, stamp
from app.registration.service.proving import seat
from app.registration.service.seating import limit_reached, revoke_code
from app.registration.service.session_seats import wish_again
from app.registration.service.vouching import show_address

RELEASE_JOB = "registration.release"
AT_ONCE = 50
"""People in one transaction."""


def ask(event_id: int) -> int:
    """Ask those who were confirmed before the question, some at once; how many that were.

    Whoever takes no seat of the capacity (the team, contractors) keeps nobody waiting and is left in
    peace, and so is who cannot be written to."""
    event = db.session.get_one(Event, event_id)
    if db.session.scalar(sa.select(sa.exists(_to_ask(event, now()).limit(1)))) is not True:
        return 0
    lock(event_id)
    at = now()
    until = reconfirmation.answer_until(at, event.doors_at)
    people = db.session.scalars(_to_ask(event, at).limit(AT_ONCE)).all()
    for person in people:
        person.answer_until = until
        owe(person, MailKind.reconfirm)
    record(
        "event.ask_who_comes", by=SYSTEM, event_id=event_id, object_type="event", object_id=event_id, at=at,
        detail={"people": len(people)},
    )  # fmt: skip
    return len(people)


def _to_ask(event: Event, at: datetime) -> sa.Select[tuple[Registration]]:
    asks = reconfirmation.asks_at(event.doors_at, event.zone, event.reconfirm_days)
    if not reconfirmation.is_time(at, asks, event.doors_at):
        return sa.select(Registration).where(sa.false())
    return (
        sa.select(Registration)
        .join(Category)
        .where(
            Registration.event_id == event.id,
            Registration.status == Status.confirmed,
            Registration.confirmed_at < asks,
            Registration.answer_until.is_(None),
            Registration.answered_at.is_(None),
            Registration.arrived_at.is_(None),
            Registration.channel != Channel.door,
            sa.or_(Registration.email.is_not(None), Registration.manager_email.is_not(None)),
            Category.counts,
        )
        .order_by(Registration.id)
    )


def come(event_id: int, registration_id: int, *, by: Actor) -> Registration:
    """“I come”, or “I come after all” of somebody released: then a seat if one is left.

    Twice is once. Their button shows that the address is theirs. Raises DomainError("not_asked")."""
    registration, revision = locked(event_id, registration_id)
    at, released = now(), registration.released_at is not None
    if registration.status is not Status.confirmed and not released:
        raise DomainError("not_asked", _("This has changed meanwhile: your page says where you stand."))
    if by.kind == "attendee":
        show_address(registration, at)
    if released and limit_reached(registration, at) is None:
        move_to(registration, Move.come_after_all, Status.confirmed, by=by, at=at, revision=revision)
        seat(registration)
    elif released or registration.answered_at is None:
        registration.released_at = None
        stamp(registration, revision)
        record(
            "registration.comes", by=by, event_id=event_id, object_type="registration", object_id=registration_id, at=at
        )
    if registration.status is Status.confirmed:
        registration.answered_at = at
        db.session.flush()
    return registration


def release(event_id: int, registration_ids: Sequence[int], *, by: Actor) -> int:
    """Send the silent among these people to the end of the waiting list; how many that were.

    Their codes and session seats go at once, to those who come."""
    revision, at = lock(event_id), now()
    silent = sa.select(Registration).where(
        Registration.event_id == event_id, Registration.id.in_(registration_ids), queries.silent(at)
    )
    people = db.session.scalars(silent.order_by(Registration.id)).all()
    for person in people:
        person.rank_at = at
        move_to(person, Move.release, Status.waitlisted, by=by, at=at, revision=revision)
        person.released_at = at
        revoke_code(person, "released", by)
        wish_again(person)
    db.session.flush()
    return len(people)


def start_releasing(event_id: int, *, by: Actor) -> int:
    """Owe the release of all who are silent now; how many that are. Who answers before their turn
    keeps the seat."""
    query = sa.select(Registration.id).where(Registration.event_id == event_id, queries.silent(now()))
    ids = list(db.session.scalars(query.order_by(Registration.answer_until, Registration.id)))
    if ids:
        payload = {"ids": ids, "actor": by.kind, "actor_id": by.id}
        jobs.enqueue(RELEASE_JOB, payload, event_id=event_id, subject=f"event:{event_id}")
    return len(ids)
