"""Cancel, and take it back."""

from datetime import datetime, timedelta

from flask_babel import gettext as _

from app.audit.service import Actor
from app.core.clock import now
from app.core.errors import DomainError
from app.registration import lifecycle
from app.registration.admission import seat_or_wait
from app.registration.lifecycle import Move
from app.registration.models import CancelReason, Registration, Status
from app.registration.service.deciding import require_address_free
from app.registration.service.lapsing import start_timer, stop_timer
from app.registration.service.moving import cancelled, locked, move_to
from app.registration.service.proving import seat
from app.registration.service.seating import leave, limit_reached

TAKE_BACK = timedelta(hours=1)
TAKEN_BACK = (CancelReason.attendee, CancelReason.organiser, CancelReason.declined)
"""What a person may take back by a button."""
KEPT_STATUS = (Status.unverified, Status.pending)
WAITED = (Status.waitlisted, Status.offered)


def cancel(
    event_id: int,
    registration_id: int,
    *,
    by: Actor,
    reason: CancelReason,
    version: int | None = None,
    silent: bool = False,
) -> Registration:
    """End a live registration: seat, session seats, code and needs go at once. Twice is once.

    After arrival only organisers may; presence stays."""
    registration, revision = locked(event_id, registration_id, version)
    if registration.status is Status.cancelled:
        return registration
    if registration.arrived_at is not None and reason is CancelReason.attendee:
        raise DomainError("has_arrived", _("You have arrived already. Ask the desk if something has to change."))
    lifecycle.check(Move.cancel, registration.status, Status.cancelled)
    at = now()
    cancelled(registration, reason, at)
    move_to(
        registration,
        Move.cancel,
        Status.cancelled,
        by=by,
        at=at,
        revision=revision,
        silent=silent,
        detail={"reason": reason.value},
    )
    leave(registration, "cancelled", by)
    if registration.cancelled_from is Status.unverified:
        stop_timer(registration)
    return registration


def restore(event_id: int, registration_id: int, *, by: Actor) -> Registration:
    """Take a cancellation back: the person within an hour, organisers at any time."""
    registration, revision = locked(event_id, registration_id)
    at = now()
    if registration.status is not Status.cancelled:
        return registration
    _require_restorable(registration, by)
    after = _restored_status(registration, at)
    registration.calendar_sequence += 1
    registration.cancelled_from = registration.cancel_reason = registration.cancelled_at = None
    move_to(registration, Move.restore, after, by=by, at=at, revision=revision)
    if after is Status.confirmed:
        seat(registration)
    elif after is Status.unverified:
        start_timer(registration, at)
    return registration


def _require_restorable(registration: Registration, by: Actor) -> None:
    if registration.cancel_reason in (CancelReason.merged, CancelReason.handed_over):
        raise DomainError("not_restorable", _("This place has passed to another registration and cannot come back."))
    if by.kind == "attendee" and registration.cancel_reason not in TAKEN_BACK:
        raise DomainError("not_restorable", _("This place cannot be taken back. Register again from the event page."))
    if by.kind == "attendee" and now() > registration.cancelled_at + TAKE_BACK:
        raise DomainError(
            "too_late", _("An hour has passed since the cancellation: register again, your page has a button for it.")
        )
    require_address_free(registration)


def _restored_status(registration: Registration, at: datetime) -> Status:
    before = registration.cancelled_from
    if before in KEPT_STATUS:
        return before
    if before in WAITED:
        registration.rank_at = at
        return Status.waitlisted
    after = seat_or_wait(limit_reached(registration, at))
    if after is Status.waitlisted:
        registration.rank_at = at
    return after
