"""Lists of people to invite, on their way in."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.clock import now
from app.events.models import Event
from app.extensions import db
from app.registration.grants import AddressSource


class GuestList(db.Model):
    """A table that somebody brought, and what holds for each of its lines. `key`: the page's own, so that two
    presses of a button are one list."""

    __tablename__ = "guest_lists"
    __table_args__ = (sa.UniqueConstraint("event_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(sa.String(64))
    file_name: Mapped[str] = mapped_column(sa.String(150))
    source: Mapped[AddressSource]
    source_detail: Mapped[str] = mapped_column(sa.String(120), default="")
    expires_at: Mapped[datetime | None]
    skips_approval: Mapped[bool] = mapped_column(default=False)
    sends: Mapped[bool] = mapped_column(default=True)
    account_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(default=now)

    event: Mapped[Event] = relationship()


class LineState(StrEnum):
    waiting = "waiting"
    invited = "invited"
    left_out = "left_out"
    stopped = "stopped"


class GuestLine(db.Model):
    """One line of a list. What it says of a person is forgotten as soon as it was dealt with."""

    __tablename__ = "guest_lines"
    __table_args__ = (sa.UniqueConstraint("list_id", "line"), sa.Index(None, "list_id", "state", "line"))

    id: Mapped[int] = mapped_column(primary_key=True)
    list_id: Mapped[int] = mapped_column(sa.ForeignKey("guest_lists.id", ondelete="CASCADE"))
    line: Mapped[int]
    """As a spreadsheet counts them."""
    said: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[LineState] = mapped_column(default=LineState.waiting)
    why: Mapped[str | None] = mapped_column(sa.String(24))
    """Why it was left out, as `checking.Why` spells it."""
    invitation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("invitations.id", ondelete="SET NULL"))
