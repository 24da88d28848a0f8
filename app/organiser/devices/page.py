"""The phones of the door as their page shows them."""

from typing import Any

import sqlalchemy as sa
from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import joinedload

from app.checkin import cursor as cursors
from app.checkin import frame, unsettled
from app.checkin import practice as made_up
from app.checkin.contacts import FLAGS
from app.checkin.devices import Device, Operator
from app.checkin.moments import milliseconds
from app.checkin.points import Lane
from app.checkin.readiness import SILENT_AFTER, Condition, Fault, faults
from app.checkin.speech import OLDEST_APP
from app.checkin.terms import DeviceState
from app.core import assets, formats
from app.core.clock import now
from app.core.installation import get_installation
from app.core.languages import current
from app.core.qr import drawn
from app.events.models import Event
from app.extensions import db
from app.organiser.checkin.page import lane_name
from app.organiser.devices.forms import ROLES
from app.registration.models import Registration

STATES = {
    DeviceState.waiting: _l("waits for its lane"), DeviceState.active: _l("at work"),
    DeviceState.signed_out: _l("signed out"), DeviceState.revoked: _l("revoked"),
}  # fmt: skip
FAULTS = {
    Fault.waiting: _l("Say at which lane it stands."),
    Fault.old_copy: _l("Its copy is over ten minutes old."),
    Fault.people_missing: _l("Not everybody is on it yet."),
    Fault.outdated: _l("It does not know the latest settings or blank badges."),
    Fault.no_camera: _l("The camera is not open."),
    Fault.no_sound: _l("The sound is off."),
    Fault.sleeps: _l("The screen may go dark."),
    Fault.untested: _l("No test scan yet."),
    Fault.clock_wrong: _l("Its clock is wrong."),
    Fault.old_app: _l("It runs another version of the app."),
    Fault.unsent: _l("Scans wait to be sent."),
}


KINDS = {
    "expected": _l("Somebody expected"), "vip": _l("VIP"), "entered": _l("Came in 20 minutes ago"), "replaced": _l("Badge replaced"),
    "cancelled": _l("Registration cancelled"), "pending": _l("To be approved"), "waitlisted": _l("On the waiting list"),
    "blank": _l("Blank badge"), "unknown": _l("Unknown badge"),
}  # fmt: skip
"""What a made-up badge is to show."""
CHECKS = {"camera": _l("camera"), "sound": _l("sound"), "wake_lock": _l("screen stays on"), "test_scan": _l("test scan")}


def context(event: Event) -> dict[str, Any]:
    """For organiser/devices/index.html."""
    devices = _devices(event.id)
    rows = [_row(event, device, _condition(event, device)) for device in devices if device.token_hash]
    at_work = [row for row in rows if row["state"] is DeviceState.active]
    return {
        "phones": rows,
        "go": bool(at_work) and not any(row["faults"] for row in at_work) and not any(row["waits"] for row in rows),
        "unsettled": unsettled.count(event.id).total,
        "operators": [_operator(one) for one in _operators(event.id)],
    }


def _devices(event_id: int) -> list[Device]:
    query = (
        sa.select(Device)
        .where(Device.event_id == event_id)
        .options(joinedload(Device.lane).joinedload(Lane.point))
        .order_by(Device.state.desc(), Device.id)
    )
    return list(db.session.scalars(query))


def _operators(event_id: int) -> list[Operator]:
    query = sa.select(Operator).where(Operator.event_id == event_id, Operator.active, Operator.account_id.is_(None))
    return list(db.session.scalars(query.order_by(Operator.name, Operator.id)))


def _condition(event: Event, device: Device) -> Condition:
    said, at = device.readiness, milliseconds(now())
    epoch = get_installation().epoch
    reached = cursors.read(device.copy_cursor, epoch, event.id, device.role.value)
    around = frame.load(event.id, event.revision, epoch)
    people = sa.select(sa.func.count()).where(Registration.event_id == event.id)
    return Condition(
        placed=device.state is not DeviceState.waiting,
        copy_age=device.last_seen_at and at - milliseconds(device.last_seen_at),
        held=said.get("people", 0),
        people=db.session.scalar(people) or 0,
        knows_all=reached is not None and reached.digests == around.digests,
        **{name: said.get(name, False) for name in FLAGS},
        clock_offset=said.get("clock_offset", 0),
        app=device.app_version, app_now=f"{OLDEST_APP}.{assets.version()}",
        unsent=device.unsent,
    )  # fmt: skip


def _row(event: Event, device: Device, found: Condition) -> dict[str, Any]:
    lang = current()
    wrong = faults(found) if device.state in (DeviceState.waiting, DeviceState.active) else []
    return {
        "id": device.id, "state": device.state, "label": _state(device, found),
        "name": phone_name(device), "words": device.words,
        "lane": lane_name(device.lane, lang) if device.lane else None,
        "role": ROLES[device.role], "waits": device.state is DeviceState.waiting,
        "people": _("%(held)s of %(people)s", held=formats.number(found.held, lang), people=formats.number(found.people, lang)),
        "age": _age(found.copy_age), "fit": [CHECKS[name] for name in FLAGS if getattr(found, name)],
        "offset": _("%(seconds)s s", seconds=formats.number(round(found.clock_offset / 1000), lang)),
        "app": device.app_version, "unsent": formats.number(device.unsent, lang),
        "faults": [FAULTS[fault] for fault in wrong],
        "ends": device.state in (DeviceState.waiting, DeviceState.active, DeviceState.signed_out),
        "placed": device.state in (DeviceState.waiting, DeviceState.active),
        "lost_url": url_for("lost_phone.show", device_id=device.id) if device.paired_at else None,
    }  # fmt: skip


def phone_name(device: Device) -> str:
    return device.name or _("Phone %(number)s", number=device.id)


def _operator(operator: Operator) -> dict[str, Any]:
    return {"id": operator.id, "name": operator.name, "role": ROLES[operator.role], "pin": bool(operator.pin_hash)}


def _state(device: Device, found: Condition) -> str:
    silent = found.copy_age is None or found.copy_age > SILENT_AFTER
    return _("at work, without network") if device.state is DeviceState.active and silent else str(STATES[device.state])


def practice(event: Event) -> list[dict[str, Any]]:
    """For organiser/devices/practice.html."""
    return [
        {"name": badge.name or KINDS[badge.kind], "shows": KINDS[badge.kind] if badge.name else None, "qr": drawn(badge.code)}
        for badge in made_up.badges(event.letters)
    ]


def _age(milliseconds: int | None) -> str:
    if milliseconds is None:
        return _("none yet")
    minutes = milliseconds // 60_000
    return _("%(minutes)s min old", minutes=formats.number(minutes, current())) if minutes else _("up to date")


def invitation(letters: str) -> dict[str, Any]:
    """For organiser/devices/code.html: the letters in fours, and the QR of the app's address with them."""
    address = f"{current_app.config['BASE_URL']}{url_for('door.shell')}#{letters}"
    return {"letters": f"{letters[:4]} {letters[4:]}", "address": address.partition("#")[0], "qr": drawn(address)}
