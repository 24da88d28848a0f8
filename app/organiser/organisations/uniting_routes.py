"""Two entries of the directory become one, and an entry goes: each asks first."""

from flask import Blueprint, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.accounts.access import any_owner_at, current_actor
from app.accounts.permissions import Permission
from app.core.forms import Form
from app.events.models import Event
from app.organiser import desk
from app.organiser.form_page import form_page
from app.organiser.organisations import page
from app.organiser.organisations.forms import UniteForm
from app.organiser.people.step_routes import attempt
from app.registration.directory import Organisation
from app.registration.organisation_names import name_key
from app.registration.service import directory, uniting
from app.registration.service.uniting import Uses

blueprint = Blueprint("uniting", __name__, url_prefix=f"{desk.PREFIX}/organisations/<int:organisation_id>")


@blueprint.route("/merge", methods=["GET", "POST"])
@any_owner_at(Permission.see_figures)
def unite(event: Event, organisation_id: int) -> str | Response:
    """Named first, then shown what follows, then done."""
    other, form, into = directory.get(organisation_id), UniteForm(), None
    if form.validate_on_submit():
        into = _named(form, other)
        if into is not None and form.looked_at.data == str(into.id) and attempt(
            lambda: uniting.unite(into.id, other.id, by=current_actor(), event_id=event.id),
            lambda united: _("They are one entry now: %(name)s.", name=united.name), form,
        ):  # fmt: skip
            return redirect(url_for("organisations.show", organisation_id=into.id))
        form.looked_at.process(None, into and into.id)
    here = (other.name, url_for("organisations.show", organisation_id=other.id))
    return form_page(
        event, "organisations", form, title=_("Merge %(name)s", name=other.name), trail=[page.trail(), here],
        submit=_("Merge the two entries") if into else _("See what follows"), destroys=into is not None,
        back=(_("Back without changes"), here[1]), intro=_consequences(uniting.uses(other), into, other) if into else "",
    )  # fmt: skip


def _named(form: UniteForm, other: Organisation) -> Organisation | None:
    """The entry of the typed name; none is said beside the box."""
    into = directory.find_named([name_key(form.into.data)], but=other.id)
    if into is None:
        form.into.errors = [_("No other entry has this name. Look it up in the directory.")]
    return into


def _consequences(used: Uses, into: Organisation, other: Organisation) -> str:
    people = ngettext(
        "%(num)s registration at all events goes over to %(name)s.", "%(num)s registrations at all events go over to %(name)s.",
        used.people, name=into.name,
    )  # fmt: skip
    names = _("“%(other)s” stays as another name of it, and its domains stay. This cannot be taken back.", other=other.name)
    return f"{people} {names}"


@blueprint.route("/remove", methods=["GET", "POST"])
@any_owner_at(Permission.see_figures)
def remove(event: Event, organisation_id: int) -> str | Response:
    form, name = Form(), directory.get(organisation_id).name
    if form.validate_on_submit() and attempt(
        lambda: uniting.remove(organisation_id, by=current_actor(), event_id=event.id),
        lambda _gone: _("%(name)s is out of the directory.", name=name), form,
    ):  # fmt: skip
        return redirect(page.trail()[1])
    here = (name, url_for("organisations.show", organisation_id=organisation_id))
    return form_page(
        event, "organisations", form, title=_("Remove %(name)s", name=name), submit=_("Remove the entry"), destroys=True,
        trail=[page.trail(), here], back=(_("Back without changes"), here[1]),
        intro=_("The form proposes it no more, and addresses in its domains prove nothing."),
    )  # fmt: skip
