"""Which mails left, and who cannot be reached."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.core.text import email_key
from app.extensions import db
from app.mailing.models import AddressFlag, Mailing, MailingRecipient, MailState, RecipientState, SentMail
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


def mailings_of(event_id: int) -> sa.Select[tuple[Mailing]]:
    """An event's mails to many: what is still to come first, then the latest."""
    return (
        sa.select(Mailing)
        .where(Mailing.event_id == event_id)
        .options(joinedload(Mailing.account))
        .order_by(Mailing.due_at.desc(), Mailing.id.desc())
    )


def recipients_by_state(mailing_id: int) -> dict[RecipientState, int]:
    rows = db.session.execute(
        sa.select(MailingRecipient.state, sa.func.count())
        .where(MailingRecipient.mailing_id == mailing_id)
        .group_by(MailingRecipient.state)
    )
    return dict(rows.all())
