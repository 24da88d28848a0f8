"""Somebody sends the form."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

import sqlalchemy as sa
from flask_babel import gettext as _

from app.audit.service import Actor
from app.core.clock import now
from app.core.crypto import encrypt
from app.core.database import run
from app.core.errors import DomainError
from app.core.text import email_key, findable, search_text
from app.core.tokens import digest
from app.credentials import service as credentials
from app.credentials.reference import new_reference
from app.events.life import takes_registrations
from app.events.locking import lock
from app.events.models import Category, Event
from app.extensions import db
from app.registration import names
from app.registration.details import Details, category_for
from app.registration.lifecycle import Move
from app.registration.models import Channel, Registration, Status
from app.registration.particulars import Consent, ConsentKind, Needs
from app.registration.queries import KNOWN, find_by_submission, find_twin
from app.registration.service import answering
from app.registration.service.inviting import require
from app.registration.service.lapsing import start_timer
from app.registration.service.moving import move_to
from app.registration.service.organisations import place
from app.registration.service.proving import admit
from app.registration.service.seating import can_hold
from app.registration.service.sending import Sender, button_is_out, name_sender
from app.registration.service.session_seats import choosable, take_session_seats, wish
from app.registration.service.writing import may_write_to, send_link

HOLD = timedelta(minutes=30)


@dataclass(frozen=True)
class Submitted:
    """What the page needs to know. `registration` is None if the address was known already: its
    owner gets a mail, and the rest says what it would have said of anybody. `proven`: nothing is
    left to press, for a personal invitation went to that very address."""

    registration: Registration | None
    holds_seat: bool
    proven: bool = False


def submit(
    event_id: int,
    details: Details,
    *,
    language: str,
    submission: str,
    by: Actor,
    may_hold: bool = True,
    sender: Sender | None = None,
) -> Submitted:
    """Register by the form. `submission`: the form's one-time key; the same key finds the same
    registration. `sender`: the colleague who fills it in; they manage who has no address of their own.
    Raises DomainError("registration_closed")."""
    sealed_needs = encrypt(details.needs) if details.needs and details.needs_consent else None
    taken_in = answering.take_in(details.files)
    revision = lock(event_id)
    event, at, key = db.session.get_one(Event, event_id), now(), digest(submission)
    twin = find_by_submission(event_id, key)
    if twin is not None:
        answering.leave_out(taken_in)
        return Submitted(twin, twin.hold_until is not None and twin.hold_until > at)
    require_open(event, at)
    invitation = require(event_id, details.invitation, at, details.email) if details.invitation else None
    registration = new_registration(
        event, details, language=language, channel=Channel.form, at=at, category=invitation and invitation.category
    )  # fmt: skip
    registration.submission_key, registration.invitation_id = key, invitation and invitation.id
    proven = invitation is not None and invitation.email is not None
    if sender is not None:
        proven = name_sender(registration, sender, at)
    place(registration, proven=proven)
    if may_hold and can_hold(registration, at):
        registration.hold_until = at + HOLD
    known = find_twin(registration, KNOWN)
    if known is not None:
        answering.leave_out(taken_in)
        return _known(known, registration, proven)
    if proven:
        return _admit(registration, details, sealed_needs, taken_in, at, by=by, revision=revision)
    silent = button_is_out(registration) or not may_write_to(registration.address)
    move_to(registration, Move.submit, Status.unverified, by=by, at=at, revision=revision, silent=silent)
    add_particulars(registration, details, sealed_needs, taken_in)
    start_timer(registration, at)
    return Submitted(registration, registration.hold_until is not None)


def _known(known: Registration, registration: Registration, proven: bool) -> Submitted:
    """Nothing new: whoever has the address gets their link, and a manager knows whom they named."""
    if known.managed:
        return Submitted(known, registration.hold_until is not None, proven)
    send_link(known)
    return Submitted(None, registration.hold_until is not None, proven)


def _admit(
    registration: Registration, details: Details, sealed_needs: str | None, taken_in: answering.TakenIn, at: datetime,
    *, by: Actor, revision: int,
) -> Submitted:  # fmt: skip
    """The address is proven already (a code went to it alone, or its owner sends the form): nothing
    waits for a button."""
    registration.email_proven_at = at
    admit(registration, by=by, revision=revision)
    add_particulars(registration, details, sealed_needs, taken_in)
    if registration.status is Status.confirmed:
        take_session_seats(registration)
    return Submitted(registration, registration.status is Status.confirmed, proven=True)


def require_open(event: Event, at: datetime) -> None:
    if not takes_registrations(event, at):
        raise DomainError(
            "registration_closed",
            _("Registration is closed. Write to %(address)s if you have a question.", address=event.reply_to),
        )


def new_registration(
    event: Event,
    details: Details,
    *,
    language: str,
    channel: Channel,
    at: datetime,
    category: Category | None = None,
    reference: str | None = None,
) -> Registration:
    """A row not yet added: names, keys and category; its status comes with the first step.

    `category`: the one an organiser chose; without it, where the form leads. `reference`: one that was drawn."""
    category = category or category_for(event.categories, details.organisation_type)
    if category is None:
        raise DomainError(
            "no_category", _("No category of this event is open to you. Write to %(address)s.", address=event.reply_to)
        )
    registration = Registration(
        event_id=event.id,
        category_id=category.id,
        channel=channel,
        language=language,
        reference=reference or credentials.draw_reference(lambda drawn: _reference_taken(event.id, drawn)),
        email=details.email,
        email_key=email_key(details.email),
        phone=details.phone,
        organisation_type=details.organisation_type,
        job_title=details.job_title,
        areas=details.areas,
        created_at=at,
        rank_at=at,
        notice_version=event.notice_version,
        organisation_key="",
    )
    registration.event, registration.category = event, category
    name(registration, details.first_name, details.last_name, details.organisation_name)
    return registration


def name(registration: Registration, first: str, last: str, organisation: str) -> None:
    """Set the names, and the keys that are computed from them."""
    registration.first_name, registration.last_name = first, last
    registration.organisation_name = organisation
    registration.sort_key = names.sort_key(first, last)
    told = findable(first, last, organisation, registration.badge_name, registration.badge_organisation, registration.reference)
    registration.search_text = f"{told} {search_text(registration.email)}".strip()


_OF_REFERENCE = sa.select(Registration.id).where(
    Registration.event_id == sa.bindparam("of_event"), Registration.reference == sa.bindparam("of_reference")
)


def _reference_taken(event_id: int, reference: str) -> bool:
    return run(_OF_REFERENCE, {"of_event": event_id, "of_reference": reference}).first() is not None


def draw_references(event_id: int, number: int) -> list[str]:
    """So many that nobody at the event has, in one statement more often than not."""
    drawn: set[str] = set()
    while len(drawn) < number:
        some = {new_reference() for _more in range(number - len(drawn))}
        taken = sa.select(Registration.reference).where(
            Registration.event_id == event_id, Registration.reference.in_(some)
        )
        drawn |= some - set(db.session.scalars(taken))
    return list(drawn)


def add_particulars(
    registration: Registration, details: Details, sealed_needs: str | None, taken_in: answering.TakenIn = MappingProxyType({})
) -> None:
    """Consents, needs, session wishes and answers of a new registration. `taken_in`: its files."""
    given = {
        ConsentKind.image: details.image,
        ConsentKind.newsletter: details.newsletter or None,
        ConsentKind.needs: True if sealed_needs else None,
    }
    for kind, answer in given.items():
        if answer is not None:
            db.session.add(
                Consent(
                    registration_id=registration.id,
                    kind=kind,
                    given=answer,
                    language=registration.language,
                    channel=registration.channel,
                )
            )
    if sealed_needs:
        db.session.add(Needs(registration_id=registration.id, sealed=sealed_needs))
    if details.session_ids:
        wish(registration, [session.id for session in choosable(registration.event_id, details.session_ids)])
    answering.store(registration, details.answers, details.files, taken_in)
