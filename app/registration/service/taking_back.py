"""An import is taken back: whom it brought was never there."""

import sqlalchemy as sa

from app.audit.service import Actor
from app.extensions import db
from app.registration import lifecycle
from app.registration.lifecycle import GONE, Move
from app.registration.models import Registration
from app.registration.service.lapsing import note_gone
from app.registration.service.moving import locked, owe_filling
from app.registration.service.seating import leave


def take_back(event_id: int, registration_id: int, *, by: Actor, version: int | None) -> None:
    """Delete a registration that nobody knows of; its seats and its code go. Raises DomainError("not_allowed"),
    ("changed_meanwhile") for another version than the import left."""
    registration, revision = locked(event_id, registration_id, version)
    before = registration.status
    lifecycle.check(Move.take_back, before, GONE)
    leave(registration, "cancelled", by)
    db.session.expunge(registration)
    db.session.execute(sa.delete(Registration).where(Registration.id == registration_id))
    note_gone(event_id, registration_id, Move.take_back, before, by=by, revision=revision)
    owe_filling(event_id)
