"""Which mails left, and which addresses take none. No mail's words are kept: they are rebuilt."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Account
from app.core.clock import now
from app.extensions import db
from app.registration.grants import Allotment, Invitation
from app.registration.models import Registration


class MailState(StrEnum):
    waiting = "waiting"
    """Tried, and will be tried again."""
    sent = "sent"
    failed = "failed"


class SentMail(db.Model):
    """One mail that was tried. It goes with the person it was written to."""

    __tablename__ = "sent_mails"
    __table_args__ = (sa.Index(None, "event_id", "state", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    job_id: Mapped[int] = mapped_column(unique=True)
    """Plain: jobs are forgotten before this."""
    kind: Mapped[str] = mapped_column(sa.String(24))
    payload: Mapped[dict[str, Any]] = mapped_column(default=dict)
    event_id: Mapped[int | None] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"))
    registration_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("registrations.id", ondelete="CASCADE"), index=True
    )
    invitation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("invitations.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    allotment_id: Mapped[int | None] = mapped_column(sa.ForeignKey("allotments.id", ondelete="CASCADE"), index=True)
    language: Mapped[str] = mapped_column(sa.String(8))
    recipient: Mapped[str] = mapped_column(sa.String(254))
    message_id: Mapped[str] = mapped_column(sa.String(255))
    state: Mapped[MailState]
    first_attempt_at: Mapped[datetime] = mapped_column(default=now)
    sent_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(sa.String(300))

    registration: Mapped[Registration | None] = relationship()
    invitation: Mapped[Invitation | None] = relationship()
    account: Mapped[Account | None] = relationship()
    allotment: Mapped[Allotment | None] = relationship()


class AddressFlag(db.Model):
    """An address that a server refused for good, or whose mail came back. It blocks nothing: a mail that a
    server takes clears it, after some days where one came back."""

    __tablename__ = "address_flags"

    address_key: Mapped[str] = mapped_column(sa.String(254), primary_key=True)
    reason: Mapped[str] = mapped_column(sa.String(300))
    at: Mapped[datetime] = mapped_column(default=now)


class MailText(db.Model):
    """What organisers say in one mail in one language. `words`: by part of `texts.Text`; a part that
    is not there follows the product's own words."""

    __tablename__ = "mail_texts"

    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(24), primary_key=True)
    language: Mapped[str] = mapped_column(sa.String(8), primary_key=True)
    words: Mapped[dict[str, Any]] = mapped_column(default=dict)


class MailingState(StrEnum):
    scheduled = "scheduled"
    sending = "sending"
    done = "done"
    """Everybody's mail was handed to the outbox."""
    cancelled = "cancelled"


class Mailing(db.Model):
    """One mail to many: a message, news about the event, or a reminder at its hour.

    `key` names what is sent once, such as a reminder of one day; a message has none."""

    __tablename__ = "mailings"
    __table_args__ = (
        sa.UniqueConstraint("event_id", "key"),
        sa.Index(None, "event_id", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(sa.String(24))
    key: Mapped[str | None] = mapped_column(sa.String(60))
    words: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Of a message: {"fr": {"subject": "…", …}, "en": {…}}"""
    audience: Mapped[str] = mapped_column(sa.String(200), default="")
    """What the chosen view was called."""
    includes_gone: Mapped[bool] = mapped_column(default=False)
    """Whether cancelled and refused people were asked for."""
    state: Mapped[MailingState] = mapped_column(default=MailingState.scheduled)
    due_at: Mapped[datetime]
    total: Mapped[int | None]
    """How many people it goes to; unknown until they are gathered."""
    account_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(default=now)

    account: Mapped[Account | None] = relationship()


class RecipientState(StrEnum):
    waiting = "waiting"
    owed = "owed"
    """In the outbox."""
    sent = "sent"
    failed = "failed"
    left_out = "left_out"
    """Cancelled, or without an address, since the mailing was made."""
    stopped = "stopped"


class MailingRecipient(db.Model):
    """One person of a mailing, registered, invited or the contact of an allotment: nobody is in it twice."""

    __tablename__ = "mailing_recipients"
    __table_args__ = (
        sa.UniqueConstraint("mailing_id", "registration_id"),
        sa.UniqueConstraint("mailing_id", "invitation_id"),
        sa.UniqueConstraint("mailing_id", "allotment_id"),
        sa.CheckConstraint(
            "CASE WHEN registration_id IS NULL THEN 0 ELSE 1 END + CASE WHEN invitation_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN allotment_id IS NULL THEN 0 ELSE 1 END = 1", name="one_addressee",
        ),
        sa.Index(None, "mailing_id", "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    mailing_id: Mapped[int] = mapped_column(sa.ForeignKey("mailings.id", ondelete="CASCADE"))
    registration_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("registrations.id", ondelete="CASCADE"), index=True
    )
    invitation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("invitations.id", ondelete="CASCADE"), index=True)
    allotment_id: Mapped[int | None] = mapped_column(sa.ForeignKey("allotments.id", ondelete="CASCADE"), index=True)
    state: Mapped[RecipientState] = mapped_column(default=RecipientState.waiting)
