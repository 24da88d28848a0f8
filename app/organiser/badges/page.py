"""What the pages about printing show."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.badges import queries, staleness
from app.badges.models import BatchState, PrintBatch
from app.badges.wording import FORMAT_LABELS
from app.core.clock import now
from app.core.languages import current, pick
from app.events.models import Event
from app.extensions import db
from app.jobs.models import JobState, StoredFile
from app.organiser.badges.forms import ORDERS, REASONS
from app.organiser.badges.print_page import badges, figure, in_short
from app.organiser.pagination import page_asked, pages
from app.organiser.people.views import View
from app.organiser.when import short_moment
from app.registration.queries import count, search

ROWS = 50
STATES = {
    BatchState.printing: _l("Being prepared"),
    BatchState.done: _l("Ready to print"),
    BatchState.failed: _l("Failed"),
    BatchState.cancelled: _l("Stopped"),
}



def index(event: Event) -> dict[str, Any]:
    """For organiser/badges/index.html."""
    query = queries.batches(event.id)
    total = queries.last_number(event.id)
    page = page_asked(ROWS, total)
    shown = list(db.session.scalars(query.limit(ROWS).offset((page - 1) * ROWS)))
    return {
        "printable": _printable(event),
        "due": _due(event),
        "void": _void(event),
        "print_url": url_for("organiser_badges.print_list"),
        "template_url": url_for("badge_template.edit"),
        "people_url": url_for("people.index"),
        "blanks_url": url_for("organiser_badges.blanks"),
        "batches": [_row(event, each) for each in shown],
        "pages": pages(page, ROWS, len(shown), total, lambda number: url_for("organiser_badges.index", page=number)),
    }


def _printable(event: Event) -> str:
    """How many badges there are to print."""
    number = count(search(event.id, View().filters({})).where(queries.printable()))
    if not number:
        return _("No badge can be printed yet: it comes with the confirmed place.")
    return ngettext("%(number)s badge can be printed now.", "%(number)s badges can be printed now.", number, number=figure(number))


def _due(event: Event) -> dict[str, str] | None:
    """Badges that are absent or no longer right, once any was printed."""
    number = count(search(event.id, View().filters({}), staleness.is_due(event.categories)))
    if not number or not queries.last_people_batch(event.id):
        return None
    return {
        "fact": ngettext("%(number)s badge is absent or out of date.", "%(number)s badges are absent or out of date.",
                         number, number=figure(number)),
        "print_url": url_for("organiser_badges.print_list", badge="due"), "list_url": url_for("people.index", badge="due"),
    }  # fmt: skip


def _void(event: Event) -> dict[str, str] | None:
    """Printed badges of people who have lost their place."""
    number = count(search(event.id, View().filters({}), staleness.is_void()))
    fact = ngettext("%(number)s printed badge is good for nothing any more: take it out of its tray.",
                    "%(number)s printed badges are good for nothing any more: take them out of their trays.",
                    number, number=figure(number))  # fmt: skip
    return {"fact": fact, "list_url": url_for("people.index", badge="void")} if number else None


def batch(event: Event, each: PrintBatch) -> dict[str, Any]:
    """For organiser/badges/batch.html."""
    file = _kept(each)
    return {
        "trail": [(_("Badges"), url_for("organiser_badges.index"))],
        "batch": _row(event, each) | {
            "progress": _progress(each),
            "failure": each.failure,
            "plain": each.plain,
            "reason": each.reason and str(REASONS[each.reason]),
            "since": each.since and _("What changed since batch %(number)s", number=each.since),
            "order": None if each.blanks_of_id or each.single else str(ORDERS[each.order]),
            "trays": _first_large(in_short(each.dealt)) if each.trays else None,
            "signs_url": url_for("organiser_badges.signs", number=each.number) if each.trays else None,
            "changed_url": _changed_url(each),
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


def _changed_url(each: PrintBatch) -> str | None:
    """Of a page that prints what changed since this batch."""
    if each.state is not BatchState.done or each.blanks_of_id or each.single:
        return None
    return url_for("organiser_badges.print_list", since=each.number)


def _first_large(text: str) -> str:
    return text[:1].upper() + text[1:]


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
        "what": _("Blank: %(category)s", category=pick(each.blanks_of.label, current())) if each.blanks_of else badges(each.total),
        "counted": badges(each.total),
        "by": each.account.name or each.account.email if each.account else _("A former colleague"),
        "when": short_moment(each.created_at, event),
        "state": state.value,
        "label": _label(each, state),
        "href": url_for("organiser_badges.show", number=each.number),
    }  # fmt: skip


def _label(each: PrintBatch, state: BatchState) -> str:
    if each.single:
        return _("Printed at the person’s page")
    if state is BatchState.done and not _kept(each):
        return _("Printed; the PDF is not kept any more")
    return str(STATES[state])


def _kept(each: PrintBatch) -> StoredFile | None:
    """The PDF, until its time is over."""
    return each.file if each.file and each.file.until > now() else None


def _megabytes(size: int) -> str:
    """« 0,9 Mo », “0.9 MB”"""
    shown = f"{max(0.1, size / 1_000_000):.1f}"
    return _("%(size)s MB", size=shown.replace(".", ",") if current() == "fr" else shown)
