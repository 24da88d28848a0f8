"""A phone is lost: what was on it, revoking it, and a report to keep."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.accounts.access import allow, current_actor
from app.accounts.permissions import Permission
from app.checkin import losing, pairing
from app.checkin.devices import Device
from app.checkin.losing import Held
from app.checkin.terms import DeviceState
from app.core import formats
from app.core.clock import now
from app.core.forms import Form
from app.core.languages import current
from app.events.models import Event
from app.organiser import desk
from app.organiser.checkin.page import lane_name
from app.organiser.devices.forms import ROLES
from app.organiser.devices.page import STATES, phone_name
from app.organiser.people.step_routes import attempt

blueprint = Blueprint("lost_phone", __name__, url_prefix=f"{desk.PREFIX}/phones")


@blueprint.route("/<int:device_id>/lost", methods=["GET", "POST"])
@allow(Permission.manage_door)
def show(event: Event, device_id: int) -> str | Response:
    """The page is the report: printed, it can be kept."""
    device = pairing.get(event.id, device_id)
    if Form().validate_on_submit():
        attempt(lambda: pairing.revoke(event.id, device_id, by=current_actor()), lambda _done: _("The phone is revoked."))
        return redirect(url_for("lost_phone.show", device_id=device_id), 303)
    found = losing.held(event, device)
    return render_template(
        "organiser/devices/lost.html", **desk.context(event, "phones"),
        trail=[(_("Phones"), url_for("devices.index"))], title=_("Lost: %(phone)s", phone=phone_name(device)),
        as_of=_moment(event, now()), revoked=device.state is DeviceState.revoked, held=_on_it(event, found),
        known=_known(event, device, found), readable=found.readable, unsent=found.unsent, steps=_steps(event, found),
    )  # fmt: skip


def _on_it(event: Event, found: Held) -> list[tuple[str, str]]:
    return [
        (_("People in its copy"), formats.number(found.people, current())),
        (_("Of each of them"), _("first and last name, organisation, reference, category, status, notes for the door: readable")
         if found.readable else _("category, status, sessions and entries; the name is sealed and opens with the badge alone")),
        (_("Not on it"), _("e-mail addresses, phone numbers, needs, answers")),
        (_("Copy as of"), _moment(event, found.copy_at)),
        (_("Forgets its copy by itself"), _moment(event, found.wiped_at)),
        (_("Scans that it had not sent"), formats.number(found.unsent, current())),
    ]  # fmt: skip


def _known(event: Event, device: Device, found: Held) -> list[tuple[str, str]]:
    lane = lane_name(device.lane, current()) if device.lane else _("none yet")
    revoked = device.revoked_at
    return [
        (_("State"), _("Revoked, %(moment)s", moment=_moment(event, revoked)) if revoked else str(STATES[device.state]).capitalize()),
        (_("Its two words"), device.words),
        (_("Lane"), f"{lane}, {ROLES[device.role]}"),
        (_("Who scanned with it"), ", ".join(found.operators) or _("Nobody by name")),
        (_("Paired"), _moment(event, device.paired_at)),
        (_("Scans received from it"), _scans(event, found)),
        (_("People registered with it"), formats.number(found.walk_ins, current())),
    ]


def _scans(event: Event, found: Held) -> str:
    number = formats.number(found.scans, current())
    return _("%(number)s, the last one %(moment)s", number=number, moment=_moment(event, found.last_scan_at)) if found.scans else number


def _moment(event: Event, at: Any) -> str:
    return formats.moment(at, event.zone, current()) if at else _("never")


def _steps(event: Event, found: Held) -> list[str]:
    """What is left to do, in this order."""
    steps = [
        _("Ring it, and ask at the desk and at the venue."),
        _("Let another phone take the lane: pair it on the page “Phones”. Everybody who was let in and sent stays let in."),
    ]
    if found.unsent:
        steps.append(ngettext(
            "%(num)s scan is on the lost phone alone: that person may be let in a second time.",
            "%(num)s scans are on the lost phone alone: these people may be let in a second time.", found.unsent,
        ))  # fmt: skip
    if found.readable:
        whom = event.dpo or event.rights_contact or event.reply_to
        steps.append(_(
            "Names could be read on it. Tell whoever looks after data protection (%(whom)s) today: they have 72 hours to "
            "decide whether the authority has to know.", whom=whom,
        ))  # fmt: skip
    steps.append(_("If it is found again, pair it anew. What it had not sent may come in for two days and waits under “To clarify”."))
    return steps
