"""The member directory, which all events share, and how each organisation stands at this one."""

from typing import Any

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import allow, any_owner_at, current_actor
from app.accounts.permissions import Permission
from app.events.models import Event
from app.organiser import desk
from app.organiser.form_page import form_page, rows
from app.organiser.organisations import page
from app.organiser.organisations.forms import EntryForm, LimitForm, shown
from app.organiser.people.step_routes import attempt
from app.registration import standings
from app.registration.directory import Organisation
from app.registration.recognition import proposals
from app.registration.service import directory, uniting

blueprint = Blueprint("organisations", __name__, url_prefix=f"{desk.PREFIX}/organisations")


@blueprint.get("")
@allow(Permission.see_figures)
def index(event: Event) -> str:
    return render_template(
        "organiser/organisations/index.html", **desk.context(event, "organisations"), **page.index(event)
    )


@blueprint.get("/names")
@allow(Permission.see_figures)
def propose(_event: Event) -> Response:
    """Names of the directory that hold what is typed (`q`)."""
    return jsonify(proposals(request.args.get("q", "")))


@blueprint.route("/new", methods=["GET", "POST"])
@any_owner_at(Permission.see_figures)
def new(event: Event) -> str | Response:
    form, made = EntryForm(data={"name": request.args.get("name", "")[:200], "member": True}), list[Organisation]()
    if form.validate_on_submit() and attempt(
        lambda: made.append(directory.add(form.entry, by=current_actor(), event_id=event.id)),
        lambda _made: _("%(name)s is in the directory.", name=form.name.data), form,
    ):  # fmt: skip
        return redirect(url_for("organisations.show", organisation_id=made[0].id))
    return form_page(
        event, "organisations", form, title=_("Add an organisation"), submit=_("Add the organisation"),
        fields=_fields(form), trail=[page.trail()], back=(_("Back to the directory"), page.trail()[1]),
        intro=_("All events share the directory. People who typed this name or have an address there belong to it from now on."),
    )  # fmt: skip


@blueprint.get("/<int:organisation_id>")
@allow(Permission.see_figures)
def show(event: Event, organisation_id: int) -> str:
    return _show(event, directory.get(organisation_id), None)


@blueprint.post("/<int:organisation_id>")
@any_owner_at(Permission.see_figures)
def change(event: Event, organisation_id: int) -> str | Response:
    directory.get(organisation_id)
    form = EntryForm()
    if form.validate_on_submit() and attempt(
        lambda: directory.change(
            organisation_id, form.entry, by=current_actor(), event_id=event.id, looked_at=form.looked_at.data
        ),
        lambda organisation: _("%(name)s is saved.", name=organisation.name), form,
    ):  # fmt: skip
        return redirect(url_for("organisations.index"))
    return _show(event, directory.get(organisation_id), form)


def _show(event: Event, organisation: Organisation, form: EntryForm | None) -> str:
    if form is None and page.edits():
        form = EntryForm(data={"looked_at": directory.seen(organisation), **shown(directory.said(organisation))})
    return render_template(
        "organiser/organisations/show.html", **desk.context(event, "organisations"), **page.one(event, organisation),
        form=form, fields=_fields(form) if form else [],
    )  # fmt: skip


def _fields(form: EntryForm) -> list[dict[str, Any]]:
    return rows(form, "name", "type", "member", "domains", "aliases")


@blueprint.route("/places/<key>", methods=["GET", "POST"])
@allow(Permission.edit_event)
def places(event: Event, key: str) -> str | Response:
    """The limit of one organisation at this event; `key` is what its seats are counted by."""
    name = uniting.name_behind(event.id, key)
    now = standings.standings(event, {key})[key]
    form = LimitForm(data={"seats": now.limit if now.stated else None})
    if form.validate_on_submit() and attempt(
        lambda: uniting.set_limit(event.id, key, form.seats.data, by=current_actor()),
        lambda _set: _("The places of %(name)s are set.", name=name), form,
    ):  # fmt: skip
        return redirect(page.trail()[1])
    return form_page(
        event, "organisations", form, title=name, submit=_("Set the places"), trail=[page.trail()],
        back=(_("Back without changes"), page.trail()[1]),
        intro=" ".join((page.taken(now), _("More places go to those of it who wait; fewer take none away."))),
    )  # fmt: skip
