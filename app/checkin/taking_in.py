"""An organiser decides on facts that were set aside."""

import sqlalchemy as sa
from flask_babel import gettext as _

from app.audit.service import Actor
from app.checkin import contacts, frame, quarantine, senders, upload
from app.checkin.clocks import Mark
from app.checkin.models import Scan
from app.checkin.set_aside import AsideState, SetAside
from app.checkin.upload import Parcel
from app.core.clock import now
from app.core.errors import DomainError
from app.extensions import db


def take_in(event_id: int, aside_id: int, *, by: Actor) -> SetAside:
    """Make a scan of it, at the time at which it happened. Raises DomainError("cannot_be_taken") where
    it is no fact that this event can hold."""
    aside = quarantine.decide(event_id, aside_id, AsideState.taken, by=by)
    sender = senders.get(aside.device_id)
    around = frame.read(event_id, sender.epoch)
    marks: list[Mark] = contacts.stored(aside.device_id)
    result = upload.receive_one(Parcel(sender, around, marks, now(), _nobody_inside), aside.body)
    if result.reason is not None or not _is_there(event_id, aside):
        message = _("This cannot be taken in: the lane, the person or the scan is not what this event holds.")
        raise DomainError("cannot_be_taken", message)
    return aside


def drop(event_id: int, aside_id: int, *, by: Actor) -> SetAside:
    """It stays in the database and counts nowhere."""
    return quarantine.decide(event_id, aside_id, AsideState.dropped, by=by)


def _is_there(event_id: int, aside: SetAside) -> bool:
    query = sa.select(Scan.body_hash).where(Scan.event_id == event_id, Scan.uuid == aside.uuid)
    return db.session.scalar(query) == aside.body_hash


def _nobody_inside(_point: int) -> int:
    """A room limit of then says nothing now."""
    return 0
