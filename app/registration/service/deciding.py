"""What organisers decide about one person."""

from flask_babel import gettext as _

from app.audit.service import Actor
from app.core.clock import now
from app.core.errors import DomainError
from app.events.queries import get_category
from app.extensions import db
from app.registration import lifecycle
from app.registration.admission import seat_or_wait
from app.registration.counting import SEATED
from app.registration.lifecycle import Move
from app.registration.models import Registration, Status
from app.registration.queries import find_twin
from app.registration.service.handing_over import pass_place
from app.registration.service.moving import locked, move_to
from app.registration.service.proving import seat
from app.registration.service.seating import limit_reached, no_seat_sentence, room_for


def approve(event_id: int, registration_id: int, *, by: Actor, version: int | None = None) -> Registration:
    """Let a pending person in: with a seat if one is left, else onto the waiting list.

    If the person takes over a place, the predecessor leaves in the same transaction."""
    registration, revision = locked(event_id, registration_id, version)
    at = now()
    if registration.succeeds is not None:
        return _swap(registration, registration.succeeds, by=by, revision=revision)
    after = seat_or_wait(limit_reached(registration, at))
    move_to(registration, Move.approve, after, by=by, at=at, revision=revision)
    if after is Status.confirmed:
        seat(registration)
    return registration


def _swap(successor: Registration, predecessor: Registration, *, by: Actor, revision: int) -> Registration:
    if predecessor.status is not Status.confirmed or predecessor.arrived_at is not None:
        gone = _("The place to take over is gone: %(name)s has arrived or cancelled.", name=predecessor.full_name)
        raise DomainError("place_is_gone", gone)
    pass_place(predecessor, successor, by=by, at=now(), revision=revision)
    seat(successor)
    return successor


def refuse(event_id: int, registration_id: int, *, by: Actor, reason: str, version: int | None = None) -> Registration:
    """Say no, with a reason that the mail repeats."""
    registration, revision = locked(event_id, registration_id, version)
    registration.refusal_reason = reason
    move_to(registration, Move.refuse, Status.refused, by=by, at=now(), revision=revision)
    return registration


def reopen(event_id: int, registration_id: int, *, by: Actor) -> Registration:
    """Take a refusal back: the person is pending again."""
    registration, revision = locked(event_id, registration_id)
    require_address_free(registration)
    registration.refusal_reason = ""
    move_to(registration, Move.reopen, Status.pending, by=by, at=now(), revision=revision)
    return registration


def require_address_free(registration: Registration) -> None:
    """Whether nobody else of the event lives under this address; under a manager's, nobody of this name."""
    other = find_twin(registration)
    if other is None:
        return
    sentence = _("This address has another registration: %(reference)s.", reference=other.reference)
    if registration.managed:
        sentence = _("The manager has another registration of this name: %(reference)s.", reference=other.reference)
    raise DomainError("address_in_use", sentence)


def give_seat(event_id: int, registration_id: int, *, by: Actor, version: int | None = None) -> Registration:
    """An organiser gives a waiting person a seat. Raises DomainError("no_seat") naming the limit."""
    registration, revision = locked(event_id, registration_id, version)
    lifecycle.check(Move.give_seat, registration.status, Status.confirmed)
    limit = limit_reached(registration, now(), first_come=False)
    if limit is not None:
        raise DomainError("no_seat", no_seat_sentence(limit))
    move_to(registration, Move.give_seat, Status.confirmed, by=by, at=now(), revision=revision)
    seat(registration)
    return registration


def change_category(
    event_id: int,
    registration_id: int,
    category_id: int,
    *,
    by: Actor,
    version: int | None = None,
    silent: bool = False,
) -> Registration:
    """Move somebody to another category; who has a seat needs one in the new quota. Code stays.
    `silent`: without mail, and the audit says so.

    A delegate leaves the allotment, which has the seat back."""
    registration, revision = locked(event_id, registration_id, version)
    category = get_category(event_id, category_id)
    lifecycle.check(Move.change_category, registration.status, registration.status)
    before = registration.category
    if category.id == before.id:
        return registration
    had = {"organisation", "capacity"} if before.counts else {"organisation"}
    had = set() if registration.allotment_id is not None else had
    registration.category_id, registration.category, registration.allotment_id = category.id, category, None
    reached = room_for(registration, now()).limits_reached(category.id)
    limit = next((limit for limit in reached if limit not in had), None)
    if limit is not None and registration.status in SEATED:
        db.session.expire(registration)
        raise DomainError("no_seat", no_seat_sentence(limit))
    if limit is not None:
        registration.hold_until = None
    detail = {"category_before": before.id, "category_after": category.id}
    move_to(
        registration, Move.change_category, registration.status, by=by, at=now(), revision=revision, silent=silent,
        detail=detail,
    )  # fmt: skip
    return registration
