"""What the pages about printing show."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.badges import printing, queries, service
from app.badges.formats import FORMATS, Format
from app.badges.models import BatchState, PrintBatch
from app.badges.paper import Paper
from app.badges.wording import FORMAT_LABELS
from app.core import formats
from app.core.clock import now
from app.core.languages import current, pick
from app.events.models import Event
from app.extensions import db
from app.jobs.models import JobState, StoredFile
from app.organiser.badges.forms import PaperForm, PrintForm
from app.organiser.pagination import pages
from app.organiser.people import filters
from app.organiser.people.views import View
from app.organiser.when import short_moment
from app.registration.form_pages import row
from app.registration.models import Registration
from app.registration.queries import count, search

ROWS = 50
STATES = {
    BatchState.printing: _l("Being prepared"),
    BatchState.done: _l("Ready to print"),
    BatchState.failed: _l("Failed"),
    BatchState.cancelled: _l("Stopped"),
}

Start = Callable[[], PrintBatch]


@dataclass(frozen=True)
class Chosen:
    """Whose badges can be printed, in the order of the view; who cannot be, and why; how many have none."""

    ids: list[int]
    unprintable: list[tuple[Registration, str]]
    without_badge: int


def choose(event: Event, view: View, badge: Format) -> Chosen:
    asked = filters.asked(view, event)
    found = search(event.id, asked.filters, *asked.clauses)
    people = list(db.session.scalars(found.where(queries.printable())))
    problems = printing.problems(service.contents(people), badge)
    ids = [person.id for index, person in enumerate(people) if index not in problems]
    unprintable = [(people[index], why) for index, why in problems.items()]
    return Chosen(ids, unprintable, count(found) - len(people))


def to_print(event: Event, view: View, chosen: Chosen, form: PrintForm) -> dict[str, Any]:
    """For organiser/badges/print.html."""
    number, back = len(chosen.ids), filters.address(view)
    return {
        "trail": [(_("Badges"), url_for("organiser_badges.index"))],
        "view": filters.title(event, view) if view.narrowing else _("All"),
        "counted": _badges(number),
        "fields": paper_rows(form, number),
        "calibration_url": calibration_url(form.paper),
        "without": chosen.without_badge and ngettext(
            "%(number)s person of this list has no confirmed place, hence no badge.",
            "%(number)s people of this list have no confirmed place, hence no badge.",
            chosen.without_badge, number=_number(chosen.without_badge),
        ),
        "unprintable": [
            {"name": person.full_name, "why": why, "href": url_for("person.edit", registration_id=person.id)}
            for person, why in chosen.unprintable
        ],
        "submit": number and ngettext("Print %(number)s badge", "Print %(number)s badges", number, number=_number(number)),
        "people_url": back,
    }  # fmt: skip


def paper_rows(form: PaperForm, badges: int | None = None) -> list[dict[str, Any]]:
    """The fields of the paper; each format says how many sheets so many badges take."""
    sheets = {code: _sheets(Paper(code).sheets_for(badges)) for code in FORMATS} if badges else {}
    return [
        row("choices", form.format, hints=sheets),
        row("pair", fields=[row("field", form.first), row("tick", form.marks)]),
        row("pair", fields=[row("field", form.right), row("field", form.down)]),
    ]


def calibration_url(paper: Paper) -> str:
    return url_for("organiser_badges.calibration", format=paper.format, right=f"{paper.right:g}", down=f"{paper.down:g}")


def _sheets(number: int) -> str:
    return ngettext("%(number)s sheet", "%(number)s sheets", number, number=_number(number))


def index(event: Event, page: int) -> dict[str, Any]:
    """For organiser/badges/index.html."""
    query = queries.batches(event.id)
    total = count_batches(event)
    shown = list(db.session.scalars(query.limit(ROWS).offset((page - 1) * ROWS)))
    everybody = count(search(event.id, View().filters({})).where(queries.printable()))
    return {
        "everybody": _badges(everybody),
        "print_url": url_for("organiser_badges.print_list"),
        "people_url": url_for("people.index"),
        "blanks_url": url_for("organiser_badges.blanks"),
        "batches": [_row(event, each) for each in shown],
        "pages": pages(page, ROWS, len(shown), total, lambda number: url_for("organiser_badges.index", page=number)),
    }


def count_batches(event: Event) -> int:
    last = db.session.scalar(queries.batches(event.id).limit(1))
    return last.number if last else 0


def batch(event: Event, each: PrintBatch) -> dict[str, Any]:
    """For organiser/badges/batch.html."""
    file = _kept(each)
    return {
        "trail": [(_("Badges"), url_for("organiser_badges.index"))],
        "batch": _row(event, each) | {
            "progress": _progress(each),
            "reason": each.reason,
            "format": FORMAT_LABELS[each.format],
            "folded": each.format == "home-fold",
            "cut": each.marks,
            "kept": file and short_moment(file.until, event),
            "pdf_url": url_for("organiser_badges.download", number=each.number) if file else None,
            "save_url": url_for("organiser_badges.download", number=each.number, save=1) if file else None,
            "size": file and _megabytes(file.size),
            "cancel_url": url_for("organiser_badges.cancel", number=each.number),
        },
    }  # fmt: skip


def _progress(each: PrintBatch) -> dict[str, int] | None:
    if state_of(each) is not BatchState.printing:
        return None
    job = queries.find_job(each)
    return {"done": job.progress if job else 0, "total": each.total}


def state_of(each: PrintBatch) -> BatchState:
    """A batch whose job was given up has failed, too."""
    if each.state is BatchState.printing:
        job = queries.find_job(each)
        if job is not None and job.state is JobState.failed:
            return BatchState.failed
    return each.state


def _row(event: Event, each: PrintBatch) -> dict[str, Any]:
    state = state_of(each)
    return {
        "title": _("Batch %(number)s", number=each.number),
        "what": _("Blank: %(category)s", category=pick(each.blanks_of.label, current())) if each.blanks_of else _badges(each.total),
        "counted": _badges(each.total),
        "by": each.account.name or each.account.email if each.account else _("A former colleague"),
        "when": short_moment(each.created_at, event),
        "state": state.value,
        "label": STATES[state] if state is not BatchState.done or _kept(each) else _("Printed; the PDF is not kept any more"),
        "href": url_for("organiser_badges.show", number=each.number),
    }  # fmt: skip


def _kept(each: PrintBatch) -> StoredFile | None:
    """The PDF, until its time is over."""
    return each.file if each.file and each.file.until > now() else None


def _badges(number: int) -> str:
    return ngettext("%(number)s badge", "%(number)s badges", number, number=_number(number))


def _number(number: int) -> str:
    return formats.number(number, current())


def _megabytes(size: int) -> str:
    """« 0,9 Mo », “0.9 MB”"""
    shown = f"{max(0.1, size / 1_000_000):.1f}"
    return _("%(size)s MB", size=shown.replace(".", ",") if current() == "fr" else shown)
