"""The access list for the venue: who gets it, and what changed since; to take away or to send at any time."""

from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as BaseResponse

from app.accounts.access import allow, current_actor
from app.accounts.permissions import Permission
from app.core.clock import now
from app.core.database import reading
from app.core.errors import DomainError
from app.core.forms import Form
from app.events.models import Event, VenueList
from app.exchange import excel
from app.exchange.access_list import people, service
from app.exchange.access_list.service import Made, What
from app.extensions import db
from app.mailing import attachments
from app.organiser import desk
from app.organiser.settings.words import VENUE_LISTS
from app.organiser.when import short_moment

blueprint = Blueprint("access_list", __name__, url_prefix=f"{desk.PREFIX}/access-list")

TYPES = {"pdf": attachments.PDF, "xlsx": excel.FORMAT.media_type}


@blueprint.get("")
@allow(Permission.export)
def show(event: Event) -> str:
    entries, before = people.expected(event.id), service.known(event.id)
    news = people.changes(people.load(before.content), entries) if before else []
    return render_template(
        "organiser/access_list/index.html", **desk.context(event, "settings"),
        trail=[(_("Settings"), url_for("settings.index"))],
        goes_to=event.venue_email if event.venue_list is VenueList.venue else VENUE_LISTS[event.venue_list],
        sends=event.venue_list is not VenueList.nobody,
        expected=ngettext("%(num)s person", "%(num)s people", len(entries)),
        sent=short_moment(before.created_at, event) if before else None,
        news=ngettext("%(num)s change", "%(num)s changes", len(news)) if before else None,
        rows=[_row(each) for each in news],
    )  # fmt: skip


def _row(news: people.News) -> dict[str, Any]:
    words = {
        people.Change.added: _("To be added"), people.Change.gone: _("No longer expected"),
        people.Change.now: _("Written otherwise"),
    }  # fmt: skip
    return {"what": words[news.change], "line": ", ".join(filter(None, news.entry.line))}


@blueprint.post("/<what>.<any(pdf, xlsx):ending>")
@allow(Permission.export)
def download(event: Event, what: str, ending: str) -> Response | BaseResponse:
    """The list, or the changes, as a file. Nothing is locked while it is drawn; the audit follows."""
    made = _made(event, what)
    if made is None:
        return redirect(url_for("access_list.show"))
    name = service.name(event, made, ending)
    service.record_taken(event.id, made, name, by=current_actor())
    db.session.commit()
    response = Response(made.pdf if ending == "pdf" else made.workbook, content_type=TYPES[ending])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.post("/<what>/send")
@allow(Permission.export)
def send(event: Event, what: str) -> BaseResponse:
    """To the venue, or to the team to pass it on."""
    made = _made(event, what) if Form().validate_on_submit() else None
    if made is not None and event.venue_list is not VenueList.nobody:
        service.send(event, made)
        service.record_taken(event.id, made, service.name(event, made, "pdf"), by=current_actor())
        db.session.commit()
        flash(_("The list is on its way."))
    return redirect(url_for("access_list.show"))


def _made(event: Event, what: str) -> Made | None:
    """None where there is nothing to make; the next page says why."""
    if what not in set(What):
        abort(404)
    event_id = event.id
    db.session.commit()
    try:
        with reading():
            return service.make(db.session.get_one(Event, event_id), What(what), now())
    except DomainError as refusal:
        flash(refusal.message, "refuse")
        return None
