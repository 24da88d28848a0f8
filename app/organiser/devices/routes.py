"""Phones at the door: pair them, say which lane each is, and see that they are ready."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import allow, current_actor
from app.accounts.permissions import Permission
from app.checkin import crew, pairing, queries
from app.checkin.terms import DoorRole
from app.core.errors import DomainError
from app.core.forms import Form
from app.core.languages import current
from app.events.models import Event
from app.extensions import db
from app.organiser import desk
from app.organiser.devices import page
from app.organiser.devices.forms import OperatorForm, PlaceForm, RoleForm
from app.organiser.form_page import form_page

blueprint = Blueprint("devices", __name__, url_prefix=f"{desk.PREFIX}/phones")


@blueprint.get("")
@allow(Permission.manage_door)
def index(event: Event) -> str:
    return render_template("organiser/devices/index.html", **desk.context(event, "phones"), **page.context(event))


@blueprint.route("/pair", methods=["GET", "POST"])
@allow(Permission.manage_door)
def invite(event: Event) -> str:
    """A code for one phone. It is shown once: only its digest is kept."""
    form = RoleForm()
    if form.validate_on_submit():
        _device, letters = pairing.invite(event.id, DoorRole(form.role.data), by=current_actor())
        db.session.commit()
        return render_template(
            "organiser/devices/code.html", **desk.context(event, "phones"), **page.invitation(letters), trail=_trail()
        )
    return form_page(
        event, "phones", form, title=_("Pair a phone"), submit=_("Show the code"), back=_back(), trail=_trail(),
        intro=_("The phone reads the code, or somebody types its eight letters. It gets no name before you say at which lane it is."),
    )  # fmt: skip


@blueprint.get("/practice")
@allow(Permission.manage_door)
def practice(event: Event) -> str:
    """Made-up badges, to be printed."""
    return render_template(
        "organiser/devices/practice.html", **desk.context(event, "phones"), badges=page.practice(event), trail=_trail()
    )


@blueprint.route("/<int:device_id>/lane", methods=["GET", "POST"])
@allow(Permission.manage_door)
def place(event: Event, device_id: int) -> str | Response:
    """“This is Lane A”."""
    device = pairing.get(event.id, device_id)
    form = PlaceForm.of(queries.lanes(event.id), current(), role=device.role.value, lane=device.lane_id, name=device.name)
    if form.validate_on_submit():
        return _done(
            lambda: pairing.place(
                event.id, device_id, form.lane.data, role=DoorRole(form.role.data), name=form.name.data or "", by=current_actor()
            ),
            _("The phone loads its copy now."),
        )
    return form_page(
        event, "phones", form, title=_("This phone is at a lane"), submit=_("This is its lane"), back=_back(), trail=_trail(),
        intro=_("Both screens have to show the same two words: “%(words)s”.", words=device.words),
    )  # fmt: skip


@blueprint.route("/<int:device_id>/revoke", methods=["GET", "POST"])
@allow(Permission.manage_door)
def revoke(event: Event, device_id: int) -> str | Response:
    device, form = pairing.get(event.id, device_id), Form()
    if form.validate_on_submit():
        return _done(lambda: pairing.revoke(event.id, device_id, by=current_actor()), _("The phone is revoked."))
    name = page.phone_name(device)
    return form_page(
        event, "phones", form, title=_("Revoke %(name)s", name=name), submit=_("Revoke this phone"), back=_back(),
        trail=_trail(), destroys=True, warnings=[
            _("It reads nothing any more and forgets its copy as soon as it has a network."),
            _("What it scanned before may still come in for two days; you take it in or drop it."),
        ],
    )  # fmt: skip


@blueprint.route("/operators/new", methods=["GET", "POST"])
@allow(Permission.manage_door)
def enlist(event: Event) -> str | Response:
    form = OperatorForm()
    if form.validate_on_submit():
        return _done(
            lambda: crew.enlist(
                event.id, form.name.data, DoorRole(form.role.data), form.pin.data or None, by=current_actor()
            ),
            _("The phones learn the name at their next contact."),
        )
    return form_page(
        event, "phones", form, title=_("Somebody for the door"), submit=_("Add to the list"), back=_back(), trail=_trail()
    )


@blueprint.post("/operators/<int:operator_id>/dismiss")
@allow(Permission.manage_door)
def dismiss(event: Event, operator_id: int) -> Response:
    return _done(lambda: crew.dismiss(event.id, operator_id, by=current_actor()), _("Taken off the list."))


def _done(step: object, said: str) -> Response:
    """Take the step and say so, or say why not."""
    try:
        step()  # type: ignore[operator]
    except DomainError as refused:
        db.session.rollback()
        flash(refused.message, "attention")
    else:
        db.session.commit()
        flash(said)
    return redirect(url_for(".index"), 303)


def _back() -> tuple[str, str]:
    return _("Back to the phones"), url_for(".index")


def _trail() -> list[tuple[str, str]]:
    return [(_("Phones"), url_for(".index"))]
