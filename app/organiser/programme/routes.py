"""The programme: sessions by hour, added, changed in place, deleted where nobody chose them."""

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.accounts.access import allow, current_actor
from app.accounts.permissions import Permission
from app.core.languages import current, pick
from app.events import programme
from app.events.models import Event, Session
from app.organiser import desk
from app.organiser.form_page import form_page
from app.organiser.in_place import Shelf
from app.organiser.people.step_routes import attempt
from app.organiser.programme import page
from app.organiser.programme.forms import SessionForm, session_form
from app.registration.service.moving import owe_filling

blueprint = Blueprint("programme", __name__, url_prefix=f"{desk.PREFIX}/programme")
SHELF = Shelf("programme", _l("Programme"), "programme.index", lambda session: pick(session.title, current()))


@blueprint.get("")
@allow(Permission.edit_event)
def index(event: Event) -> str:
    return render_template("organiser/programme/index.html", **desk.context(event, "programme"), **page.listed(event))


@blueprint.route("/new", methods=["GET", "POST"])
@allow(Permission.edit_event)
def new(event: Event) -> str | Response:
    form = session_form(event)
    if form.validate_on_submit() and attempt(
        lambda: programme.add(event.id, form.values, by=current_actor()),
        lambda session: _("“%(session)s” stands in the programme.", session=SHELF.name(session)), form,
    ):  # fmt: skip
        return SHELF.list()
    return _edit_page(event, form, _("New session"))


@blueprint.route("/<int:session_id>", methods=["GET", "POST"])
@allow(Permission.edit_event)
def edit(event: Event, session_id: int) -> str | Response:
    """In place; a number below the places taken is said before it is saved."""
    session = programme.get(event.id, session_id)
    form = session_form(event, session)
    if form.validate_on_submit() and form.is_sure(page.doubts(session, form.values)) and attempt(
        lambda: _change(event.id, session_id, form), SHELF.saved, form
    ):  # fmt: skip
        return SHELF.list()
    return _edit_page(event, form, SHELF.name(session), session)


def _change(event_id: int, session_id: int, form: SessionForm) -> Session:
    """More places, and hours that no longer clash, are somebody's who waits."""
    session = programme.change(
        event_id, session_id, form.values, by=current_actor(), used=page.use_of, looked_at=form.looked_at.data
    )
    owe_filling(event_id)
    return session


def _edit_page(event: Event, form: SessionForm, title: str, session: Session | None = None) -> str:
    return form_page(
        event, SHELF.here, form, title=title, submit=_("Save the session"),
        fields=page.about_rows(form), speakers=page.speaker_rows(form), template="organiser/programme/edit.html",
        trail=SHELF.trail, back=SHELF.back,
        delete=session and (_("Delete the session"), url_for("programme.delete", session_id=session.id)),
    )  # fmt: skip


@blueprint.route("/<int:session_id>/delete", methods=["GET", "POST"])
@allow(Permission.edit_event)
def delete(event: Event, session_id: int) -> str | Response:
    session = programme.get(event.id, session_id)
    return SHELF.delete(
        event, session, _("Delete the session"),
        lambda: programme.delete(event.id, session_id, by=current_actor(), used=page.use_of),
        kept=programme.why_kept(page.use_of(session)), edit=url_for("programme.edit", session_id=session_id),
    )  # fmt: skip
