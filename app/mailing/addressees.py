"""Whom a mail that organisers may write is about: somebody registered, somebody invited, or an allotment,
whose contact gets it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.extensions import db
from app.mailing import compose, contact_mail, guests, invitation_mail, recipients
from app.mailing.content import Content
from app.mailing.kinds import KINDS
from app.mailing.models import Mailing, MailingRecipient, SentMail
from app.mailing.texts import Text
from app.registration.grants import Allotment, Invitation
from app.registration.invitation_queries import find_silence
from app.registration.models import Registration
from app.registration.owed import MailKind

Addressee = Registration | Invitation | Allotment


@dataclass(frozen=True)
class Sort:
    """`name` as jobs' subjects spell it."""

    model: Any
    name: str

    @property
    def key(self) -> str:
        """Its id in a job's payload, and its column in the tables of mails."""
        return f"{self.name}_id"

    @property
    def column(self) -> Any:
        """In `mailing_recipients`."""
        return MailingRecipient.__table__.c[self.key]


REGISTERED, INVITED = Sort(Registration, "registration"), Sort(Invitation, "invitation")
CONTACTS = Sort(Allotment, "allotment")
SORTS = {
    MailKind.invitation: INVITED, MailKind.invitation_reminder: INVITED,
    MailKind.allotment_contact: CONTACTS, MailKind.allotment_reminder: CONTACTS,
}  # fmt: skip
"""All others are about a registration."""


def sort_of(kind: str) -> Sort:
    return SORTS.get(kind, REGISTERED)


def find(kind: MailKind, id_: int) -> Addressee | None:
    """Whom this mail is about, with what it says of them."""
    model = sort_of(kind).model
    return db.session.get(model, id_, options=(joinedload(model.event), joinedload(model.category)))


def of_mail(mail: SentMail) -> Addressee | None:
    """None for a mail about an account."""
    return mail.registration or mail.invitation or mail.allotment


def name_of(about: Addressee) -> str:
    """How organisers know it."""
    return about.organisation_name if isinstance(about, Allotment) else about.full_name or about.email or ""


def is_true(about: Addressee, kind: MailKind, at: datetime) -> bool:
    """Whether the mail may still be sent to them."""
    if isinstance(about, Invitation):
        return find_silence(about, at) is None
    if isinstance(about, Allotment):
        return contact_mail.is_true(about, kind, at)
    return about.status in KINDS[kind].statuses


def reached(mailing: Mailing, people: sa.Select[Any]) -> sa.Select[Any]:
    """Those of the view who get a mail to many."""
    if sort_of(mailing.kind) is INVITED:
        return guests.reached(people, MailKind(mailing.kind))
    if sort_of(mailing.kind) is CONTACTS:
        return people.where(Allotment.contact_email.is_not(None))
    return recipients.reached(people, includes_gone=mailing.includes_gone)


def write(
    about: Addressee, kind: MailKind, at: datetime, *, enclose: bool = True, text: Text | None = None,
    language: str | None = None, session_id: int | None = None,
) -> Content:
    """The mail to them, as `compose.compose` says it."""
    if isinstance(about, Invitation):
        return invitation_mail.compose(about, kind, text=text, language=language)
    if isinstance(about, Allotment):
        return contact_mail.compose(about, kind, at, text=text, language=language)
    return compose.compose(about, kind, at, enclose=enclose, text=text, language=language, session_id=session_id)
