"""An organiser decides on facts that were set aside."""

from typing import Any
from uuid import uuid5

import sqlalchemy as sa
from flask_babel import gettext as _

from app.audit.service import Actor
from app.checkin import contacts, frame, quarantine, senders, upload
from app.checkin.facts import hash_of, uuid_of
from app.checkin.models import Scan
from app.checkin.set_aside import AsideState, SetAside, Why
from app.checkin.upload import Parcel
from app.core.clock import now
from app.core.errors import DomainError
from app.extensions import db

PARCEL = 200


def take_in(event_id: int, aside_id: int, *, by: Actor) -> SetAside:
    """Make a scan of it, at the time at which it happened. Raises DomainError("cannot_be_taken") where
    it is no fact that this event can hold."""
    aside = quarantine.decide(event_id, aside_id, AsideState.taken, by=by)
    body = _body(aside)
    result = upload.receive_one(_parcel(event_id, aside.device_id), body)
    if result.reason is not None or not _are_there(event_id, [body])[0]:
        message = _("This cannot be taken in: the lane, the person or the scan is not what this event holds.")
        raise DomainError("cannot_be_taken", message)
    return aside


def take_in_some(event_id: int, device_id: int, *, by: Actor) -> int:
    """Make scans of what a revoked phone handed in, a parcel at most, the oldest first; of how many. Facts
    that cannot be taken in go on waiting."""
    waiting = {aside.id: _body(aside) for aside in quarantine.of_phone(event_id, device_id, PARCEL)}
    if not waiting:
        return 0
    upload.receive(_parcel(event_id, device_id), list(waiting.values()))
    there = _are_there(event_id, list(waiting.values()))
    taken = [id_ for id_, is_there in zip(waiting, there, strict=True) if is_there]
    return quarantine.decide_all(event_id, device_id, AsideState.taken, taken, by=by)


def drop(event_id: int, aside_id: int, *, by: Actor) -> SetAside:
    """It stays in the database and counts nowhere."""
    return quarantine.decide(event_id, aside_id, AsideState.dropped, by=by)


def _body(aside: SetAside) -> dict[str, Any]:
    """As it was sent. What came under the UUID of another fact gets one of its own: both happened."""
    if aside.why is not Why.altered:
        return aside.body
    return {**aside.body, "uuid": str(uuid5(aside.uuid, aside.body_hash))}


def _parcel(event_id: int, device_id: int) -> Parcel:
    sender = senders.get(device_id)
    return Parcel(sender, frame.read(event_id, sender.epoch), contacts.stored(device_id), now(), _nobody_inside)


def _are_there(event_id: int, bodies: list[dict[str, Any]]) -> list[bool]:
    """Of each whether it is a fact of this event now."""
    uuids = [uuid_of(body) for body in bodies]
    query = sa.select(Scan.uuid, Scan.body_hash).where(Scan.event_id == event_id, Scan.uuid.in_(filter(None, uuids)))
    stored = {row.uuid: row.body_hash for row in db.session.execute(query)}
    return [uuid in stored and stored[uuid] == hash_of(body) for uuid, body in zip(uuids, bodies, strict=True)]


def _nobody_inside(_point: int) -> int:
    """A room limit of then says nothing now."""
    return 0
