"""The report of the day at the door: everything explained, or what is still open. It is printed and kept."""

from typing import Any

from flask import Blueprint, render_template
from flask_babel import gettext as _

from app.accounts.access import allow
from app.accounts.permissions import Permission
from app.checkin import reconciling, wording
from app.checkin.devices import Device
from app.checkin.models import Scan
from app.checkin.reconciling import Report
from app.checkin.set_aside import AsideState
from app.checkin.terms import DeviceState
from app.core import formats
from app.core.clock import now
from app.core.languages import current, pick
from app.events.models import Event
from app.organiser import desk
from app.organiser.checkin.page import lane_name, who
from app.organiser.clarify import page as clarify
from app.organiser.clarify import words
from app.organiser.devices.page import STATES, phone_name

blueprint = Blueprint("door_report", __name__, url_prefix=f"{desk.PREFIX}/door-report")


@blueprint.get("")
@allow(Permission.manage_door)
def show(event: Event) -> str:
    report = reconciling.report(event.id)
    return render_template(
        "organiser/door_report/show.html", **desk.context(event, "clarify"), left=report.left,
        as_of=formats.moment(now(), event.zone, current()), title=pick(event.name, current()),
        totals=_totals(report), open=[clarify.conflict(event, one) for one in report.open],
        explained=[clarify.conflict(event, one) for one in report.explained],
        aside=_aside(report), badgeless=report.badgeless,
        unconfirmed=[_unconfirmed(event, scan) for scan in report.unconfirmed],
        phones=[_phone(event, phone) for phone in report.phones],
    )  # fmt: skip


def _totals(report: Report) -> list[tuple[str, str]]:
    found = report.totals
    counted = [
        (_("Expected"), found.expected), (_("Arrived"), found.arrived), (_("Did not come"), found.no_shows),
        (_("Scans"), found.scans), (_("Scans undone"), found.undone), (_("People registered at the door"), found.walk_ins),
        (_("At a time that is not sure"), found.unsure),
    ]  # fmt: skip
    return [(label, formats.number(number, current())) for label, number in counted]


def _aside(report: Report) -> list[tuple[str, str]]:
    labels = {AsideState.waiting: _("Still to decide"), AsideState.taken: _("Taken in"), AsideState.dropped: _("Dropped")}
    return [(label, formats.number(report.aside.get(state, 0), current())) for state, label in labels.items()]


def _unconfirmed(event: Event, scan: Scan) -> dict[str, Any]:
    """Who was let in against the table, why it said no, and who said yes."""
    doubt = reconciling.doubt(scan)
    standing = who(scan.registration).standing if scan.registration else None
    return {
        **words.place(scan, event), "name": scan.registration.full_name if scan.registration else _("Nobody we know"),
        "reason": standing or (wording.DOUBTS[doubt] if doubt else ""), "why": scan.why or _("The phone could not know."),
    }  # fmt: skip


def _phone(event: Event, phone: Device) -> dict[str, Any]:
    lang = current()
    return {
        "name": phone_name(phone), "lane": lane_name(phone.lane, lang) if phone.lane else "",
        "heard": formats.moment(phone.last_seen_at, event.zone, lang) if phone.last_seen_at else _("never"),
        "unsent": phone.unsent, "state": STATES[phone.state], "holds": phone.state is DeviceState.active,
    }  # fmt: skip
