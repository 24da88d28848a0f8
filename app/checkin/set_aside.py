"""Facts that a phone sent and that did not become scans: nothing that was sent is dropped."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.checkin.devices import Device
from app.checkin.models import Scan
from app.core.clock import now
from app.events.models import Category
from app.extensions import db


class Why(StrEnum):
    """Why a fact needs somebody's attention."""

    revoked = "revoked"
    """Made before its phone was revoked, sent after: quarantine."""
    altered = "altered"
    """Its UUID is that of another fact."""
    malformed = "malformed"
    unknown_place = "unknown_place"
    """A point, lane or category that this event does not have."""
    not_stored = "not_stored"
    """The database refused it."""


class AsideState(StrEnum):
    waiting = "waiting"
    taken = "taken"
    dropped = "dropped"


class SetAside(db.Model):
    """A fact as it was sent, until an organiser takes it in or drops it. The same one is kept once."""

    __tablename__ = "facts_set_aside"
    __table_args__ = (sa.UniqueConstraint("event_id", "uuid", "body_hash"), sa.Index(None, "event_id", "state"))

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"))
    device_id: Mapped[int] = mapped_column(sa.ForeignKey("devices.id"), index=True)
    uuid: Mapped[UUID]
    body_hash: Mapped[str] = mapped_column(sa.String(64))
    body: Mapped[dict[str, Any]]
    why: Mapped[Why]
    state: Mapped[AsideState] = mapped_column(default=AsideState.waiting)
    received_at: Mapped[datetime] = mapped_column(default=now)

    device: Mapped[Device] = relationship()


class WalkIn(db.Model):
    """What a walk-in's fact said besides the person, whose names stand in the registration alone.

    `contested`: another walk-in on the same blank badge was earlier, so this person has no code.
    """

    __tablename__ = "walk_ins"
    __table_args__ = (sa.Index(None, "blank_hash"),)

    scan_id: Mapped[int] = mapped_column(sa.ForeignKey("scans.id", ondelete="CASCADE"), primary_key=True)
    category_id: Mapped[int] = mapped_column(sa.ForeignKey("categories.id"))
    photo: Mapped[bool]
    blank_hash: Mapped[str | None] = mapped_column(sa.String(64))
    contested: Mapped[bool] = mapped_column(default=False)

    scan: Mapped[Scan] = relationship()
    category: Mapped[Category] = relationship()
