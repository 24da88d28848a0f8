"""One's own answers to the event's questions, behind the signed link: to read, and to change until badges freeze."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _

from app.accounts.access import by_token
from app.core.clock import now
from app.core.errors import DomainError
from app.core.uploads import takes_file
from app.core.web import keep_private
from app.events import conditions
from app.extensions import db
from app.registration import form_pages, ticket_ways
from app.registration.links import OwnLink, get
from app.registration.questions.form import answers_form
from app.registration.questions.queries import said_by
from app.registration.questions.uploads import MOST_BYTES
from app.registration.service import answering
from app.registration.ticket_routes import attendee, back, own_form, require_not_frozen

blueprint = Blueprint("own_answers", __name__, url_prefix="/<language:lang>/r/<token>/answers")
blueprint.after_request(keep_private)


@blueprint.route("", methods=["GET", "POST"])
@takes_file(MOST_BYTES)
@by_token
def edit(token: str) -> Any:
    link = get(token)
    person = link.registration
    if request.method != "POST" and not ticket_ways.can_edit(person, now()):
        return _to_read(link)
    require_not_frozen(person)
    form = answers_form(person)
    if form.validate_on_submit():
        try:
            answering.change(
                person.event_id, person.id, form.said, form.uploads, by=attendee(link), version=form.seen
            )  # fmt: skip
        except DomainError as refusal:
            db.session.rollback()
            link = get(token)
            form.refused(refusal, link.registration.version)
        else:
            db.session.commit()
            return back(link, _("Your answers are saved."))
    return own_form(link, form, _("My answers"), form_pages.question_rows(form), _("Save my answers"))


def _to_read(link: OwnLink) -> str:
    """As they stay, once badges are frozen."""
    person, said = link.registration, said_by(link.registration.id)
    asked = conditions.asked(person.event.questions, person.category.code, said)
    return render_template(
        "registration/own_answers.html",
        event=person.event,
        answers=form_pages.said_rows(asked, said),
        contact=person.event.reply_to,
        back_url=url_for("self_service.ticket", token=link.token),
    )
