"""Seats and entries that organisers give away beforehand."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.events.models import Category, Event
from app.extensions import db


class Allotment(db.Model):
    """Seats given to an organisation; unnamed ones are taken until `returns_at`."""

    __tablename__ = "allotments"
    __table_args__ = (sa.CheckConstraint("seats >= 0", name="seats_not_negative"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"), index=True)
    category_id: Mapped[int] = mapped_column(sa.ForeignKey("categories.id"))
    organisation_name: Mapped[str] = mapped_column(sa.String(200))
    contact_email: Mapped[str | None] = mapped_column(sa.String(254))
    seats: Mapped[int]
    returns_at: Mapped[datetime]
    link_version: Mapped[int] = mapped_column(default=1)


class Invitation(db.Model):
    """A code into a category; with an `email`, one person's own link. A use goes with a seat and comes
    back with it."""

    __tablename__ = "invitations"
    __table_args__ = (sa.UniqueConstraint("event_id", "code"),)

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

    event: Mapped[Event] = relationship()
    category: Mapped[Category] = relationship()
