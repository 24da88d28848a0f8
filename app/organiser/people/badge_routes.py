"""A person's badge: to look at, and on paper."""

from dataclasses import asdict

from flask import Blueprint, Response, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from app.accounts.access import allow, current_account, current_actor
from app.accounts.permissions import Permission
from app.badges import queries as badges
from app.badges import reprinting
from app.core.errors import DomainError
from app.core.languages import current
from app.core.numbers import whole
from app.credentials.reference import show as shown
from app.events.models import Event
from app.extensions import db
from app.organiser import desk
from app.organiser.badges.forms import ReprintForm
from app.organiser.badges.print_page import paper_rows
from app.organiser.form_page import form_page, rows
from app.organiser.people.person_routes import way_back
from app.registration import queries

blueprint = Blueprint("person_badge", __name__, url_prefix=f"{desk.PREFIX}/people/<int:registration_id>")


@blueprint.get("/badge.pdf")
@allow(Permission.reprint)
def show(event: Event, registration_id: int) -> Response:
    """The badge as it is now, to look at; on the paper of the batch that the address names, to print."""
    person = queries.get(event.id, registration_id)
    pdf = reprinting.pdf(person, request.args.get("batch", type=whole))
    response = Response(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="badge-{shown(person.reference)}.pdf"'
    return response


@blueprint.route("/badge", methods=["GET", "POST"])
@allow(Permission.reprint)
def reprint(event: Event, registration_id: int) -> str | BaseResponse:
    """The badge on paper: counted, and with the reason if it is not the first one."""
    person = queries.get(event.id, registration_id)
    form = ReprintForm(event, data=asdict(badges.last_paper(event.id, single=True)))
    if badges.find_printed(person.id) is None:
        del form.reason
    if form.validate_on_submit():
        try:
            batch = reprinting.reprint(
                person, form.paper, form.why, language=current(), account=current_account(), by=current_actor()
            )
        except DomainError as refusal:
            db.session.rollback()
            form.form_errors.append(refusal.message)
        else:
            db.session.commit()
            return redirect(url_for(".show", registration_id=registration_id, batch=batch.number))
    asked = rows(form, "reason") if form.reason else []
    return form_page(
        event, "people", form, title=_("Print the badge of %(name)s", name=person.full_name), submit=_("Print the badge"),
        fields=[*asked, *paper_rows(form)], **way_back(event, person),
    )  # fmt: skip
