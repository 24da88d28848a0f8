"""What happened at the door: scans as facts, and what they amount to."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.checkin.devices import Device, Operator
from app.checkin.points import CheckinPoint, Lane
from app.checkin.terms import ConflictState, Direction, How, ScanKind, VerdictCode
from app.core.clock import now
from app.extensions import db, where_true
from app.registration.models import Registration

server_verdict_type = sa.Enum(
    VerdictCode, name="server_verdict", native_enum=False, create_constraint=True, length=24,
    values_callable=lambda cls: [member.value for member in cls],
)  # fmt: skip

UNDOING = sa.text("undone_uuid IS NOT NULL")


class Scan(db.Model):
    """A fact: made where it happened, kept even when refused, late or contradicted.

    The first part never changes. The second is the server's own and follows what it learns;
    `revision` is its place in the order in which phones are told, given by the last statement
    before commit.
    """

    __tablename__ = "scans"
    __table_args__ = (
        sa.UniqueConstraint("event_id", "uuid"),
        sa.CheckConstraint("(kind = 'undo') = (undone_uuid IS NOT NULL)", name="undo_of_something"),
        sa.CheckConstraint("(kind = 'scan') = (verdict IS NOT NULL)", name="verdict_on_a_scan"),
        sa.CheckConstraint("kind <> 'scan' OR how IS NOT NULL", name="scanned_somehow"),
        sa.CheckConstraint("device_id IS NOT NULL OR sure", name="our_own_clock_is_sure"),
        sa.Index(None, "event_id", "revision", "id"),
        sa.Index(None, "uuid"),
        sa.Index(None, "undone_uuid", sqlite_where=UNDOING, postgresql_where=UNDOING),
        sa.Index(None, "registration_id", "kind"),
        sa.Index(None, "point_id", "corrected_at"),
        sa.Index(None, "event_id", "code_hash"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"))
    uuid: Mapped[UUID]
    kind: Mapped[ScanKind] = mapped_column(default=ScanKind.scan)
    device_id: Mapped[int | None] = mapped_column(sa.ForeignKey("devices.id"))
    point_id: Mapped[int] = mapped_column(sa.ForeignKey("checkin_points.id"))
    lane_id: Mapped[int] = mapped_column(sa.ForeignKey("lanes.id"))
    direction: Mapped[Direction]
    operator_id: Mapped[int | None] = mapped_column(sa.ForeignKey("operators.id"))
    how: Mapped[How | None]
    code_hash: Mapped[str | None] = mapped_column(sa.String(64))
    """SHA-256 of the code in hexadecimal; never what was read."""
    wall_at: Mapped[datetime]
    run_id: Mapped[str | None] = mapped_column(sa.String(36))
    monotonic: Mapped[int | None] = mapped_column(sa.BigInteger)
    """Milliseconds since that run of the app began."""
    verdict: Mapped[VerdictCode | None]
    parameters: Mapped[dict[str, Any]] = mapped_column(default=dict)
    override_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("operators.id"))
    why: Mapped[str] = mapped_column(sa.String(200), default="")
    """The lead's reason for an override, or for an undo."""
    undone_uuid: Mapped[UUID | None]
    app_version: Mapped[str] = mapped_column(sa.String(20), default="")

    body_hash: Mapped[str | None] = mapped_column(sa.String(64))
    """SHA-256 of the fact as it was sent: the same UUID with another body needs attention."""
    registration_id: Mapped[int | None] = mapped_column(sa.ForeignKey("registrations.id", ondelete="SET NULL"))
    received_at: Mapped[datetime] = mapped_column(default=now)
    corrected_at: Mapped[datetime]
    sure: Mapped[bool] = mapped_column(default=True)
    server_verdict: Mapped[VerdictCode | None] = mapped_column(server_verdict_type)
    server_parameters: Mapped[dict[str, Any]] = mapped_column(default=dict)
    revision: Mapped[int | None] = mapped_column(sa.BigInteger)

    point: Mapped[CheckinPoint] = relationship()
    lane: Mapped[Lane] = relationship()
    device: Mapped[Device | None] = relationship()
    operator: Mapped[Operator | None] = relationship(foreign_keys=[operator_id])
    registration: Mapped[Registration | None] = relationship()


class ScanCursor(db.Model):
    """How far the scans of one event have come. Its row is the last lock that a scan takes."""

    __tablename__ = "scan_cursors"

    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    revision: Mapped[int] = mapped_column(sa.BigInteger, default=0)


class Presence(db.Model):
    """What the standing scans of one person at one point amount to (see `standing`).

    `version` counts its changes: whoever decided on another version decides again, which is how
    two lanes with one badge are put in order.
    """

    __tablename__ = "presence"
    __table_args__ = (
        sa.Index("ix_presence_inside", "point_id", **where_true("inside")),
        sa.Index(None, "registration_id"),
    )

    point_id: Mapped[int] = mapped_column(
        sa.ForeignKey("checkin_points.id", ondelete="CASCADE"), primary_key=True
    )
    registration_id: Mapped[int] = mapped_column(
        sa.ForeignKey("registrations.id", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int]
    inside: Mapped[bool]
    entry_at: Mapped[datetime | None]
    entry_lane_id: Mapped[int | None] = mapped_column(sa.ForeignKey("lanes.id"))
    entry_sure: Mapped[bool]
    moved_at: Mapped[datetime | None]


class Conflict(db.Model):
    """Two entries of one person at a point of `once`; an organiser says what it was."""

    __tablename__ = "conflicts"
    __table_args__ = (
        sa.CheckConstraint("(state = 'open') = (explained_at IS NULL)", name="explained_at_some_time"),
        sa.Index(None, "event_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"))
    registration_id: Mapped[int] = mapped_column(
        sa.ForeignKey("registrations.id", ondelete="CASCADE"), index=True
    )
    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("scans.id"))
    later_id: Mapped[int] = mapped_column(sa.ForeignKey("scans.id"), unique=True)
    state: Mapped[ConflictState] = mapped_column(default=ConflictState.open)
    found_at: Mapped[datetime] = mapped_column(default=now)
    explained_at: Mapped[datetime | None]
    explained_by: Mapped[str] = mapped_column(sa.String(40), default="")
    """Kind and id of who did it, such as "account:12"."""
    note: Mapped[str] = mapped_column(sa.String(200), default="")

    entry: Mapped[Scan] = relationship(foreign_keys=[entry_id])
    later: Mapped[Scan] = relationship(foreign_keys=[later_id])
