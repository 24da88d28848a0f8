"""An import, step by step: which column is which, a dry run, and then line by line. Long steps are jobs."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from app.accounts.models import Account
from app.audit.service import Actor, record
from app.core.clock import now
from app.core.errors import DomainError, NotFound
from app.exchange.imports import taking_back
from app.exchange.imports.kinds import KINDS
from app.exchange.imports.models import Brings, Import, ImportLine, ImportState, Outcome
from app.exchange.tables.headers import suggest
from app.exchange.tables.table import Table
from app.extensions import db
from app.jobs import service as jobs
from app.jobs.files import forget_file, keep_file
from app.jobs.models import Priority

CHECK_JOB, RUN_JOB, BACK_JOB = "exchange.check", "exchange.run", "exchange.take_back"
KEPT = timedelta(days=7)
MOST_ATTEMPTS = 5
"""Somebody waits before the page: what fails again and again is told within minutes."""


def begin(event_id: int, brings: Brings, name: str, content: bytes, table: Table, *, account: Account) -> Import:
    """Keep the file for a week and guess which column is which: as last time, else by the headers."""
    file = keep_file(
        name[:150], "application/octet-stream", content, made_by="exchange.import", until=now() + KEPT,
        event_id=event_id, account_id=account.id,
    )  # fmt: skip
    made = Import(
        event_id=event_id, account_id=account.id, brings=brings, file_id=file.id, file_name=file.name,
        headers=table.headers, total=len(table.rows), mapping=_guess(event_id, brings, table.headers),
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    return made


def _guess(event_id: int, brings: Brings, headers: list[str]) -> dict[str, int]:
    query = sa.select(Import).where(Import.event_id == event_id, Import.brings == brings, Import.state != ImportState.mapping)
    last = next((made for made in db.session.scalars(query.order_by(Import.id.desc()).limit(20)) if made.headers == headers), None)
    return last.mapping if last else suggest(headers, KINDS[brings].targets)


def get(event_id: int, brings: Brings, import_id: int, *, writing: bool = False) -> Import:
    """Raises NotFound."""
    found = db.session.get(Import, import_id, with_for_update=writing, populate_existing=writing)
    if found is None or found.event_id != event_id or found.brings != brings:
        raise NotFound("no_import", _("There is no such import at this event."))
    return found


def map_columns(made: Import, mapping: Mapping[str, int], choices: Mapping[str, Any]) -> None:
    """Say which column is which, and have the dry run made. Raises DomainError("not_now")."""
    _require(made, ImportState.mapping, ImportState.checked)
    made.mapping, made.choices = dict(mapping), dict(choices)
    _forget_lines(made)
    _work(made, ImportState.checking, CHECK_JOB)


def start(made: Import, choices: Mapping[str, Any], *, by: Actor) -> None:
    """Do what the dry run foretold. Raises DomainError("not_now")."""
    _require(made, ImportState.checked)
    made.choices = {**made.choices, **choices}
    record(
        "import.start", by=by, event_id=made.event_id, object_type="import", object_id=made.id,
        detail={"file": made.file_name, "rows": made.total, "to": made.brings.value},
    )  # fmt: skip
    _work(made, ImportState.running, RUN_JOB)


def stop(made: Import, *, by: Actor) -> None:
    """Lines that are done stay done; the others are left. Twice is once."""
    if made.state is ImportState.running:
        record("import.stop", by=by, event_id=made.event_id, object_type="import", object_id=made.id, detail={"file": made.file_name})
        end(made, ImportState.stopped)
    elif made.state in (ImportState.mapping, ImportState.checking, ImportState.checked):
        _forget_lines(made)
        end(made, ImportState.stopped)


def take_back(made: Import, *, by: Actor) -> None:
    """Undo a list of people, as long as nobody has touched one of them. Raises DomainError("touched")."""
    _require(made, ImportState.done, ImportState.stopped)
    touched = taking_back.count_touched(made)
    if touched:
        raise DomainError("touched", taking_back.why_not(touched))
    record(
        "import.take_back", by=by, event_id=made.event_id, object_type="import", object_id=made.id,
        detail={"file": made.file_name},
    )  # fmt: skip
    _work(made, ImportState.taking_back, BACK_JOB)


def end(made: Import, state: ImportState) -> None:
    """There is nothing more to read: the file goes."""
    made.state, made.ended_at = state, now()
    if made.file_id is not None:
        forget_file(made.file_id)
        made.file_id = None
    db.session.flush()


def _require(made: Import, *states: ImportState) -> None:
    if made.state not in states:
        raise DomainError("not_now", _("This import has gone on meanwhile. Look at where it stands now."))


def _work(made: Import, state: ImportState, job: str) -> None:
    made.state = state
    db.session.flush()
    jobs.enqueue(
        job, {"import_id": made.id}, event_id=made.event_id, subject=subject(made), priority=Priority.bulk,
        max_attempts=MOST_ATTEMPTS,
    )  # fmt: skip


def subject(made: Import) -> str:
    """Of its jobs."""
    return f"import:{made.id}"


def _forget_lines(made: Import) -> None:
    db.session.execute(sa.delete(ImportLine).where(ImportLine.import_id == made.id))


def counts(made: Import) -> dict[tuple[Outcome, bool], int]:
    """How many lines have each outcome: foretold, or done."""
    rows = db.session.execute(
        sa.select(ImportLine.outcome, ImportLine.done, sa.func.count())
        .where(ImportLine.import_id == made.id)
        .group_by(ImportLine.outcome, ImportLine.done)
    )
    return {(outcome, done): number for outcome, done, number in rows}


def of_event(event_id: int, brings: Brings) -> sa.Select[tuple[Import]]:
    """Latest first."""
    return sa.select(Import).where(Import.event_id == event_id, Import.brings == brings).order_by(Import.id.desc())
