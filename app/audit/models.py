"""What happened, who did it, and, apart from it, what stood there before and after."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.clock import now
from app.extensions import db


class AuditEntry(db.Model):
    """One thing that happened. Holds no personal value: those stand in `AuditValues`.

    `event_id` and `object_id` are plain: this table lies below all that it speaks of.
    """

    __tablename__ = "audit_entries"
    __table_args__ = (
        sa.Index(None, "event_id", "at"),
        sa.Index(None, "object_type", "object_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now)
    event_id: Mapped[int | None]
    actor_kind: Mapped[str] = mapped_column(sa.String(16))
    actor_id: Mapped[int | None]
    action: Mapped[str] = mapped_column(sa.String(48))
    object_type: Mapped[str] = mapped_column(sa.String(24))
    object_id: Mapped[int | None]
    fields: Mapped[list[str]] = mapped_column(default=list)
    detail: Mapped[dict[str, Any]] = mapped_column(default=dict)
    came_from: Mapped[str | None] = mapped_column(sa.String(45))
    values_digest: Mapped[str | None] = mapped_column(sa.String(64))

    values: Mapped["AuditValues | None"] = relationship(back_populates="entry", lazy="raise")


class AuditValues(db.Model):
    """The values before and after. Erasing them leaves the entry and its digest whole."""

    __tablename__ = "audit_values"

    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("audit_entries.id", ondelete="CASCADE"), primary_key=True)
    salt: Mapped[str] = mapped_column(sa.String(32))
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(default=dict)

    entry: Mapped[AuditEntry] = relationship(back_populates="values", lazy="raise")
