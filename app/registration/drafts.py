"""The stepped form on its way."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.extensions import db


class Draft(db.Model):
    """Answers of the form on their way, and for the page after it; never the needs. Lives seven days."""

    __tablename__ = "drafts"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(sa.String(8))
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime] = mapped_column(default=now)
    saved_at: Mapped[datetime] = mapped_column(default=now, index=True)
