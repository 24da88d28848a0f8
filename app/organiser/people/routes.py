"""The list of people, and adding one."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import allow, current_actor
from app.accounts.permissions import Permission
from app.core.errors import DomainError
from app.events.models import Event, OrganisationType
from app.extensions import db
from app.organiser import desk
from app.organiser.form_page import form_page, rows
from app.organiser.people import filters, listing, tabs
from app.organiser.people.forms import AddForm
from app.organiser.people.views import View
from app.registration.service import adding

blueprint = Blueprint("people", __name__, url_prefix=f"{desk.PREFIX}/people")


def view_of(event: Event) -> View:
    """The view in the address bar."""
    return filters.read(event, list(request.args.items(multi=True)))


@blueprint.get("")
@allow(Permission.see_people)
def index(event: Event) -> str | Response:
    view, kept = view_of(event), tabs.saved(event)
    numbers = tabs.count(event, kept)
    page = listing.context(event, view, kept, numbers)
    if view.page > page["last_page"]:
        return redirect(filters.address(view.on(page["last_page"])))
    return render_template("organiser/people/list.html", **desk.context(event, "people", numbers.by_status), **page)


@blueprint.route("/add", methods=["GET", "POST"])
@allow(Permission.edit_people)
def add(event: Event) -> str | Response:
    form = AddForm(event, data={"language": event.languages[0], "organisation_type": OrganisationType.other.value})
    if form.validate_on_submit():
        try:
            person = adding.add(
                event.id, form.details, form.category.data, language=form.language.data, by=current_actor(),
                silent=form.silent.data,
            )  # fmt: skip
        except DomainError as refusal:
            db.session.rollback()
            form.form_errors.append(refusal.message)
        else:
            db.session.commit()
            flash(_("%(name)s is on the list.", name=person.full_name))
            return redirect(url_for("person.show", registration_id=person.id))
    people = (_("Registrations"), url_for("people.index"))
    return form_page(
        event, "people", form, title=_("Add a person"), submit=_("Add the person"), trail=[people],
        fields=rows(
            form, "first_name", "last_name", "email", "organisation_name", "organisation_type", "job_title", "phone",
            "category", "language", "silent",
        ),
        back=(_("Back to the list"), people[1]),
        intro=_("You vouch for the place, so no button has to be pressed; the ticket goes out at once."),
    )  # fmt: skip
