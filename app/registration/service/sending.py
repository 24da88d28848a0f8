"""Who fills in the form for a colleague."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask_babel import gettext as _

from app.core import limits
from app.core.errors import TooMany
from app.core.text import email_key
from app.extensions import db
from app.registration.models import Registration, Status
from app.registration.queries import at_address

COLLEAGUES, WITHIN = 20, timedelta(hours=1)
"""How many people one sender registers."""


@dataclass(frozen=True)
class Sender:
    """`email`: as they have just typed it, or as it stands in their own registration. `registration_id`:
    that registration, where it is certain that it is theirs: a browser that typed an address which was
    registered before knows of none."""

    email: str
    registration_id: int | None = None


def name_sender(registration: Registration, sender: Sender, at: datetime) -> bool:
    """Note who registers this new person, and manages whoever has no address of their own; whether
    nothing is left to prove. Under the event's lock. Raises TooMany."""
    _count(sender)
    theirs = _registration_of(sender, registration.event_id)
    proven = theirs is not None and theirs.email_proven_at is not None
    registration.registered_by_id = theirs and theirs.id
    if registration.email is None:
        manager = (theirs and theirs.email) or sender.email
        registration.manager_email, registration.manager_key = manager, email_key(manager)
        return proven
    registration.vouched_at = at if proven else None
    return False


def _registration_of(sender: Sender, event_id: int) -> Registration | None:
    theirs = db.session.get(Registration, sender.registration_id) if sender.registration_id else None
    return theirs if theirs is not None and theirs.event_id == event_id else None


def _count(sender: Sender) -> None:
    whose = email_key(sender.email) or ""
    if limits.count("colleagues", whose, WITHIN) >= COLLEAGUES:
        sentence = _("You have registered %(number)s colleagues within an hour. Wait a while, then go on.", number=COLLEAGUES)
        raise TooMany("too_many_colleagues", sentence, int(WITHIN.total_seconds()))
    limits.hit("colleagues", whose)


def button_is_out(registration: Registration) -> bool:
    """Whether the manager has a mail with a button already, which speaks for this person too."""
    waits = sa.exists().where(
        at_address(registration.event_id, registration.address_key), Registration.status == Status.unverified
    )
    return registration.managed and bool(db.session.scalar(sa.select(waits)))
