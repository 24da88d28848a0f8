"""Which mails left, and which addresses take none. No mail's words are kept: they are rebuilt."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Account
from app.core.clock import now
from app.extensions import db
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
    account_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    language: Mapped[str] = mapped_column(sa.String(8))
    recipient: Mapped[str] = mapped_column(sa.String(254))
    message_id: Mapped[str] = mapped_column(sa.String(255))
    state: Mapped[MailState]
    first_attempt_at: Mapped[datetime] = mapped_column(default=now)
    sent_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(sa.String(300))

    registration: Mapped[Registration | None] = relationship()
    account: Mapped[Account | None] = relationship()


class AddressFlag(db.Model):
    """An address that a server refused for good. It blocks nothing: a mail that arrives clears it."""

    __tablename__ = "address_flags"

    address_key: Mapped[str] = mapped_column(sa.String(254), primary_key=True)
    reason: Mapped[str] = mapped_column(sa.String(300))
    at: Mapped[datetime] = mapped_column(default=now)
