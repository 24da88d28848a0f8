"""Somebody comes without being registered: confirmed at once, no seat is asked for."""

from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from flask_babel import gettext as _

from app.audit.service import Actor, record
from app.core.errors import DomainError
from app.core.text import email_key
from app.credentials import service as credentials
from app.credentials.models import Credential, CredentialState
from app.events.locking import lock
from app.events.queries import get_category
from app.extensions import db
from app.registration import queries
from app.registration.details import Details
from app.registration.lifecycle import Move
from app.registration.models import Channel, Registration, RegistrationCredential, Status
from app.registration.queries import find_live
from app.registration.service.moving import move_to, stamp
from app.registration.service.organisations import place
from app.registration.service.seating import current_code, issue_code
from app.registration.service.submitting import add_particulars, new_registration


def walk_in(
    event_id: int, details: Details, category_id: int, *, language: str, by: Actor, at: datetime
) -> Registration:
    """Register somebody at the door; the notice is mailed where an address was given. An address that
    is another registration's is left out. Raises DomainError("no_category")."""
    revision = lock(event_id)
    category = get_category(event_id, category_id)
    if find_live(event_id, email_key(details.email)) is not None:
        details = replace(details, email=None)
    registration = new_registration(
        category.event, details, language=language, channel=Channel.door, at=at, category=category
    )
    place(registration, proven=False)
    move_to(registration, Move.walk_in, Status.confirmed, by=by, at=at, revision=revision)
    add_particulars(registration, details, None)
    return registration


def give_blank(registration: Registration, blank: Credential) -> bool:
    """Make a blank badge theirs, if it is nobody's and they have no code. Under the event's lock."""
    if blank.state is not CredentialState.blank or current_code(registration) is not None:
        return False
    credentials.assign_blank(blank)
    _link(registration, blank)
    return True


def pass_code(credential: Credential, giver: Registration, taker: Registration) -> None:
    """Two people were given one blank badge: it is the taker's. Under the event's lock."""
    db.session.execute(
        sa.delete(RegistrationCredential).where(
            RegistrationCredential.registration_id == giver.id,
            RegistrationCredential.credential_id == credential.id,
        )
    )
    stamp(giver, giver.event.revision)
    credential.revision = giver.event.revision
    _link(taker, credential)


def give_code(event_id: int, registration_id: int, *, by: Actor) -> Registration:
    """A code of their own for a confirmed person whose blank badge is somebody else's. Twice is once.
    Raises DomainError("no_place")."""
    revision = lock(event_id)
    registration = queries.get(event_id, registration_id)
    if registration.status is not Status.confirmed:
        raise DomainError("no_place", _("This person has no confirmed place, so there is no code to give."))
    if current_code(registration) is None:
        issue_code(registration)
        stamp(registration, revision)
        record("registration.give_code", by=by, event_id=event_id, object_type="registration", object_id=registration_id)
    return registration


def _link(registration: Registration, credential: Credential) -> None:
    db.session.add(RegistrationCredential(registration_id=registration.id, credential_id=credential.id))
    stamp(registration, registration.event.revision)
