"""Phones at the door, and the people who hold them."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Account
from app.checkin.points import Lane
from app.checkin.terms import DeviceState, DoorRole
from app.core.clock import now
from app.extensions import db


class Device(db.Model):
    """A phone paired with one event's door. Token and pairing code are stored as digests.

    `words`: two words on both screens, by which the organiser knows which phone this is.
    """

    __tablename__ = "devices"
    __table_args__ = (
        sa.CheckConstraint("(state = 'revoked') = (revoked_at IS NOT NULL)", name="revoked_at_some_time"),
        sa.CheckConstraint("state <> 'active' OR token_hash IS NOT NULL", name="active_with_a_token"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"), index=True)
    lane_id: Mapped[int | None] = mapped_column(sa.ForeignKey("lanes.id", ondelete="SET NULL"))
    name: Mapped[str] = mapped_column(sa.String(80), default="")
    role: Mapped[DoorRole] = mapped_column(default=DoorRole.scan)
    state: Mapped[DeviceState] = mapped_column(default=DeviceState.waiting)
    pairing_hash: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    pairing_until: Mapped[datetime | None]
    token_hash: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    words: Mapped[str] = mapped_column(sa.String(40), default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    paired_at: Mapped[datetime | None]
    signed_out_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    last_seen_at: Mapped[datetime | None]
    app_version: Mapped[str] = mapped_column(sa.String(20), default="")
    copy_cursor: Mapped[str] = mapped_column(sa.String(200), default="")
    """How far its copy reached when it last asked, as it was told."""
    unsent: Mapped[int] = mapped_column(default=0)
    readiness: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What it says of itself: people held, camera, sound, wake lock, clock offset, test scan."""

    lane: Mapped[Lane | None] = relationship()


class DeviceMark(db.Model):
    """What a phone's clocks said at one moment of ours: the way from its time to ours.

    `wall` and `mono` in milliseconds, as the phone counts them, `mono` since its `run` began.
    """

    __tablename__ = "device_marks"
    __table_args__ = (sa.Index(None, "device_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    device_id: Mapped[int] = mapped_column(sa.ForeignKey("devices.id", ondelete="CASCADE"))
    run: Mapped[str] = mapped_column(sa.String(36))
    wall: Mapped[int] = mapped_column(sa.BigInteger)
    mono: Mapped[int] = mapped_column(sa.BigInteger)
    at: Mapped[datetime]


class Operator(db.Model):
    """Who scans, by the name they go by; in the back office an account is its operator.

    A phone does as much as both its own role and its operator's allow.
    """

    __tablename__ = "operators"
    __table_args__ = (sa.UniqueConstraint("event_id", "account_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id", ondelete="SET NULL"))
    name: Mapped[str] = mapped_column(sa.String(80))
    role: Mapped[DoorRole] = mapped_column(default=DoorRole.lead)
    pin_hash: Mapped[str | None] = mapped_column(sa.String(200))
    active: Mapped[bool] = mapped_column(default=True)
    revision: Mapped[int] = mapped_column(default=0)

    account: Mapped[Account | None] = relationship()
