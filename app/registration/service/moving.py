"""One step of one registration: locked, checked, stamped, audited, and what it owes enqueued."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from app.audit.service import Actor, record
from app.core.errors import DomainError
from app.events.locking import lock
from app.events.models import Event, Session
from app.extensions import db
from app.jobs import service as jobs
from app.registration import lifecycle
from app.registration.counting import SEATED
from app.registration.lifecycle import Move
from app.registration.models import CancelReason, Registration, SeatState, SessionSeat, Status
from app.registration.owed import OWED, MailKind

MAIL_JOB = "mailing.send"
FILL_JOB = "registration.fill"


_ANEW = (
    sa.select(Registration)
    .where(Registration.id == sa.bindparam("of_id"))
    .options(joinedload(Registration.event), joinedload(Registration.category))
)
"""With what decides."""


def locked(event_id: int, registration_id: int, version: int | None = None) -> tuple[Registration, int]:
    """The registration read anew under the event's lock, and the new revision.

    `version`: what was seen; raises DomainError("changed_meanwhile") if it is another."""
    revision = lock(event_id)
    registration = db.session.scalar(_ANEW, {"of_id": registration_id})
    if registration is None or registration.event_id != event_id:
        raise DomainError("gone", _("This registration no longer exists."))
    if version is not None and registration.version != version:
        raise DomainError(
            "changed_meanwhile",
            _(
                "This registration was changed meanwhile, by somebody else or in another window. Nothing of yours "
                "was saved: look at it again, then repeat your change."
            ),
        )
    return registration, revision


def move_to(
    registration: Registration,
    move: Move,
    after: Status,
    *,
    by: Actor,
    at: datetime,
    revision: int,
    silent: bool = False,
    detail: dict[str, Any] | None = None,
) -> None:
    """Take the step or raise DomainError("not_allowed"). Under the event's lock; flushes.

    `silent`: without mail, and the audit says so."""
    before = registration.status if registration.id else None
    lifecycle.check(move, before, after)
    frees = _frees(registration, before, move, after, at)
    registration.status = after
    registration.hold_until = registration.hold_until if after is Status.unverified else None
    registration.offered_until = registration.offered_until if after is Status.offered else None
    if after is not Status.confirmed:
        registration.answer_until = registration.answered_at = None
    registration.released_at = registration.released_at if after is Status.waitlisted else None
    if after is Status.confirmed and before is not Status.confirmed:
        registration.confirmed_at = at
    stamp(registration, revision)
    kind = None if silent else OWED.get((move, after, registration.channel))
    record(
        f"registration.{move.value}",
        by=by,
        event_id=registration.event_id,
        object_type="registration",
        object_id=registration.id,
        at=at,
        detail={"from": before and before.value, "to": after.value, **(detail or {}), "mail": kind and kind.value},
    )
    if kind is not None:
        owe(registration, kind)
    if frees:
        owe_filling(registration.event_id)


def _frees(registration: Registration, before: Status | None, move: Move, after: Status, at: datetime) -> bool:
    """Whether somebody else may find a seat after this step, or this person another queue."""
    held = before is Status.unverified and registration.hold_until is not None and registration.hold_until > at
    left = (before in SEATED or held) and after not in SEATED
    return left or move in (Move.restore, Move.change_category)


def owe_filling(event_id: int) -> None:
    """Owe those who wait a look at the free seats, of the event and of its sessions, if anybody waits."""
    if somebody_waits(event_id):
        jobs.enqueue(FILL_JOB, event_id=event_id, subject=f"event:{event_id}")


def somebody_waits(event_id: int) -> bool:
    for_event = sa.exists().where(Registration.event_id == event_id, Registration.status == Status.waitlisted)
    in_session = Session.event_id == event_id, SessionSeat.session_id == Session.id
    for_session = sa.exists().where(*in_session, SessionSeat.state == SeatState.waiting)
    return bool(db.session.scalar(sa.select(sa.or_(for_event, for_session))))


def stamp(registration: Registration, revision: int) -> None:
    """Mark as changed at this revision, so that door copies and other editors notice. Flushes."""
    registration.revision = revision
    registration.version = (registration.version or 0) + 1
    db.session.add(registration)
    db.session.flush()


def restamp(event_id: int, ids: sa.Select[tuple[int]]) -> None:
    """Have door copies told anew of these people, of whom something changed that others own: their badge,
    say. Takes the event's lock; nothing of theirs counts as edited."""
    revision = lock(event_id)
    changed = sa.update(Registration).where(Registration.id.in_(ids)).values(revision=revision)
    db.session.execute(changed, execution_options={"synchronize_session": False})


def stamp_all(event: Event, *which: sa.ColumnElement[bool]) -> None:
    """Mark all of these as changed at the event's revision: what they have in common is another. Under the
    event's lock; whoever edits one of them is not disturbed."""
    chosen = sa.update(Registration).where(Registration.event_id == event.id, *which)
    db.session.execute(chosen.values(revision=event.revision))


def owe(registration: Registration, kind: MailKind, **payload: Any) -> None:
    """Owe a mail about this registration; nobody to write to owes nothing. Built when sent."""
    if registration.address:
        jobs.enqueue(
            MAIL_JOB,
            {"kind": kind.value, "registration_id": registration.id, **payload},
            event_id=registration.event_id,
            subject=f"registration:{registration.id}",
        )


def cancelled(registration: Registration, reason: CancelReason, at: datetime) -> None:
    """Note why and from where a registration is cancelled, for restoring it. Calendars follow."""
    registration.cancelled_from = registration.status
    registration.cancel_reason = reason
    registration.cancelled_at = at
    registration.calendar_sequence += 1
