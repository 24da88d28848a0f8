"""People to invite, from a table: what it holds, what would become of each line, then one button."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import allow, current_account, current_actor
from app.accounts.permissions import Permission
from app.core.clock import now
from app.core.errors import NotFound
from app.core.tokens import random_token
from app.core.uploads import takes_file
from app.events.models import Event
from app.exchange.guest_list import checking, service
from app.exchange.guest_list.models import GuestList
from app.exchange.tables.reading import read
from app.exchange.tables.table import MOST_BYTES
from app.extensions import db
from app.jobs.files import find_file, forget_file, keep_file
from app.jobs.models import StoredFile
from app.organiser import desk
from app.organiser.invitations import list_page
from app.organiser.invitations.list_forms import FileForm, ListForm, list_form
from app.organiser.people.step_routes import attempt

blueprint = Blueprint("guest_lists", __name__, url_prefix=f"{desk.PREFIX}/invitations/lists")

MADE_BY = "invitations.list"


@blueprint.route("/new", methods=["GET", "POST"])
@allow(Permission.edit_event)
@takes_file(MOST_BYTES)
def new(event: Event) -> str | Response:
    """The file alone; it is kept for a day, for who sent it."""
    form = FileForm()
    if form.validate_on_submit():
        kept = keep_file(
            (form.table.data.filename or "table")[:150], "application/octet-stream", form.table.content, made_by=MADE_BY,
            until=now() + list_page.FILE_KEPT, event_id=event.id, account_id=current_account().id,
        )  # fmt: skip
        db.session.commit()
        return redirect(url_for("guest_lists.check", file_id=kept.id))
    return render_template(
        "organiser/invitations/list_file.html", **desk.context(event, "invitations"), form=form,
        trail=[(_("Invitations"), url_for("invitations.index"))],
    )  # fmt: skip


@blueprint.route("/check/<int:file_id>", methods=["GET", "POST"])
@allow(Permission.edit_event)
def check(event: Event, file_id: int) -> str | Response:
    """What would become of each line. The buttons: look again, invite."""
    once = request.form.get("once")
    if once and (taken := service.find_taken(event.id, once)):  # pressed twice: the file is gone
        return redirect(url_for("guest_lists.show", list_id=taken.id))
    file = _file(event, file_id)
    table = read(file.content)
    form = list_form(event, table, language=event.languages[0], send=True, once=random_token())
    sent, invites = form.validate_on_submit(), request.form.get("do") == "invite"
    if not invites:
        form.ask_source_later()
    reader = checking.reader_for(event, form.category.data or None, form.language.data or event.languages[0])
    look = checking.look(event, table, form.mapping, reader)
    if sent and invites and (taken := _take_in(event, file, form, look)):
        return redirect(url_for("guest_lists.show", list_id=taken.id))
    form.expected.data, form.expected.raw_data = str(len(look.candidates)), None
    return render_template(
        "organiser/invitations/list_check.html", **desk.context(event, "invitations"), form=form,
        **list_page.check(event, file.name, form, table, look),
    )  # fmt: skip


def _take_in(event: Event, file: StoredFile, form: ListForm, look: checking.Look) -> GuestList | None:
    made: list[GuestList] = []

    def take() -> Any:
        made.append(service.take_in(
            event.id, look.candidates, form.list_terms, file_name=file.name, expected=form.seen_number,
            once=form.once.data or "", by=current_actor(), account=current_account(),
        ))  # fmt: skip
        forget_file(file.id)

    done = attempt(take, lambda _made: _("The list is being taken in."), form)
    return made[0] if done else None


def _file(event: Event, file_id: int) -> StoredFile:
    """The file of whoever sent it. Raises NotFound."""
    file = find_file(file_id)
    if file is None or (file.made_by, file.event_id, file.account_id) != (MADE_BY, event.id, current_account().id):
        raise NotFound("no_file", _("This file is not kept any more. Send it again."))
    return file


@blueprint.get("/<int:list_id>")
@allow(Permission.edit_event)
def show(event: Event, list_id: int) -> str:
    """How far it is, and which lines were left out."""
    return render_template(
        "organiser/invitations/list.html", **desk.context(event, "invitations"), **list_page.one(event, _list(event, list_id))
    )


@blueprint.post("/<int:list_id>/stop")
@allow(Permission.edit_event)
def stop(event: Event, list_id: int) -> Response:
    """Whoever has not been invited will not be."""
    attempt(
        lambda: service.stop(_list(event, list_id), by=current_actor()),
        lambda stopped: _("Stopped: %(people)s will not be invited.", people=list_page.people(stopped)),
    )
    return redirect(url_for("guest_lists.show", list_id=list_id))


def _list(event: Event, list_id: int) -> GuestList:
    found = db.session.get(GuestList, list_id)
    if found is None or found.event_id != event.id:
        raise NotFound("no_list", _("There is no such list at this event."))
    return found
