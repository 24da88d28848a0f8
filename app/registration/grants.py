"""Seats and entries that organisers give away beforehand."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.clock import now
from app.events.models import Category, Event
from app.extensions import NEVER_AGAIN, db
from app.registration.names import full_name


class Allotment(db.Model):
    """Seats given to an organisation; unnamed ones are taken until `returns_at`."""

    __tablename__ = "allotments"
    __table_args__ = (sa.CheckConstraint("seats >= 0", name="seats_not_negative"), NEVER_AGAIN)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"), index=True)
    category_id: Mapped[int] = mapped_column(sa.ForeignKey("categories.id"))
    organisation_name: Mapped[str] = mapped_column(sa.String(200))
    contact_name: Mapped[str] = mapped_column(sa.String(200), default="", server_default=sa.text("''"))
    contact_email: Mapped[str | None] = mapped_column(sa.String(254))
    language: Mapped[str] = mapped_column(sa.String(8), default="fr", server_default="fr")
    """Of the mails to the contact."""
    seats: Mapped[int]
    returns_at: Mapped[datetime]
    link_version: Mapped[int] = mapped_column(default=1)
    version: Mapped[int] = mapped_column(default=1, server_default=sa.text("1"))
    """Raised by each edit: two people editing at once are told."""

    event: Mapped[Event] = relationship()
    category: Mapped[Category] = relationship()


class AddressSource(StrEnum):
    """Where organisers have the name and address of whom they invite from (art. 14 GDPR)."""

    team = "team"
    earlier = "earlier"
    organisation = "organisation"
    partner = "partner"
    public = "public"


class Invitation(db.Model):
    """A code into a category; with an `email`, one person's own link. A use goes with a seat and comes
    back with it."""

    __tablename__ = "invitations"
    __table_args__ = (
        sa.UniqueConstraint("event_id", "code"),
        sa.CheckConstraint("email IS NULL OR source IS NOT NULL OR invited_at IS NULL", name="says_where_from"),
        sa.Index(None, "event_id", "email"),
        NEVER_AGAIN,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"))
    category_id: Mapped[int] = mapped_column(sa.ForeignKey("categories.id"))
    code: Mapped[str] = mapped_column(sa.String(24))
    uses: Mapped[int] = mapped_column(default=1)
    expires_at: Mapped[datetime | None]
    email: Mapped[str | None] = mapped_column(sa.String(254))
    """As `email_key` makes it."""
    domain: Mapped[str | None] = mapped_column(sa.String(255))
    skips_approval: Mapped[bool] = mapped_column(default=False)

    first_name: Mapped[str] = mapped_column(sa.String(100), default="", server_default=sa.text("''"))
    last_name: Mapped[str] = mapped_column(sa.String(100), default="", server_default=sa.text("''"))
    organisation_name: Mapped[str] = mapped_column(sa.String(200), default="", server_default=sa.text("''"))
    language: Mapped[str] = mapped_column(sa.String(8), default="", server_default=sa.text("''"))
    """Of its mails; every invitation for one address has one."""
    source: Mapped[AddressSource | None]
    source_detail: Mapped[str] = mapped_column(sa.String(120), default="", server_default=sa.text("''"))
    search_text: Mapped[str] = mapped_column(sa.Text, default="", server_default=sa.text("''"))
    address_print: Mapped[str | None] = mapped_column(sa.String(64))
    """Of `email`, as `OptOut` keeps it."""
    made_at: Mapped[datetime | None] = mapped_column(default=now)
    invited_at: Mapped[datetime | None]
    """When the first mail was owed."""
    reminded_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]

    event: Mapped[Event] = relationship()
    category: Mapped[Category] = relationship()

    @property
    def full_name(self) -> str:
        return full_name(self.first_name, self.last_name)


class OptOut(db.Model):
    """Somebody wants no invitations from us, at any event. What is kept opens nothing: a keyed hash of the
    address, so that it is known again."""

    __tablename__ = "opt_outs"

    address_print: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now)
