"""Which mails left, and who cannot be reached."""

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from app.core.text import email_key
from app.extensions import db
from app.mailing.models import AddressFlag, Mailing, MailingRecipient, MailState, RecipientState, SentMail
from app.registration.models import LIVE, Registration


def mails_about(registration_id: int) -> list[SentMail]:
    """All mails about one registration, latest first."""
    query = sa.select(SentMail).where(SentMail.registration_id == registration_id)
    return list(db.session.scalars(query.order_by(SentMail.id.desc())))


def mails_to_guest(invitation_id: int) -> list[SentMail]:
    """All mails about one invitation, latest first."""
    query = sa.select(SentMail).where(SentMail.invitation_id == invitation_id)
    return list(db.session.scalars(query.order_by(SentMail.id.desc())))


def mails_of_event(event_id: int, state: MailState | None = None) -> sa.Select[tuple[SentMail]]:
    """Mails about an event's registrations, invitations and allotments, latest first. Account mails are never
    among them."""
    about_people = sa.or_(*(
        column.is_not(None) for column in (SentMail.registration_id, SentMail.invitation_id, SentMail.allotment_id)
    ))
    query = sa.select(SentMail).where(SentMail.event_id == event_id, about_people)
    return (query.where(SentMail.state == state) if state else query).order_by(SentMail.id.desc())


def last_to_contacts(event_id: int) -> dict[int, SentMail]:
    """The last mail with the link to the contact of each allotment, by allotment."""
    query = sa.select(SentMail).where(SentMail.event_id == event_id, SentMail.allotment_id.is_not(None))
    return {mail.allotment_id: mail for mail in db.session.scalars(query.order_by(SentMail.id))}


def not_delivered() -> sa.ColumnElement[bool]:
    """A clause for `registration.queries.search`: people whose address takes no mail."""
    flagged = sa.select(AddressFlag.address_key)
    live = Registration.status.in_(LIVE)
    return sa.and_(live, sa.or_(Registration.email_key.in_(flagged), Registration.manager_key.in_(flagged)))


def _given_up() -> sa.Select[tuple[int]]:
    """Ids of mails that were given up and that no other to the same person has followed."""
    later = aliased(SentMail)
    followed = sa.exists().where(
        later.registration_id == SentMail.registration_id, later.id > SentMail.id, later.state == MailState.sent
    )
    return sa.select(SentMail.registration_id).where(SentMail.state == MailState.failed, ~followed)


def unreachable() -> sa.ColumnElement[bool]:
    """A clause for `registration.queries.search`: whose address takes no mail, or whose last was given up."""
    given_up = sa.and_(Registration.status.in_(LIVE), Registration.id.in_(_given_up()))
    return sa.or_(not_delivered(), given_up)


def reasons_unreachable(registration_ids: list[int]) -> dict[int, str]:
    """What servers said of their last mail that did not arrive, by registration."""
    rows = db.session.execute(
        sa.select(SentMail.registration_id, SentMail.error)
        .where(SentMail.registration_id.in_(registration_ids), SentMail.state == MailState.failed)
        .order_by(SentMail.id)
    )
    return {id_: error or "" for id_, error in rows}


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
