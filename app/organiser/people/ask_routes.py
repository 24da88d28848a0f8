"""The steps of one person that ask something first: a reason, a category, a name, or only “sure?”."""

from flask import Blueprint, redirect
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import allow, current_actor
from app.accounts.permissions import Permission
from app.core.forms import Versioned
from app.events.models import Event
from app.organiser import desk
from app.organiser.form_page import form_page, rows
from app.organiser.people.forms import AddressForm, CategoryForm, OrganisationForm, RefuseForm
from app.organiser.people.person_routes import to_person, way_back
from app.organiser.people.step_routes import attempt, now_is
from app.registration import queries, session_pages
from app.registration.form_pages import row
from app.registration.models import CancelReason, Status
from app.registration.service import deciding, handing_over, leaving, readdressing, reorganising, session_seats
from app.registration.ticket_forms import ChooseForm, HandOverForm

blueprint = Blueprint("ask", __name__, url_prefix=f"{desk.PREFIX}/people/<int:registration_id>")


@blueprint.route("/refuse", methods=["GET", "POST"])
@allow(Permission.edit_people)
def refuse(event: Event, registration_id: int) -> str | Response:
    person = queries.get(event.id, registration_id)
    form = RefuseForm(obj=person)
    if form.validate_on_submit():
        done = attempt(
            lambda: deciding.refuse(
                event.id, person.id, by=current_actor(), reason=form.reason.data, version=form.seen
            ),
            now_is, form,
        )  # fmt: skip
        if done:
            return redirect(to_person(event, person.id))
    return form_page(
        event, "people", form, title=_("Refuse %(name)s", name=person.full_name), submit=_("Refuse the registration"),
        destroys=True, **way_back(event, person),
    )  # fmt: skip


@blueprint.route("/address", methods=["GET", "POST"])
@allow(Permission.edit_people)
def address(event: Event, registration_id: int) -> str | Response:
    """A typo in the address, or another one: the person is written to there at once."""
    person = queries.get(event.id, registration_id)
    form = AddressForm(obj=person)
    if form.validate_on_submit():
        done = attempt(
            lambda: readdressing.correct(
                event.id, person.id, form.email.data, by=current_actor(), version=form.seen
            ),
            lambda _person: _("The address is corrected; a mail with the new link is on its way to it."), form,
        )  # fmt: skip
        if done:
            return redirect(to_person(event, person.id))
    return form_page(
        event, "people", form, title=_("Correct the address of %(name)s", name=person.full_name),
        submit=_("Correct the address"), **way_back(event, person),
        intro=_("The links sent so far open nothing any more. The entry code stays, so a printed badge stays good."),
    )  # fmt: skip


@blueprint.route("/cancel", methods=["GET", "POST"])
@allow(Permission.edit_people)
def cancel(event: Event, registration_id: int) -> str | Response:
    """Asks first: the code goes, and the person is told."""
    person = queries.get(event.id, registration_id)
    form = Versioned(obj=person)
    if form.validate_on_submit():
        done = attempt(
            lambda: leaving.cancel(
                event.id, person.id, by=current_actor(), reason=CancelReason.organiser, version=form.seen
            ),
            now_is, form,
        )  # fmt: skip
        if done:
            return redirect(to_person(event, person.id))
    arrived = _("This person has arrived; that stays on record.")
    return form_page(
        event, "people", form, title=_("Cancel the registration of %(name)s?", name=person.full_name),
        intro=_("The place is free again, the entry code stops working and the needs are deleted. A mail says so."),
        warnings=[arrived] if person.arrived_at else [], submit=_("Cancel the registration"), destroys=True,
        **way_back(event, person),
    )  # fmt: skip


@blueprint.route("/category", methods=["GET", "POST"])
@allow(Permission.edit_people)
def category(event: Event, registration_id: int) -> str | Response:
    person = queries.get(event.id, registration_id)
    form = CategoryForm(event, data={"category": person.category_id, "version": person.version})
    if form.validate_on_submit():
        done = attempt(
            lambda: deciding.change_category(
                event.id, person.id, form.category.data, by=current_actor(), version=form.seen
            ),
            lambda _person: _("The category is changed."), form,
        )  # fmt: skip
        if done:
            return redirect(to_person(event, person.id))
    seated = person.status in (Status.confirmed, Status.offered)
    return form_page(
        event, "people", form, title=_("Change the category of %(name)s", name=person.full_name),
        intro=_("Needs a free place in the new category; the entry code stays.") if seated else "",
        submit=_("Change the category"), **way_back(event, person),
    )  # fmt: skip


@blueprint.route("/organisation", methods=["GET", "POST"])
@allow(Permission.edit_people)
def organisation(event: Event, registration_id: int) -> str | Response:
    """Seats are counted by it, and membership follows it."""
    person = queries.get(event.id, registration_id)
    form = OrganisationForm(obj=person)
    if form.validate_on_submit():
        done = attempt(
            lambda: reorganising.reorganise(
                event.id, person.id, form.organisation_name.data or "", form.kind, by=current_actor(), version=form.seen
            ),
            lambda _person: _("The organisation is changed."), form,
        )  # fmt: skip
        if done:
            return redirect(to_person(event, person.id))
    seated = person.status in (Status.confirmed, Status.offered)
    return form_page(
        event, "people", form, title=_("Change the organisation of %(name)s", name=person.full_name),
        intro=_("Needs a free place within the limit of the new organisation.") if seated else "",
        submit=_("Change the organisation"), **way_back(event, person),
    )  # fmt: skip


@blueprint.route("/sessions", methods=["GET", "POST"])
@allow(Permission.edit_people)
def sessions(event: Event, registration_id: int) -> str | Response:
    """As the person does in self-service, after the freeze date too."""
    person = queries.get(event.id, registration_id)
    chosen = [seat.session_id for seat in person.seats]
    form = ChooseForm(event, data={"sessions": chosen, "version": person.version})
    if form.validate_on_submit():
        done = attempt(
            lambda: session_seats.choose(
                event.id, person.id, form.sessions.data or (), by=current_actor(), version=form.seen
            ),
            lambda _person: _("The sessions are changed."), form,
        )  # fmt: skip
        if done:
            return redirect(to_person(event, person.id))
    return form_page(
        event, "people", form, title=_("Change the sessions of %(name)s", name=person.full_name),
        fields=[row("choices", form.sessions, hints=session_pages.hints(form, event, person))],
        submit=_("Save the sessions"), **way_back(event, person),
    )  # fmt: skip


@blueprint.route("/hand-over", methods=["GET", "POST"])
@allow(Permission.edit_people)
def hand_over(event: Event, registration_id: int) -> str | Response:
    person = queries.get(event.id, registration_id)
    form = HandOverForm(data={"organisation_name": person.organisation_name})
    if form.validate_on_submit():
        done = attempt(
            lambda: handing_over.hand_over(
                event.id, person.id, form.details, by=current_actor(), language=person.language
            ),
            now_is, form,
        )  # fmt: skip
        if done:
            return redirect(to_person(event, person.id))
    return form_page(
        event, "people", form, title=_("Hand over the place of %(name)s", name=person.full_name),
        fields=[
            *rows(form, "first_name", "last_name"),
            row("field", form.email, hint=_("They get a link and a code of their own; the present ones end.")),
            *rows(form, "organisation_name", "job_title"),
        ],
        submit=_("Hand over the place"), **way_back(event, person),
    )  # fmt: skip
