"""The programme: sessions by hour, added, changed in place, deleted where nobody chose them."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import allow, current_actor
from app.accounts.permissions import Permission
from app.core.forms import Form
from app.core.languages import current, pick
from app.events import programme
from app.events.models import Event, Session
from app.organiser import desk
from app.organiser.doubts import save_label
from app.organiser.form_page import form_page
from app.organiser.people.step_routes import attempt
from app.organiser.programme import page
from app.organiser.programme.forms import SessionForm, session_form
from app.registration.service.moving import owe_filling

blueprint = Blueprint("programme", __name__, url_prefix=f"{desk.PREFIX}/programme")


def trail() -> list[tuple[str, str]]:
    return [(_("Programme"), url_for("programme.index"))]


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
        lambda session: _("“%(session)s” stands in the programme.", session=_title(session)), form,
    ):  # fmt: skip
        return redirect(url_for("programme.index"))
    return _edit_page(event, form, _("New session"))


@blueprint.route("/<int:session_id>", methods=["GET", "POST"])
@allow(Permission.edit_event)
def edit(event: Event, session_id: int) -> str | Response:
    """In place; a number below the places taken is said before it is saved."""
    session, doubts = programme.get(event.id, session_id), list[str]()
    form = session_form(event, session)
    if form.validate_on_submit():
        doubts = page.doubts(session, form.values)
        if form.is_sure(doubts) and attempt(
            lambda: _change(event.id, session_id, form),
            lambda session: _("“%(session)s” is saved.", session=_title(session)), form,
        ):  # fmt: skip
            return redirect(url_for("programme.index"))
    return _edit_page(event, form, _title(session), doubts, session)


def _change(event_id: int, session_id: int, form: SessionForm) -> Session:
    """More places, and hours that no longer clash, are somebody's who waits."""
    session = programme.change(
        event_id, session_id, form.values, by=current_actor(), used=page.use_of, looked_at=form.looked_at.data
    )
    owe_filling(event_id)
    return session


def _edit_page(
    event: Event, form: SessionForm, title: str, doubts: Sequence[str] = (), session: Session | None = None
) -> str:
    return form_page(
        event, "programme", form, title=title, submit=save_label(_("Save the session"), doubts), warnings=list(doubts),
        fields=page.about_rows(form), speakers=page.speaker_rows(form), template="organiser/programme/edit.html",
        trail=trail(), back=(_("Back without changes"), url_for("programme.index")),
        delete=session and (_("Delete the session"), url_for("programme.delete", session_id=session.id)),
    )  # fmt: skip


@blueprint.route("/<int:session_id>/delete", methods=["GET", "POST"])
@allow(Permission.edit_event)
def delete(event: Event, session_id: int) -> str | Response:
    """Asks first; what is used stays, and the page says so before anybody presses."""
    session = programme.get(event.id, session_id)
    kept, title, form = programme.why_kept(page.use_of(session)), _title(session), Form()
    if form.validate_on_submit() and attempt(
        lambda: programme.delete(event.id, session_id, by=current_actor(), used=page.use_of),
        lambda _gone: _("“%(session)s” is deleted.", session=title), form,
    ):  # fmt: skip
        return redirect(url_for("programme.index"))
    return form_page(
        event, "programme", form, title=_("Delete “%(session)s”?", session=title),
        submit="" if kept else _("Delete the session"),
        destroys=True, warnings=kept, trail=[*trail(), (title, url_for("programme.edit", session_id=session_id))],
        back=(_("Back without changes"), url_for("programme.index")), fields=[],
    )  # fmt: skip


def _title(session: Session) -> Any:
    return pick(session.title, current())
