"""People taken from the list at one moment, and what is done with them, line by line."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Account
from app.core.clock import now
from app.events.models import Event
from app.extensions import NEVER_AGAIN, db
from app.registration.models import Registration


class Step(StrEnum):
    """What is done with each of the people."""

    approve = "approve"
    refuse = "refuse"
    cancel = "cancel"
    category = "category"
    resend = "resend"


class SelectionState(StrEnum):
    taken = "taken"
    """A view of the list like any other; nothing is done with it."""
    running = "running"
    stopped = "stopped"
    done = "done"


class LineEnd(StrEnum):
    done = "done"
    refused = "refused"


class Selection(db.Model):
    """`options`: what the step needs besides: a reason, a category's id, whether a mail follows."""

    __tablename__ = "selections"
    __table_args__ = NEVER_AGAIN

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id", ondelete="CASCADE"))
    step: Mapped[Step | None]
    options: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[SelectionState] = mapped_column(default=SelectionState.taken)
    total: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=now)

    event: Mapped[Event] = relationship()
    account: Mapped[Account] = relationship()


class SelectedPerson(db.Model):
    """One of them, and what became of it: nothing yet, done, or refused for a reason in words."""

    __tablename__ = "selected_people"

    selection_id: Mapped[int] = mapped_column(sa.ForeignKey("selections.id", ondelete="CASCADE"), primary_key=True)
    registration_id: Mapped[int] = mapped_column(
        sa.ForeignKey("registrations.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    end: Mapped[LineEnd | None]
    why: Mapped[str] = mapped_column(sa.Text, default="")

    registration: Mapped[Registration] = relationship()
