"""A selection as its page shows it, and what the list offers to do with one."""

from typing import Any

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy.orm import joinedload

from app.core import formats
from app.core.languages import current
from app.extensions import db
from app.jobs.models import Job, JobState
from app.organiser.pagination import page_asked, pages
from app.organiser.people import filters
from app.organiser.people.views import View
from app.organiser.selections import service
from app.organiser.selections.models import LineEnd, SelectedPerson, Selection, SelectionState, Step
from app.organiser.when import short_moment
from app.registration.models import Registration
from app.registration.wording import GROUPS

ROWS = 50
LABELS = {
    Step.approve: _l("Approve"),
    Step.refuse: _l("Refuse"),
    Step.cancel: _l("Cancel"),
    Step.category: _l("Change the category"),
    Step.resend: _l("Send the mail again"),
}
STATES = {
    SelectionState.taken: _l("Nothing done yet"),
    SelectionState.running: _l("Under way"),
    SelectionState.stopped: _l("Stopped"),
    SelectionState.done: _l("Done"),
}


def view_of(selection: Selection) -> View:
    return View((("selection", str(selection.id)),))


def trail(selection: Selection) -> list[tuple[str, str]]:
    return [(_("Registrations"), url_for("people.index")), (title(selection), filters.address(view_of(selection)))]


def title(selection: Selection) -> str:
    number = formats.number(selection.total, current())
    return ngettext("%(number)s person chosen", "%(number)s people chosen", selection.total, number=number)


def button(step: Step, number: int) -> str:
    """What the button says happens."""
    said = formats.number(number, current())
    return {
        Step.approve: ngettext("Approve %(said)s person", "Approve %(said)s people", number, said=said),
        Step.refuse: ngettext("Refuse %(said)s person", "Refuse %(said)s people", number, said=said),
        Step.cancel: ngettext("Cancel %(said)s registration", "Cancel %(said)s registrations", number, said=said),
        Step.category: ngettext("Move %(said)s person", "Move %(said)s people", number, said=said),
        Step.resend: ngettext("Send %(said)s mail again", "Send %(said)s mails again", number, said=said),
    }[step]


def _stand(selection: Selection) -> str:
    """How those with whom it was done stand now: some who were approved may wait."""
    theirs = sa.select(Registration.status, sa.func.count()).join(SelectedPerson, SelectedPerson.registration_id == Registration.id)
    found = db.session.execute(
        theirs.where(SelectedPerson.selection_id == selection.id, SelectedPerson.end == LineEnd.done).group_by(Registration.status)
    )  # fmt: skip
    numbers = {status: formats.number(number, current()) for status, number in found}
    return ", ".join(f"{GROUPS[status]} ({numbers[status]})" for status in GROUPS if status in numbers)


def one(selection: Selection) -> dict[str, Any]:
    """For organiser/selections/show.html."""
    ended = dict(db.session.execute(
        sa.select(SelectedPerson.end, sa.func.count())
        .where(SelectedPerson.selection_id == selection.id).group_by(SelectedPerson.end)
    ).all())  # fmt: skip
    lang, job, left = current(), _job(selection), ended.get(None, 0)
    at_work = selection.state is SelectionState.running
    failed = at_work and job is not None and job.state is JobState.failed
    return {
        "title": LABELS[selection.step],
        "trail": trail(selection),
        "next": None if at_work and not failed else [
            (_("Back to the list"), url_for("people.index")), (_("See these people"), filters.address(view_of(selection))),
        ],
        "made": {
            "id": selection.id,
            "state": _("Failed") if failed else STATES[selection.state],
            "failed": failed,
            "by": f"{selection.account.name or selection.account.email}, {short_moment(selection.created_at, selection.event)}",
            "people": title(selection),
            "done": formats.number(ended.get(LineEnd.done, 0), lang),
            "done_as": _stand(selection),
            "refused": formats.number(ended.get(LineEnd.refused, 0), lang),
            "left": formats.number(left, lang) if left and (failed or selection.state is SelectionState.stopped) else None,
            "progress": None if failed else _progress(selection, job),
        },
        "problems": _problems(selection, ended.get(LineEnd.refused, 0)),
    }


def _job(selection: Selection) -> Job | None:
    return db.session.scalar(sa.select(Job).where(Job.subject == service.subject(selection)).order_by(Job.id.desc()).limit(1))


def _progress(selection: Selection, job: Job | None) -> dict[str, Any] | None:
    if selection.state is not SelectionState.running:
        return None
    return {"done": job.progress if job else 0, "total": selection.total}


def _problems(selection: Selection, total: int) -> dict[str, Any] | None:
    """With whom it could not be done, and why."""
    if not total:
        return None
    page = page_asked(ROWS, total)
    query = (
        sa.select(SelectedPerson)
        .where(SelectedPerson.selection_id == selection.id, SelectedPerson.end == LineEnd.refused)
        .options(joinedload(SelectedPerson.registration))
        .order_by(SelectedPerson.registration_id).limit(ROWS).offset((page - 1) * ROWS)
    )  # fmt: skip
    found = list(db.session.scalars(query))
    return {
        "rows": [
            {
                "name": line.registration.full_name, "why": line.why,
                "href": url_for("person.show", registration_id=line.registration_id),
            }
            for line in found
        ],
        "pages": pages(page, ROWS, len(found), total, lambda number: url_for(".show", selection_id=selection.id, page=number)),
    }  # fmt: skip
