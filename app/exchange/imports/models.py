"""A list that somebody brings: from the file to its last line.

The file lies in `files` for a week at most. A line keeps what became of it and no word of what stood in it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Account
from app.core.clock import now
from app.events.models import Event
from app.extensions import NEVER_AGAIN, db


class Brings(StrEnum):
    people = "people"
    organisations = "organisations"


class ImportState(StrEnum):
    mapping = "mapping"
    """Asks which column is which."""
    checking = "checking"
    checked = "checked"
    """The dry run is there to be looked at."""
    running = "running"
    done = "done"
    stopped = "stopped"
    failed = "failed"
    taking_back = "taking_back"
    taken_back = "taken_back"


AT_WORK = (ImportState.checking, ImportState.running, ImportState.taking_back)


class Outcome(StrEnum):
    new = "new"
    changed = "changed"
    unchanged = "unchanged"
    cannot = "cannot"


class Import(db.Model):
    __tablename__ = "imports"
    __table_args__ = (sa.Index(None, "event_id", "brings", "id"), NEVER_AGAIN)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"))
    account_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id", ondelete="SET NULL"))
    brings: Mapped[Brings]
    state: Mapped[ImportState] = mapped_column(default=ImportState.mapping)
    file_id: Mapped[int | None]
    """Gone once it is done or its week is over."""
    file_name: Mapped[str] = mapped_column(sa.String(150))
    headers: Mapped[list[str]]
    total: Mapped[int]
    mapping: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Which column holds which field: {"email": 3}, counted from 0."""
    choices: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What holds for all lines, such as a category, and whether mails go out."""
    created_at: Mapped[datetime] = mapped_column(default=now)
    ended_at: Mapped[datetime | None]

    event: Mapped[Event] = relationship()
    account: Mapped[Account | None] = relationship()


class ImportLine(db.Model):
    """One line: what the dry run foretells, then what was done."""

    __tablename__ = "import_lines"
    __table_args__ = (sa.Index(None, "registration_id"),)

    import_id: Mapped[int] = mapped_column(sa.ForeignKey("imports.id", ondelete="CASCADE"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    outcome: Mapped[Outcome]
    done: Mapped[bool] = mapped_column(default=False)
    problems: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    """Why it cannot: [{"field": "email", "code": "email"}], in words in imports/wording.py."""
    registration_id: Mapped[int | None] = mapped_column(sa.ForeignKey("registrations.id", ondelete="SET NULL"))
    version: Mapped[int | None]
    """Of the registration, as this line left it: another one says that somebody touched it since."""
    fields: Mapped[list[str]] = mapped_column(default=list, server_default=sa.text("'[]'"))
    """What it changes: keys of fields."""
    entries: Mapped[list[int]] = mapped_column(default=list, server_default=sa.text("'[]'"))
    """The journal's entries that know what stood there before."""
