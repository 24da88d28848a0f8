"""Pairs that look alike and are two people: an organiser has said so."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.extensions import db


class DistinctPair(db.Model):
    """Two registrations, the lower id first."""

    __tablename__ = "distinct_pairs"
    __table_args__ = (sa.CheckConstraint("one_id < other_id", name="lower_id_first"),)

    one_id: Mapped[int] = mapped_column(sa.ForeignKey("registrations.id", ondelete="CASCADE"), primary_key=True)
    other_id: Mapped[int] = mapped_column(
        sa.ForeignKey("registrations.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    at: Mapped[datetime] = mapped_column(default=now)
