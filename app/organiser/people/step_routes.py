"""The steps of one person that take one press: posted, done once, answered by the person's page."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import allow, current_actor
from app.accounts.permissions import Permission
from app.audit.service import Actor
from app.core.errors import DomainError
from app.core.forms import Form, Versioned
from app.events.models import Event
from app.extensions import db
from app.organiser import desk
from app.organiser.people.person_routes import to_person
from app.registration import queries
from app.registration.models import Registration
from app.registration.service import deciding, leaving, offering, proving, reconfirming, resending
from app.registration.wording import STATUSES

blueprint = Blueprint("steps", __name__, url_prefix=f"{desk.PREFIX}/people/<int:registration_id>")

STEPS: dict[str, Callable[[int, int, Actor, int | None], Registration]] = {
    "approve": lambda event_id, id_, by, seen: deciding.approve(event_id, id_, by=by, version=seen),
    "give-seat": lambda event_id, id_, by, seen: deciding.give_seat(event_id, id_, by=by, version=seen),
    "accept": lambda event_id, id_, by, _seen: offering.accept(event_id, id_, by=by),
    "comes": lambda event_id, id_, by, _seen: reconfirming.come(event_id, id_, by=by),
    "reopen": lambda event_id, id_, by, _seen: deciding.reopen(event_id, id_, by=by),
    "restore": lambda event_id, id_, by, _seen: leaving.restore(event_id, id_, by=by),
    "prove": lambda event_id, id_, by, _seen: proving.prove(event_id, id_, by=by, proven=False),
    "resend": lambda event_id, id_, by, _seen: resending.resend(event_id, id_, by=by),
}
"""“prove”: by phone; the seat is decided, the address stays unverified."""


def now_is(person: Registration) -> str:
    """“Marie Martin: confirmed.”"""
    return _("%(name)s: %(status)s.", name=person.full_name, status=str(STATUSES[person.status]).lower())


def attempt(step: Callable[[], Any], done: Callable[[Any], str] | None, form: Form | None = None) -> bool:
    """Take a step and commit it; whether it was done. What came of it is flashed, or stands in the form. `done` None:
    the next page tells."""
    try:
        made = step()
        message = done(made) if done else None
        db.session.commit()
    except DomainError as refusal:
        db.session.rollback()
        if form is None:
            flash(refusal.message, "refuse")
        else:
            form.form_errors.append(refusal.message)
        return False
    if message:
        flash(message)
    return True


@blueprint.post("/steps/<step>")
@allow(Permission.edit_people)
def take(event: Event, registration_id: int, step: str) -> Response:
    if step not in STEPS:
        abort(404)
    person = queries.get(event.id, registration_id)
    done = now_is if step != "resend" else lambda _person: _("The mail is on its way.")
    attempt(lambda: STEPS[step](event.id, person.id, current_actor(), Versioned().seen), done)
    return redirect(to_person(event, registration_id))
