"""Which mails left, and who cannot be reached."""

import sqlalchemy as sa

from app.core.text import email_key
from app.extensions import db
from app.mailing.models import AddressFlag, MailState, SentMail
from app.registration.models import LIVE, Registration


def mails_about(registration_id: int) -> list[SentMail]:
    """All mails about one registration, latest first."""
    query = sa.select(SentMail).where(SentMail.registration_id == registration_id)
    return list(db.session.scalars(query.order_by(SentMail.id.desc())))


def mails_of_event(event_id: int, state: MailState | None = None) -> sa.Select[tuple[SentMail]]:
    """Mails about an event's registrations, latest first. Account mails are never among them."""
    query = sa.select(SentMail).where(SentMail.event_id == event_id, SentMail.registration_id.is_not(None))
    return (query.where(SentMail.state == state) if state else query).order_by(SentMail.id.desc())


def not_delivered() -> sa.ColumnElement[bool]:
    """A clause for `registration.queries.search`: people whose address takes no mail."""
    flagged = sa.select(AddressFlag.address_key)
    live = Registration.status.in_(LIVE)
    return sa.and_(live, sa.or_(Registration.email_key.in_(flagged), sa.func.lower(Registration.manager_email).in_(flagged)))


def find_flag(address: str | None) -> AddressFlag | None:
    """Why this address takes no mail, if it is known to."""
    key = email_key(address)
    return db.session.get(AddressFlag, key) if key else None
