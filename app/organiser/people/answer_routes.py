"""What one person answered to the event's own questions, edited by organisers; and the files among it."""

from flask import Blueprint, Response, flash, redirect
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from app.accounts.access import allow, current_actor
from app.accounts.permissions import Permission
from app.core.errors import DomainError, NotFound
from app.core.uploads import takes_file
from app.credentials.reference import show as shown
from app.events.models import Event
from app.extensions import db
from app.organiser import desk
from app.organiser.form_page import form_page
from app.organiser.people.person_routes import to_person, way_back
from app.registration import queries
from app.registration.form_pages import question_rows
from app.registration.questions.form import answers_form
from app.registration.questions.queries import find_file
from app.registration.questions.uploads import MOST_BYTES, TYPES
from app.registration.service import answering

blueprint = Blueprint("answers", __name__, url_prefix=f"{desk.PREFIX}/people/<int:registration_id>/answers")


@blueprint.route("", methods=["GET", "POST"])
@takes_file(MOST_BYTES)
@allow(Permission.edit_people)
def edit(event: Event, registration_id: int) -> str | BaseResponse:
    form = answers_form(queries.get(event.id, registration_id))
    if form.validate_on_submit():
        try:
            answering.change(event.id, registration_id, form.said, form.uploads, by=current_actor(), version=form.seen)
        except DomainError as refusal:
            db.session.rollback()
            form.refused(refusal, queries.get(event.id, registration_id).version)
        else:
            db.session.commit()
            flash(_("The answers are saved."))
            return redirect(to_person(event, registration_id))
    person = queries.get(event.id, registration_id)
    return form_page(
        event, "people", form, title=_("Answers of %(name)s", name=person.full_name), submit=_("Save the answers"),
        fields=question_rows(form), **way_back(event, person),
    )  # fmt: skip


@blueprint.get("/<code>")
@allow(Permission.edit_people)
def file(event: Event, registration_id: int, code: str) -> Response:
    """A file that the person answered with. It is called by what we know, not by what its owner says."""
    person = queries.get(event.id, registration_id)
    found = find_file(person.id, code)
    if found is None:
        raise NotFound("no_file", _("There is no such file, or not any more."))
    response = Response(found.content, content_type=TYPES[found.kind].media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{shown(person.reference)}_{code}.{found.kind}"'
    response.headers["Content-Security-Policy"] = "sandbox"
    return response
