"""What was printed: batches, whom they hold, and what stood on each badge."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Account
from app.badges.content import LINES
from app.badges.ordering import Order
from app.badges.paper import Paper
from app.badges.trays import Tray
from app.core.clock import now
from app.events.models import Category, Event
from app.extensions import NEVER_AGAIN, db, where_true
from app.jobs.models import StoredFile


class BatchState(StrEnum):
    printing = "printing"
    done = "done"
    failed = "failed"
    cancelled = "cancelled"


class Reason(StrEnum):
    """Why a badge is printed again."""

    changed = "changed"
    lost = "lost"
    damaged = "damaged"
    misprint = "misprint"
    anew = "anew"


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
    lines: Mapped[list[str]] = mapped_column(default=lambda: list(LINES), server_default=sa.text("'[\"organisation\", \"job\"]'"))
    """Which of `content.LINES` stood below the name."""
    total: Mapped[int]
    order: Mapped[Order] = mapped_column(default=Order.name, server_default=sa.text("'name'"))
    plain: Mapped[str] = mapped_column(sa.String(140), default="", server_default=sa.text("''"))
    """Why it was printed with the built-in template: a sentence; empty where it was not."""
    trays: Mapped[list[dict[str, Any]]] = mapped_column(default=list, server_default=sa.text("'[]'"))
    """Where the badges lie: how names were dealt to desks, see `trays.Tray`; empty: nowhere."""
    dividers: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    """Whether each tray begins on a new sheet, after a page that names it."""
    since: Mapped[int | None]
    """The batch since which the badges had changed."""
    single: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    """One badge, printed again from the person's page: no job lays it out and no PDF is kept."""
    blanks_of_id: Mapped[int | None] = mapped_column(sa.ForeignKey("categories.id"))
    reason: Mapped[Reason | None]
    """Why badges are printed again."""
    failure: Mapped[str] = mapped_column(sa.String(140), default="", server_default=sa.text("''"))
    """Why it failed: a sentence."""
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

    @property
    def dealt(self) -> list[Tray]:
        return [Tray(**kept) for kept in self.trays]


class BatchItem(db.Model):
    """One person's badge in a batch; `fingerprint` tells what was printed, once it was."""

    __tablename__ = "batch_items"
    __table_args__ = (sa.UniqueConstraint("registration_id", "batch_id"),)

    batch_id: Mapped[int] = mapped_column(sa.ForeignKey("print_batches.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """From 0, in the order of the sheets."""
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registrations.id", ondelete="CASCADE"))
    tray: Mapped[int | None]
    """In which of the batch's trays it lies, by index."""
    fingerprint: Mapped[str | None] = mapped_column(sa.String(64))

    batch: Mapped[PrintBatch] = relationship()


class PrintedBadge(db.Model):
    """What stands on a person's last badge on paper, and where it lies. Compared with what would be
    printed now it tells whether the badge is still right (see `staleness`)."""

    __tablename__ = "printed_badges"
    __table_args__ = (
        sa.Index("uq_printed_badges_current", "registration_id", unique=True, **where_true("current")),
    )

    batch_id: Mapped[int] = mapped_column(sa.ForeignKey("print_batches.id", ondelete="CASCADE"), primary_key=True)
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registrations.id", ondelete="CASCADE"), primary_key=True)
    current: Mapped[bool] = mapped_column(default=False)
    """Once the PDF of its batch is whole; then the one before is gone."""
    tray: Mapped[int | None]
    credential_id: Mapped[int] = mapped_column(sa.ForeignKey("credentials.id", ondelete="CASCADE"))
    first_name: Mapped[str] = mapped_column(sa.String(200))
    """The large line; `last_name` is the one below it."""
    last_name: Mapped[str] = mapped_column(sa.String(100))
    organisation: Mapped[str | None] = mapped_column(sa.String(200))
    job_title: Mapped[str | None] = mapped_column(sa.String(150))
    """Of a line that the batch did not print: none."""
    no_photo: Mapped[bool]
    art: Mapped[str] = mapped_column(sa.String(16))
    """A few digits of event, date and category as printed."""

    batch: Mapped[PrintBatch] = relationship()

    @property
    def place(self) -> Tray | None:
        """Where it lies."""
        return None if self.tray is None else self.batch.dealt[self.tray]


class BadgeTemplate(db.Model):
    """What an event changes of the built-in badge (see `template.Template`)."""

    __tablename__ = "badge_templates"

    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("events.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    values: Mapped[dict[str, Any]] = mapped_column(default=dict)
    logo_kind: Mapped[str | None] = mapped_column(sa.String(20))
    logo: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    """As we drew it, never as it was sent."""
    logo_ratio: Mapped[float | None]
