"""A phone becomes a device of one event's door, and stops being one.

An organiser shows a code of eight letters; the phone that brings it gets a token and two words, and
waits until the organiser, who sees the same words, says which lane it is. Only then does it get a copy.
"""

import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask_babel import gettext as _

from app.audit.service import Actor, record
from app.checkin.devices import Device
from app.checkin.points import CheckinPoint, Lane
from app.checkin.terms import DeviceState, DoorRole
from app.core import limits
from app.core.clock import now
from app.core.errors import DomainError, NotFound, TooMany
from app.core.installation import get_installation
from app.core.tokens import digest, random_token
from app.credentials.codes import ALPHABET, random_letters
from app.extensions import db

LETTERS = 8
GOOD_FOR = timedelta(minutes=10)
TRIES, TRIES_WITHIN = 10, timedelta(minutes=10)
"""Wrong codes that one address may send: 16⁸ codes, so nobody finds one of them by trying."""

WORDS = (
    "banjo", "cactus", "canal", "cargo", "condor", "coyote", "domino", "dragon", "festival", "flamenco",
    "global", "horizon", "iris", "jazz", "judo", "kayak", "kiwi", "koala", "lama", "lion", "logo", "mammouth",
    "mango", "menu", "mimosa", "motel", "moustache", "nougat", "opera", "orange", "panda", "panorama", "piano",
    "piston", "pizza", "polo", "puma", "radar", "radio", "ravioli", "robot", "rodeo", "safari", "samba",
    "sauna", "solo", "sonar", "spiral", "studio", "taxi", "tennis", "tornado", "totem", "turban", "vanilla",
    "video", "violet", "volcan", "yoga", "zebra", "zigzag", "zoom",
)  # fmt: skip
"""Said alike in French and English."""


def invite(event_id: int, role: DoorRole, *, by: Actor) -> tuple[Device, str]:
    """A device to be, and the letters that make it one. Only their digest is kept."""
    get_installation()  # what a phone is told names the database's epoch
    letters = random_letters(LETTERS)
    device = Device(event_id=event_id, role=role, pairing_hash=digest(letters), pairing_until=now() + GOOD_FOR)
    db.session.add(device)
    db.session.flush()
    _note("device.invite", device, by, {"role": role.value})
    return device, letters


def pair(letters: str, *, app_version: str, came_from: str) -> tuple[Device, str]:
    """The waiting device and its token. Raises TooMany, NotFound; a wrong code has to be counted, so
    commit then too."""
    if limits.count("door.pair", came_from, TRIES_WITHIN) >= TRIES:
        message = _("Too many wrong codes. Wait ten minutes, then ask for a new code.")
        raise TooMany("too_many_codes", message, int(TRIES_WITHIN.total_seconds()))
    at, token = now(), random_token()
    device = db.session.scalar(
        sa.select(Device)
        .where(Device.pairing_hash == digest(_clean(letters)), Device.pairing_until > at)
        .with_for_update()
    )
    if device is None or device.state is not DeviceState.waiting:
        limits.hit("door.pair", came_from)
        raise NotFound("wrong_code", _("This code is wrong, used or too old. Ask for a new one."))
    device.pairing_hash = device.pairing_until = None
    device.token_hash, device.paired_at, device.app_version = digest(token), at, app_version
    device.words = " ".join(secrets.SystemRandom().sample(WORDS, 2))
    db.session.flush()
    _note("device.pair", device, Actor("device", device.id, came_from), {})
    return device, token


def _clean(letters: str) -> str:
    """Ours alone: however they were grouped, and whatever else came along."""
    return "".join(letter for letter in letters.upper() if letter in ALPHABET)


def get(event_id: int, device_id: int, *, writing: bool = False) -> Device:
    """`writing`: as it is now, and nobody else's until the transaction ends. Raises NotFound."""
    device = db.session.get(Device, device_id, with_for_update={"of": Device} if writing else None, populate_existing=writing)
    if device is None or device.event_id != event_id:
        raise NotFound("no_device", _("There is no such phone at this event."))
    return device


def place(event_id: int, device_id: int, lane_id: int, *, role: DoorRole, name: str, by: Actor) -> Device:
    """“This is Lane A”: from now on it works there. Raises DomainError("not_paired")."""
    device, lane = get(event_id, device_id, writing=True), db.session.get(Lane, lane_id)
    if lane is None or db.session.get_one(CheckinPoint, lane.point_id).event_id != event_id:
        raise NotFound("no_lane", _("There is no such lane at this event."))
    if device.token_hash is None or device.state not in (DeviceState.waiting, DeviceState.active):
        raise DomainError("not_paired", _("This phone is not paired. Pair it with a new code."))
    device.state, device.lane_id, device.role, device.name = DeviceState.active, lane_id, role, name
    db.session.flush()
    _note("device.place", device, by, {"lane": lane_id, "role": role.value})
    return device


def revoke(event_id: int, device_id: int, *, by: Actor) -> Device:
    """It reads nothing any more; for two days it may hand in what it did before. Twice is once."""
    device = get(event_id, device_id, writing=True)
    if device.state is not DeviceState.revoked:
        device.state, device.revoked_at = DeviceState.revoked, now()
        device.pairing_hash = device.pairing_until = None
        db.session.flush()
        _note("device.revoke", device, by, {})
    return device


def sign_out(device_id: int, at: datetime) -> None:
    """The phone's own word, once all that it did has arrived. Harmless to repeat."""
    device = db.session.get_one(Device, device_id)
    if device.state in (DeviceState.waiting, DeviceState.active):
        device.state, device.signed_out_at = DeviceState.signed_out, at
        db.session.flush()
        _note("device.sign_out", device, Actor("device", device_id), {})


def _note(action: str, device: Device, by: Actor, detail: dict[str, object]) -> None:
    record(
        action, by=by, event_id=device.event_id, object_type="device", object_id=device.id, detail=detail
    )
