"""What nobody proves within seven days goes."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from app.audit.service import SYSTEM, Actor, forget_values, record
from app.events.locking import lock
from app.extensions import db
from app.jobs import service as jobs
from app.registration.lifecycle import Move
from app.registration.models import Departure, Registration, Status

LAPSE_JOB = "registration.lapse"
UNPROVEN_LIFE = timedelta(days=7)


def start_timer(registration: Registration, at: datetime) -> None:
    """Owe the end of what stays unproven from this moment on."""
    jobs.enqueue(
        LAPSE_JOB,
        {"registration_id": registration.id},
        due_at=at + UNPROVEN_LIFE,
        event_id=registration.event_id,
        key=_key(registration.id),
        subject=f"registration:{registration.id}",
    )


def stop_timer(registration: Registration) -> None:
    """A cancelled registration waits for no button; restored, it has its seven days again."""
    jobs.cancel(_key(registration.id))


def _key(registration_id: int) -> str:
    return f"{LAPSE_JOB}:{registration_id}"


def lapse(event_id: int, registration_id: int) -> None:
    """Delete what was not proven; whom the door let in stays. The audit keeps no name."""
    revision = lock(event_id)
    unproven = sa.delete(Registration).where(
        Registration.id == registration_id,
        Registration.status == Status.unverified,
        Registration.arrived_at.is_(None),
    )
    if not db.session.execute(unproven).rowcount:
        return
    note_gone(event_id, registration_id, Move.lapse, Status.unverified, by=SYSTEM, revision=revision)


def note_gone(event_id: int, registration_id: int, move: Move, before: Status, *, by: Actor, revision: int) -> None:
    """A row was deleted: the journal keeps no name, and door copies are told."""
    forget_values("registration", registration_id)
    record(
        f"registration.{move.value}",
        by=by,
        event_id=event_id,
        object_type="registration",
        object_id=registration_id,
        detail={"from": before.value, "to": None},
    )
    db.session.add(Departure(registration_id=registration_id, event_id=event_id, revision=revision))
    db.session.flush()
