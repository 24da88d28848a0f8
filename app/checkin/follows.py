"""Who wants to know when somebody arrives, and whom they were told of."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Account
from app.core.clock import now
from app.events.models import Category
from app.extensions import db
from app.registration.models import Registration


class Follow(db.Model):
    """A host waits for one person or for a category; for every VIP where neither is named."""

    __tablename__ = "follows"
    __table_args__ = (
        sa.CheckConstraint("category_id IS NULL OR registration_id IS NULL", name="one_of_them"),
        sa.Index(None, "event_id", "account_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id", ondelete="CASCADE"))
    category_id: Mapped[int | None] = mapped_column(sa.ForeignKey("categories.id", ondelete="CASCADE"))
    registration_id: Mapped[int | None] = mapped_column(sa.ForeignKey("registrations.id", ondelete="CASCADE"), index=True)

    account: Mapped[Account] = relationship()
    category: Mapped[Category | None] = relationship()
    registration: Mapped[Registration | None] = relationship()


class ArrivalAlert(db.Model):
    """This host was told of this arrival, once for all: entries may be undone and made again."""

    __tablename__ = "arrival_alerts"

    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    registration_id: Mapped[int] = mapped_column(
        sa.ForeignKey("registrations.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    at: Mapped[datetime] = mapped_column(default=now)
