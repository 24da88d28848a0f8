"""Allotments: places given to organisations, whose contacts name who comes."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import allow, current_actor
from app.accounts.permissions import Permission
from app.core.clock import now
from app.events.models import Event
from app.organiser import desk
from app.organiser.allotments import page
from app.organiser.allotments.forms import AllotmentForm, edit_form, new_form
from app.organiser.form_page import form_page, rows
from app.organiser.people.step_routes import attempt
from app.registration.grants import Allotment
from app.registration.service import allotting

blueprint = Blueprint("allotments", __name__, url_prefix=f"{desk.PREFIX}/allotments")

FIELDS = ("organisation_name", "category", "seats", "may_raise", "last_day", "contact_name", "contact_email", "language")


@blueprint.get("")
@allow(Permission.edit_event)
def index(event: Event) -> str:
    return render_template(
        "organiser/allotments/index.html", **desk.context(event, "allotments"), **page.index(event, now())
    )


@blueprint.route("/new", methods=["GET", "POST"])
@allow(Permission.edit_event)
def new(event: Event) -> str | Response:
    form = new_form(event)
    if form.validate_on_submit() and _attempt(form, lambda: allotting.make(
        event.id, form.category.data, form.terms, by=current_actor(), may_raise=form.may_raise.data
    ), page.is_made):
        return _to_list()
    return form_page(
        event, "allotments", form, title=_("New allotment"), submit=_("Give these places"), fields=_rows(form),
        trail=_trail(), back=(_("Back without changes"), url_for("allotments.index")),
        intro=_("These places count as taken at once. The contact gets a link by mail to name who comes."),
    )  # fmt: skip


@blueprint.route("/<int:allotment_id>", methods=["GET", "POST"])
@allow(Permission.edit_event)
def edit(event: Event, allotment_id: int) -> str | Response:
    allotment = allotting.get(event.id, allotment_id)
    form = edit_form(event, allotment)
    if form.validate_on_submit() and _attempt(form, lambda: allotting.change(
        event.id, allotment_id, form.terms, by=current_actor(), version=form.seen, may_raise=form.may_raise.data
    ), page.is_saved):
        return _to_list()
    return render_template(
        "organiser/allotments/edit.html", **desk.context(event, "allotments"), form=form, fields=_rows(form), trail=_trail(),
        allotment=page.one(allotting.get(event.id, allotment_id), now()),
    )  # fmt: skip


def _attempt(form: AllotmentForm, step: Callable[[], Allotment], done: Callable[[Allotment], str]) -> bool:
    """Where room is missing, the form offers to raise the limits with it."""
    def noting() -> Allotment:
        try:
            return step()
        except allotting.NoRoom as refusal:
            form.offer_raising(refusal.limits)
            raise

    return attempt(noting, done, form)


def _rows(form: AllotmentForm) -> list[dict[str, Any]]:
    shown = [name for name in FIELDS if name in form and (name != "may_raise" or form.offers_raising)]
    return rows(form, *shown)


def _trail() -> list[tuple[str, str]]:
    return [(_("Allotments"), url_for("allotments.index"))]


def _to_list() -> Response:
    return redirect(url_for("allotments.index"))


@blueprint.post("/<int:allotment_id>/send")
@allow(Permission.edit_event)
def send(event: Event, allotment_id: int) -> Response:
    """The link once more."""
    attempt(
        lambda: allotting.send_link(event.id, allotment_id, by=current_actor()),
        lambda allotment: _("The link is on its way to %(address)s.", address=allotment.contact_email),
    )
    return _to_list()


@blueprint.post("/<int:allotment_id>/close")
@allow(Permission.edit_event)
def close(event: Event, allotment_id: int) -> Response:
    attempt(
        lambda: allotting.close(event.id, allotment_id, by=current_actor()),
        lambda allotment: _(
            "The places of %(organisation)s without a name are everybody’s again.", organisation=allotment.organisation_name
        ),
    )
    return redirect(url_for("allotments.edit", allotment_id=allotment_id))


@blueprint.post("/<int:allotment_id>/delete")
@allow(Permission.edit_event)
def delete(event: Event, allotment_id: int) -> Response:
    deleted = attempt(
        lambda: allotting.delete(event.id, allotment_id, by=current_actor()), lambda _none: _("The allotment is deleted.")
    )
    return _to_list() if deleted else redirect(url_for("allotments.edit", allotment_id=allotment_id))
