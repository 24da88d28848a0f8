"""Imports as their pages show them."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.core import formats
from app.core.languages import current
from app.events.models import Event
from app.exchange.imports import service, taking_back
from app.exchange.imports.kinds import KINDS
from app.exchange.imports.models import AT_WORK, Brings, Import, ImportState, Outcome
from app.exchange.tables.reading import peek
from app.exchange.tables.table import letter
from app.exchange.tables.values import text
from app.extensions import db
from app.jobs.files import find_file
from app.jobs.models import Job, JobState
from app.organiser.imports import result
from app.organiser.imports.forms import ColumnsForm, more_fields
from app.organiser.when import short_moment
from app.registration.form_pages import row

MOST, SAMPLE, NAMED = 20, 3, 10
TITLES = {Brings.people: _l("Import registrations"), Brings.organisations: _l("Import organisations")}
STATES = {
    ImportState.mapping: _l("Columns to be named"),
    ImportState.checking: _l("Being checked"),
    ImportState.checked: _l("Checked, nothing done yet"),
    ImportState.running: _l("Under way"),
    ImportState.done: _l("Done"),
    ImportState.stopped: _l("Stopped"),
    ImportState.failed: _l("Failed"),
    ImportState.taking_back: _l("Being taken back"),
    ImportState.taken_back: _l("Taken back"),
}
WORK = {
    ImportState.checking: _l("Lines checked"),
    ImportState.running: _l("Lines imported"),
    ImportState.taking_back: _l("Lines taken back"),
}
FORETELLING = (ImportState.checking, ImportState.checked)


def index(event: Event, brings: Brings) -> dict[str, Any]:
    """For organiser/imports/index.html."""
    found = db.session.scalars(service.of_event(event.id, brings).limit(MOST))
    return {
        "title": TITLES[brings], "trail": [trail(brings)], "known": ", ".join(str(each.label) for each in KINDS[brings].targets),
        "imports": [
            {
                "name": made.file_name, "href": url_for(".show", import_id=made.id), "when": short_moment(made.created_at, event),
                "by": by(made), "state": STATES[state_of(made)], "lines": lines(made.total),
            }
            for made in found
        ],
    }  # fmt: skip


def trail(brings: Brings) -> tuple[str, str]:
    if brings is Brings.people:
        return _("Registrations"), url_for("people.index")
    return _("Organisations"), url_for("organisations.index")


def by(made: Import) -> str:
    return made.account.name or made.account.email if made.account else _("A former colleague")


def lines(number: int) -> str:
    return ngettext("%(number)s line", "%(number)s lines", number, number=formats.number(number, current()))


def trails(made: Import) -> list[tuple[str, str]]:
    return [trail(made.brings), (_("Imports"), url_for(".index")), (made.file_name, url_for(".show", import_id=made.id))]


def mapping(made: Import, form: ColumnsForm) -> dict[str, Any]:
    """For organiser/imports/columns.html."""
    file = find_file(made.file_id) if made.file_id else None
    first = peek(file.content, SAMPLE).rows if file else []
    return {
        "title": TITLES[made.brings], "trail": trails(made)[:2],
        "name": made.file_name,
        "lines": lines(made.total),
        "columns": [
            {
                "letter": letter(index), "header": made.headers[index], "field": field,
                "sample": [value for value in (text(row.cells[index]) for row in first) if value],
            }
            for index, field in enumerate(form.columns)
        ],
        "fields": [row("choices", field, columns=2) for field in more_fields(form)],
    }  # fmt: skip


def one(event: Event, made: Import) -> dict[str, Any]:
    """For organiser/imports/show.html."""
    state, counted = state_of(made), service.counts(made)
    is_foretold = made.state in FORETELLING
    return {
        "title": TITLES[made.brings], "trail": trails(made)[:2],
        "made": {
            "name": made.file_name,
            "state": STATES[state],
            "code": state.value,
            "lines": lines(made.total),
            "by": f"{by(made)}, {short_moment(made.created_at, event)}",
            "mails": _mails(made),
            "left": None if is_foretold else _left(made, counted),
            "takes": sum(counted.get((outcome, False), 0) for outcome in (Outcome.new, Outcome.changed)),
            "asks_mails": made.brings is Brings.people,
            "progress": _progress(made, state),
            "take_back_url": url_for(".take_back", import_id=made.id) if can_be_taken_back(made) and any(
                number and done and outcome in (Outcome.new, Outcome.changed) for (outcome, done), number in counted.items()
            ) else None,
        },
        "result": result.result(made, counted, done=not is_foretold),
    }  # fmt: skip


def _mails(made: Import) -> str | None:
    """Whether people were told, once it is begun."""
    if made.brings is not Brings.people or "mails" not in made.choices:
        return None
    return _("Sent") if made.choices["mails"] else _("None sent")


def can_be_taken_back(made: Import) -> bool:
    return made.brings is Brings.people and made.state in (ImportState.done, ImportState.stopped)


def consequences(made: Import) -> str:
    """What becomes of its people."""
    if made.choices.get("mails"):
        return _("Newcomers are cancelled and told so by mail; what was changed is as it was before.")
    return _("Newcomers are deleted, as if they had never been there; what was changed is as it was before. Nobody is told.")


def touched(made: Import) -> dict[str, Any] | None:
    """Because of whom it cannot be taken back, the first of them by name."""
    number = taking_back.count_touched(made)
    if not number:
        return None
    left = number - NAMED
    return {
        "why": taking_back.why_not(number),
        "people": [
            {
                "label": person.full_name, "note": person.organisation_name,
                "href": url_for("person.show", registration_id=person.id),
            }
            for person in db.session.scalars(taking_back.touched(made).limit(NAMED))
        ],
        "more": ngettext("and %(number)s more", "and %(number)s more", left, number=formats.number(left, current())) if left > 0 else "",
    }  # fmt: skip


def _left(made: Import, counted: Mapping[tuple[Outcome, bool], int]) -> str | None:
    """How many lines were not come to."""
    left = made.total - sum(number for (_outcome, done), number in counted.items() if done)
    return lines(left) if left and made.state in (ImportState.stopped, ImportState.failed) else None


def _progress(made: Import, state: ImportState) -> dict[str, Any] | None:
    if state not in AT_WORK:
        return None
    job = _job(made)
    return {"label": WORK[state], "done": job.progress if job else 0, "total": made.total, "stops": state is ImportState.running}


def state_of(made: Import) -> ImportState:
    """An import whose job was given up has failed, too."""
    job = _job(made) if made.state in AT_WORK else None
    return ImportState.failed if job is not None and job.state is JobState.failed else made.state


def _job(made: Import) -> Job | None:
    query = sa.select(Job).where(Job.subject == service.subject(made))
    return db.session.scalar(query.order_by(Job.id.desc()).limit(1))
