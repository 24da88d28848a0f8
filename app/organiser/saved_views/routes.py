"""Keep the view in the address bar under a name, and forget one."""

from urllib.parse import urlencode

from flask import Blueprint, redirect
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import StringField

from app.accounts.access import allow, current_actor
from app.accounts.permissions import Permission
from app.core.forms import AtMost, Form, Required
from app.events.models import Event
from app.organiser import desk
from app.organiser.form_page import form_page
from app.organiser.people import filters, tabs
from app.organiser.people.routes import view_of
from app.organiser.people.step_routes import attempt
from app.organiser.people.views import View
from app.organiser.saved_views import service
from app.organiser.saved_views.models import MOST_NAME

blueprint = Blueprint("saved_views", __name__, url_prefix=f"{desk.PREFIX}/people/views")


class ViewForm(Form):
    name = StringField(
        _l("Name"), [Required(_l("Give the view a name.")), AtMost(MOST_NAME)],
        description=_l("It stands above the list for the whole team. A name that is taken gets the new view."),
    )  # fmt: skip


@blueprint.route("/save", methods=["GET", "POST"])
@allow(Permission.edit_people)
def save(event: Event) -> str | Response:
    asked, form = view_of(event), ViewForm()
    view, back = asked.kept, filters.address(asked)
    if form.validate_on_submit():
        event_id, query = event.id, urlencode(view.pairs)
        if attempt(
            lambda: service.save(event_id, form.name.data, query, by=current_actor()),
            lambda kept: _("“%(name)s” is kept.", name=kept.name), form,
        ):  # fmt: skip
            return redirect(filters.address(view))
    return form_page(
        event, "people", form, title=_("Keep this view"), submit=_("Keep the view"),
        intro=_intro(event, view, asked.get("q")), trail=[(_("Registrations"), back)], back=(_("Back to the list"), back),
    )  # fmt: skip


def _intro(event: Event, view: View, search: str) -> str:
    """What is kept, and that a search is not."""
    left_out = _("The search “%(text)s” is not kept: a name that stands in a view would outlast the person’s data.", text=search)
    said = [tabs.title(event, view)] * bool(view.narrowing) + [left_out] * bool(search)
    return " · ".join(said)


@blueprint.post("/<int:view_id>/remove")
@allow(Permission.edit_people)
def remove(event: Event, view_id: int) -> Response:
    """The list stays as it is, so that it can be kept again."""
    attempt(
        lambda: service.remove(event.id, view_id, by=current_actor()),
        lambda view: _("“%(name)s” is kept no more.", name=view.name),
    )
    return redirect(filters.address(view_of(event)))
