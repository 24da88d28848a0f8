"""Places of people who did not say whether they come, given to those who wait."""

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.accounts.access import allow, current_actor
from app.accounts.permissions import Permission
from app.core.forms import Form
from app.events.models import Event
from app.organiser import desk
from app.organiser.form_page import form_page
from app.organiser.people import filters, tabs
from app.organiser.people.person_routes import to_person, way_back
from app.organiser.people.step_routes import attempt
from app.organiser.people.views import View
from app.registration import queries
from app.registration.models import Status
from app.registration.queries import Answered, Filters
from app.registration.service import reconfirming

blueprint = Blueprint("release", __name__, url_prefix=f"{desk.PREFIX}/people")

SILENT = View((("answer", Answered.silent.value),))


@blueprint.route("/release", methods=["GET", "POST"])
@allow(Permission.edit_people)
def silent(event: Event) -> str | Response:
    """All of them at once. Who answers before their turn keeps the place."""
    form = Form()
    if form.validate_on_submit():
        attempt(lambda: reconfirming.start_releasing(event.id, by=current_actor()), _started, form)
        return redirect(url_for("people.index", status=Status.waitlisted.value))
    of_event = [queries.search(event.id, each) for each in (Filters(answer=Answered.silent), WAITING)]
    number, waiting = queries.counts(*of_event)
    if not number:
        return _nobody(event)
    said = ngettext(
        "%(num)s person was asked and has not said whether they come.",
        "%(num)s people were asked and have not said whether they come.", number,
    )  # fmt: skip
    waits = ngettext("%(num)s person waits for a place.", "%(num)s people wait for a place.", waiting)
    list_url = filters.address(SILENT)
    return form_page(
        event, "people", form, title=_("Release the places of who is silent"), intro=f"{said} {waits} {_consequence()}",
        submit=ngettext("Release %(num)s place", "Release %(num)s places", number), destroys=True, fields=[],
        trail=_trail(event), back=(_("Back without changes"), list_url),
    )  # fmt: skip


def _trail(event: Event) -> list[tuple[str, str]]:
    return [(_("Registrations"), url_for("people.index")), (tabs.title(event, SILENT), filters.address(SILENT))]


def _nobody(event: Event) -> str:
    text = _("Whoever was asked has answered, or still has time to. Who lets it pass comes here.")
    empty = {"title": _("There is no place to release"), "text": text, "action": (_("Show everybody"), url_for("people.index"))}
    return render_template(
        "organiser/empty.html", **desk.context(event, "people"), title=_("Release the places of who is silent"),
        trail=_trail(event), empty=empty,
    )  # fmt: skip


WAITING = Filters(statuses=(Status.waitlisted,))


def _consequence() -> str:
    return _(
        "They go to the end of the waiting list, their entry codes stop working, and a mail tells them how to come "
        "after all. The places are offered to those who wait."
    )


def _started(number: int) -> str:
    if not number:
        return _("Nobody is silent any more.")
    return ngettext("%(num)s place is being released.", "%(num)s places are being released.", number)


@blueprint.route("/<int:registration_id>/release", methods=["GET", "POST"])
@allow(Permission.edit_people)
def one(event: Event, registration_id: int) -> str | Response:
    person, form = queries.get(event.id, registration_id), Form()
    if form.validate_on_submit():
        released = _("The place is released.")
        answered = _("Nothing was released: the person is not silent any more.")
        attempt(
            lambda: reconfirming.release(event.id, [registration_id], by=current_actor()),
            lambda number: released if number else answered,
        )  # fmt: skip
        return redirect(to_person(event, registration_id))
    return form_page(
        event, "people", form, title=_("Release the place of %(name)s?", name=person.full_name), intro=_consequence(),
        submit=_("Release the place"), destroys=True, fields=[], **way_back(event, person),
    )  # fmt: skip
