"""What the door left open, in words."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.checkin import wording
from app.checkin.devices import Device
from app.checkin.models import Scan
from app.checkin.set_aside import Why
from app.checkin.terms import ConflictState, VerdictCode
from app.checkin.verdict import Verdict
from app.core import formats
from app.core.languages import current
from app.events.models import Event
from app.organiser.checkin.page import lane_name
from app.organiser.devices.page import phone_name

EXPLAINED = {
    ConflictState.same_person: _l("The same person twice"),
    ConflictState.shared_badge: _l("A shared badge"),
    ConflictState.mistake: _l("A mistake at the door"),
}
WHY = {
    Why.revoked: _l("from a phone that was revoked"),
    Why.altered: _l("the same scan came with other content"),
    Why.malformed: _l("cannot be read"),
    Why.unknown_place: _l("a lane, person or category that is not there"),
    Why.not_stored: _l("the database refused it"),
}


def phone(device: Device | None) -> str:
    """The phone's name; the desk has none."""
    return _("the desk") if device is None else phone_name(device)


def place(scan: Scan, event: Event) -> dict[str, Any]:
    """When, at which lane, and by whom somebody was let in."""
    who = phone(scan.device)
    time = formats.time(scan.corrected_at, event.zone, current())
    return {
        "time": time if scan.sure else _("%(time)s, not sure", time=time),
        "lane": lane_name(scan.lane, current()),
        "who": f"{scan.operator.name}, {who}" if scan.operator else who,
        "word": word(scan.verdict, scan.parameters),
    }


def word(code: VerdictCode | None, parameters: dict[str, Any]) -> str:
    return wording.word(Verdict(code, parameters)) if code else ""
