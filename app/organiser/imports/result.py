"""What becomes of each line, or became: counted as tabs, and listed page by page."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from flask import request, url_for
from flask_babel import lazy_gettext as _l

from app.core import formats
from app.core.languages import current
from app.exchange.imports import wording
from app.exchange.imports.kinds import KINDS
from app.exchange.imports.models import Import, ImportLine, ImportState, Outcome
from app.exchange.tables.reading import peek
from app.exchange.tables.table import Cell
from app.exchange.tables.values import text
from app.extensions import db
from app.jobs.files import find_file
from app.organiser.pagination import page_asked, pages
from app.registration.models import Registration
from app.registration.wording import STATUSES

ROWS = 50
NAMING = ("first_name", "last_name", "name", "email", "reference")
FORETOLD = {
    Outcome.cannot: _l("Cannot be taken"),
    Outcome.new: _l("New"),
    Outcome.changed: _l("To be changed"),
    Outcome.unchanged: _l("As it is there"),
}
DONE = FORETOLD | {Outcome.new: _l("Added"), Outcome.changed: _l("Changed"), Outcome.cannot: _l("Not taken")}


def result(made: Import, counted: Mapping[tuple[Outcome, bool], int], *, done: bool) -> dict[str, Any] | None:
    """The tabs, and the lines of the one that is asked for: first those that cannot be taken."""
    numbers = {outcome: counted.get((outcome, done), 0) for outcome in FORETOLD}
    there = [outcome for outcome, number in numbers.items() if number]
    if not there:
        return None
    words, asked = DONE if done else FORETOLD, request.args.get("lines")
    here = next((outcome for outcome in there if outcome.value == asked), there[0])
    page = page_asked(ROWS, numbers[here])
    found = _found(made, here, done, page)
    lines = [line for line, _person in found]
    called, meant = _called(made, [line.line for line in lines]), _meant(made, lines)
    rows = [_row(made, line, person, called) | {"same": _same(meant.get(line.line))} for line, person in found]
    return {
        "tabs": [
            {
                "text": words[outcome], "count": formats.number(numbers[outcome], current()), "current": outcome is here,
                "href": _address(made, outcome),
            }
            for outcome in there
        ],
        "title": words[here],
        "rows": rows,
        "about": any(row["name"] for row in rows),
        "forgotten": made.file_id is None and not all(row["name"] for row in rows),
        "pages": pages(page, ROWS, len(found), numbers[here], lambda number: _address(made, here, number)),
    }  # fmt: skip


def _address(made: Import, outcome: Outcome, page: int | None = None) -> str:
    return url_for(".show", import_id=made.id, lines=outcome.value, page=page)


def _found(made: Import, outcome: Outcome, done: bool, page: int) -> list[Any]:
    query = (
        sa.select(ImportLine, Registration)
        .outerjoin(Registration, Registration.id == ImportLine.registration_id)
        .where(ImportLine.import_id == made.id, ImportLine.outcome == outcome, ImportLine.done == done)
        .order_by(ImportLine.line)
    )
    return list(db.session.execute(query.limit(ROWS).offset((page - 1) * ROWS)))


def _meant(made: Import, lines: Sequence[ImportLine]) -> dict[int, Registration]:
    """The people of lines that repeat another one: those of that one."""
    first = {line.line: why["line"] for line in lines for why in line.problems if why["code"] == "repeats"}
    if not first:
        return {}
    asked = sa.select(ImportLine.line, Registration).join(Registration, Registration.id == ImportLine.registration_id)
    found = dict(db.session.execute(asked.where(ImportLine.import_id == made.id, ImportLine.line.in_(first.values()))).all())
    return {line: found[other] for line, other in first.items() if other in found}


def _called(made: Import, lines: Sequence[int]) -> dict[int, str]:
    """Whom or what lines are about, as long as their file is there: nothing of it is kept elsewhere."""
    file = find_file(made.file_id) if made.file_id and lines else None
    if file is None:
        return {}
    told = peek(file.content, max(lines)).records(made.mapping)
    return {line: _name_in(cells) for line, cells in told if line in lines}


def _name_in(cells: Mapping[str, Cell]) -> str:
    """“Zoë Müller”, the organisation's name, or what else there is."""
    said = {key: text(cells[key]) for key in NAMING if key in cells}
    whole = " ".join(filter(None, (said.get("first_name"), said.get("last_name"))))
    return whole or next(filter(None, said.values()), "")


def _row(made: Import, line: ImportLine, person: Registration | None, called: Mapping[int, str]) -> dict[str, Any]:
    labels = {target.key: str(target.label) for target in KINDS[made.brings].targets}
    return {
        "line": formats.number(line.line, current()),
        "why": [wording.sentence(made.brings, problem) for problem in line.problems],
        "fields": ", ".join(labels[field] for field in line.fields),
        "name": person.full_name if person else called.get(line.line, ""),
        "href": person and _address_of(person),
        "status": _status(made, line, person),
    }


def _same(person: Registration | None) -> tuple[str, str] | None:
    """Whom a line that repeats another one is about already: its own name went with the file."""
    return (person.full_name, _address_of(person)) if person else None


def _address_of(person: Registration) -> str:
    return url_for("person.show", registration_id=person.id)


def _status(made: Import, line: ImportLine, person: Registration | None) -> dict[str, str] | None:
    """Where a newcomer stands now."""
    if person is None or line.outcome is not Outcome.new or made.state is ImportState.taken_back:
        return None
    return {"code": person.status.value, "label": STATUSES[person.status]}


