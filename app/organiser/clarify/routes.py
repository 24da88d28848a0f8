"""The organiser's inbox of the door: what phones could not know of each other, explained or decided."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug.wrappers import Response
from wtforms import StringField
from wtforms.validators import Optional

from app.accounts.access import allow, current_actor
from app.accounts.permissions import Permission
from app.checkin import conflicts, quarantine, taking_in
from app.checkin.set_aside import AsideState
from app.checkin.terms import ConflictState
from app.core.forms import AtMost, Form
from app.events.models import Event
from app.extensions import db
from app.organiser import desk
from app.organiser.clarify import page
from app.organiser.people.duplicate_routes import make_one
from app.organiser.people.step_routes import attempt
from app.registration.service import walking_in

blueprint = Blueprint("clarify", __name__, url_prefix=desk.PREFIX)


class NoteForm(Form):
    note = StringField(_l("Note"), [Optional(), AtMost(200)])


@blueprint.get("/to-clarify")
@allow(Permission.manage_door)
def index(event: Event) -> str:
    return render_template("organiser/clarify/index.html", **desk.context(event, "clarify"), **page.context(event))


@blueprint.post("/phones/conflicts/<int:conflict_id>")
@allow(Permission.manage_door)
def explain(event: Event, conflict_id: int) -> Response:
    """What a double entry was."""
    what, form = request.form.get("what", ConflictState.open, type=ConflictState), NoteForm()
    note = form.note.data or ""
    if form.validate():
        attempt(lambda: conflicts.explain(event.id, conflict_id, what, by=current_actor(), note=note), lambda _made: _("Noted."))
    else:
        flash(form.note.errors[0], "refuse")
    return _back()


@blueprint.post("/to-clarify/conflicts/<int:conflict_id>/reopen")
@allow(Permission.manage_door)
def reopen(event: Event, conflict_id: int) -> Response:
    attempt(lambda: conflicts.reopen(event.id, conflict_id, by=current_actor()), lambda _made: _("It is open again."))
    return _back()


@blueprint.post("/phones/aside/<int:aside_id>")
@allow(Permission.manage_door)
def decide(event: Event, aside_id: int) -> Response:
    """Take in what was set aside, or drop it."""
    if request.form.get("what") == AsideState.taken:
        attempt(lambda: taking_in.take_in(event.id, aside_id, by=current_actor()), lambda _made: _("Taken in."))
    else:
        attempt(lambda: taking_in.drop(event.id, aside_id, by=current_actor()), lambda _made: _("Dropped."))
    return _back()


@blueprint.post("/to-clarify/phones/<int:device_id>")
@allow(Permission.manage_door)
def decide_all(event: Event, device_id: int) -> Response:
    """All that a revoked phone handed in; taken in parcel by parcel, each committed."""
    what = request.form.get("what")
    if what == AsideState.dropped:
        attempt(
            lambda: quarantine.decide_all(event.id, device_id, AsideState.dropped, by=current_actor()),
            lambda number: ngettext("%(num)s scan dropped.", "%(num)s scans dropped.", number),
        )
    elif what == AsideState.taken:
        attempt(
            lambda: _take_all(event.id, device_id),
            lambda number: ngettext("%(num)s scan taken in.", "%(num)s scans taken in.", number),
        )
    else:
        abort(400)
    return _back()


def _take_all(event_id: int, device_id: int) -> int:
    taken = 0
    while number := taking_in.take_in_some(event_id, device_id, by=current_actor()):
        db.session.commit()
        taken += number
    return taken


@blueprint.post("/to-clarify/people/<int:registration_id>/code")
@allow(Permission.manage_door)
def give_code(event: Event, registration_id: int) -> Response:
    """Somebody whose blank badge is another's gets a code of their own, and then a badge."""
    if attempt(
        lambda: walking_in.give_code(event.id, registration_id, by=current_actor()),
        lambda person: _("%(name)s has an entry code now. Print the badge.", name=person.full_name),
    ):
        return redirect(url_for("person.show", registration_id=registration_id))
    return _back()


@blueprint.post("/to-clarify/people/<int:registration_id>/is/<int:other_id>")
@allow(Permission.manage_door)
def same_person(event: Event, registration_id: int, other_id: int) -> Response:
    """Registered twice at the door, on one badge."""
    attempt(
        lambda: make_one(event, registration_id, other_id),
        lambda who: _("%(name)s is one registration now.", name=who.full_name),
    )
    return _back()


def _back() -> Response:
    return redirect(url_for("clarify.index"), 303)
