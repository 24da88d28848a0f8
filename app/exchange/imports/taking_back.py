"""An import undone, line by line: whom it brought is gone, what it changed is as it was before."""

from typing import Any

import sqlalchemy as sa
from flask_babel import ngettext
from sqlalchemy.orm import joinedload

from app.audit.models import AuditEntry
from app.audit.service import Actor
from app.badges.models import PrintBatch, PrintedBadge
from app.core.errors import DomainError
from app.events.models import OrganisationType
from app.exchange.imports import people_taking
from app.exchange.imports.models import Import, ImportLine, Outcome
from app.extensions import db
from app.mailing.models import SentMail
from app.registration.models import CancelReason, Registration
from app.registration.service import leaving
from app.registration.service.taking_back import take_back

AT_ONCE = 20
"""Lines undone in one transaction."""


def done_lines(made: Import) -> sa.Select[tuple[ImportLine]]:
    """Those that did something, and are not undone yet."""
    return sa.select(ImportLine).where(
        ImportLine.import_id == made.id,
        ImportLine.done,
        ImportLine.outcome.in_((Outcome.new, Outcome.changed)),
        ImportLine.registration_id.is_not(None),
    )


def touched(made: Import) -> sa.Select[tuple[Registration]]:
    """Those of its people whom somebody has touched since, in order of the list."""
    lines = done_lines(made).join(Registration, Registration.id == ImportLine.registration_id).where(_is_touched(made))
    return lines.with_only_columns(Registration).order_by(ImportLine.line)


def count_touched(made: Import) -> int:
    people = touched(made).with_only_columns(Registration.id).order_by(None)
    return db.session.scalar(sa.select(sa.func.count()).select_from(people.subquery())) or 0


def why_not(number: int) -> str:
    """What `number` people who were touched mean for it."""
    return ngettext(
        "%(num)s person of this import was changed, printed, written to or has arrived since: it cannot be taken back.",
        "%(num)s people of this import were changed, printed, written to or have arrived since: it cannot be taken back.",
        number,
    )  # fmt: skip


def _is_touched(made: Import) -> sa.ColumnElement[bool]:
    """Since the list came: changed, arrived, printed, or written to by anything but the import itself. Whom it
    corrects may have had a mail, a badge and an entry for months."""
    since = made.created_at
    printed = sa.select(PrintedBadge.registration_id).join(PrintedBadge.batch)
    marks = [
        Registration.version != ImportLine.version, Registration.arrived_at > since,
        Registration.id.in_(printed.where(PrintedBadge.current, PrintBatch.created_at > since)),
    ]  # fmt: skip
    if not made.choices.get("mails"):
        written = sa.select(SentMail.registration_id).where(SentMail.event_id == made.event_id)
        marks.append(Registration.id.in_(written.where(SentMail.first_attempt_at > since)))
    return sa.or_(*marks)


def undo_some(made: Import, before: int | None, by: Actor) -> int | None:
    """Undo the last lines before that one; the first of them, or None if there was none left."""
    query = done_lines(made).order_by(ImportLine.line.desc()).limit(AT_ONCE)
    lines = list(db.session.scalars(query if before is None else query.where(ImportLine.line < before)))
    at = [line.line for line in lines]
    for line in lines:
        try:
            with db.session.begin_nested():
                _undo(made, line, by)
                line.done = False
        except DomainError:
            continue  # touched in this very moment, or no place is left where the person was: the line stays done
    return at[-1] if at else None


def _undo(made: Import, line: ImportLine, by: Actor) -> None:
    if line.outcome is Outcome.changed:
        _change_back(made, line, by)
    elif made.choices.get("mails"):
        leaving.cancel(made.event_id, line.registration_id, by=by, reason=CancelReason.organiser, version=line.version)
    else:
        take_back(made.event_id, line.registration_id, by=by, version=line.version)


def _change_back(made: Import, line: ImportLine, by: Actor) -> None:
    """What the journal knows of before; what was erased there is not brought back."""
    person = db.session.get_one(Registration, line.registration_id)
    if person.version != line.version:
        raise DomainError("changed_meanwhile", "")
    query = sa.select(AuditEntry).where(AuditEntry.id.in_(line.entries)).options(joinedload(AuditEntry.values))
    before: dict[str, Any] = {}
    for entry in db.session.scalars(query):
        before |= entry.values.before if entry.values else {}
        if "category_before" in entry.detail:
            before["category"] = entry.detail["category_before"]
    if before.get("organisation_type"):
        before["organisation_type"] = OrganisationType(before["organisation_type"])
    people_taking.change(made.event_id, person.id, before, by=by)
