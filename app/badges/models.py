"""What was printed: batches, whom they hold, and what stood on each badge."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Account
from app.badges.paper import Paper
from app.core.clock import now
from app.events.models import Category, Event
from app.extensions import NEVER_AGAIN, db
from app.jobs.models import StoredFile


class BatchState(StrEnum):
    printing = "printing"
    done = "done"
    failed = "failed"
    cancelled = "cancelled"


class PrintBatch(db.Model):
    """Badges that went into one PDF. `number` counts within the event, as people call it: “batch 3”.

    Blanks are a batch of one category without people; the codes carry its number as their `batch`."""

    __tablename__ = "print_batches"
    __table_args__ = (sa.UniqueConstraint("event_id", "number"), NEVER_AGAIN)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"))
    number: Mapped[int]
    state: Mapped[BatchState] = mapped_column(default=BatchState.printing)
    format: Mapped[str] = mapped_column(sa.String(24))
    right: Mapped[float] = mapped_column(default=0.0, server_default=sa.text("0"))
    down: Mapped[float] = mapped_column(default=0.0, server_default=sa.text("0"))
    first: Mapped[int] = mapped_column(default=1, server_default=sa.text("1"))
    marks: Mapped[bool] = mapped_column(default=True, server_default=sa.true())
    """With the format: the `Paper` it is printed on."""
    language: Mapped[str] = mapped_column(sa.String(8))
    """Of the document; each badge speaks its person's."""
    total: Mapped[int]
    blanks_of_id: Mapped[int | None] = mapped_column(sa.ForeignKey("categories.id"))
    reason: Mapped[str] = mapped_column(sa.String(140), default="")
    """Why badges are printed again, or why it failed: a sentence."""
    account_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    done_at: Mapped[datetime | None]
    file_id: Mapped[int | None] = mapped_column(sa.ForeignKey("files.id", ondelete="SET NULL"))
    """The PDF, as long as it is kept."""

    event: Mapped[Event] = relationship()
    account: Mapped[Account | None] = relationship()
    blanks_of: Mapped[Category | None] = relationship()
    file: Mapped[StoredFile | None] = relationship()

    @property
    def paper(self) -> Paper:
        return Paper(self.format, self.right, self.down, self.first, self.marks)


class BatchItem(db.Model):
    """One person's badge in a batch; `fingerprint` tells what was printed, once it was."""

    __tablename__ = "batch_items"
    __table_args__ = (sa.UniqueConstraint("registration_id", "batch_id"),)

    batch_id: Mapped[int] = mapped_column(sa.ForeignKey("print_batches.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """From 0, in the order of the sheets."""
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registrations.id", ondelete="CASCADE"))
    fingerprint: Mapped[str | None] = mapped_column(sa.String(64))

    batch: Mapped[PrintBatch] = relationship()
