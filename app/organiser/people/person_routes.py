"""One person: the page, what is known of them and their needs."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from app.accounts.access import allow, current_actor
from app.accounts.permissions import Permission
from app.core.database import writes
from app.core.errors import DomainError
from app.events.models import Event
from app.extensions import db
from app.organiser import desk
from app.organiser.form_page import form_page
from app.organiser.people import person as person_page
from app.organiser.people.forms import EditForm
from app.organiser.people.routes import view_of
from app.registration import queries
from app.registration.models import Registration
from app.registration.service import changing
from app.registration.service import needs as noted

blueprint = Blueprint("person", __name__, url_prefix=f"{desk.PREFIX}/people/<int:registration_id>")


def to_person(event: Event, registration_id: int) -> str:
    """The person's page, still within the view it was opened from."""
    return url_for("person.show", registration_id=registration_id, **view_of(event).args)


def way_back(event: Event, person: Registration) -> dict[str, Any]:
    """Trail and back link of a page that stands behind the person's."""
    address = to_person(event, person.id)
    return {
        "trail": [*person_page.trail(event, view_of(event)), (person.full_name, address)],
        "back": (_("Back without changes"), address),
    }


@blueprint.get("")
@allow(Permission.see_people)
def show(event: Event, registration_id: int) -> str:
    person = queries.get(event.id, registration_id)
    context = person_page.context(event, person, view_of(event))
    return render_template("organiser/people/person.html", **desk.context(event, "people"), **context)


@blueprint.route("/edit", methods=["GET", "POST"])
@allow(Permission.edit_people)
def edit(event: Event, registration_id: int) -> str | BaseResponse:
    person, changed_meanwhile = queries.get(event.id, registration_id), []
    form = EditForm(event, obj=person)
    if form.validate_on_submit():
        try:
            changing.edit(event.id, registration_id, form.changes, by=current_actor(), version=form.seen)
        except DomainError as refusal:
            db.session.rollback()
            person = queries.get(event.id, registration_id)
            changed_meanwhile = form.refused(refusal, person)
        else:
            db.session.commit()
            flash(_("The changes are saved."))
            return redirect(to_person(event, registration_id))
    return form_page(
        event, "people", form, title=_("Edit %(name)s", name=person.full_name), submit=_("Save the changes"),
        warnings=changed_meanwhile, **way_back(event, person),
    )  # fmt: skip


@blueprint.get("/needs")
@writes
@allow(Permission.see_needs)
def needs(event: Event, registration_id: int) -> str:
    """What to provide. Who reads it is written down, each time."""
    person = queries.get(event.id, registration_id)
    written = noted.read(person, by=current_actor())
    db.session.commit()
    return render_template(
        "organiser/people/needs.html", **desk.context(event, "people"), name=person.full_name,
        needs=written, **way_back(event, person),
    )  # fmt: skip
