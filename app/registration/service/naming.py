"""The contact of an allotment names delegates, replaces and withdraws them."""

from flask_babel import gettext as _

from app.audit.service import Actor
from app.core.clock import now
from app.core.errors import DomainError
from app.core.tokens import digest
from app.events.locking import lock
from app.registration import delegates, lifecycle
from app.registration.delegates import WhyNot
from app.registration.details import Details
from app.registration.grants import Allotment
from app.registration.lifecycle import Move
from app.registration.models import CancelReason, Channel, Registration, Status
from app.registration.queries import find_by_submission
from app.registration.service import allotting
from app.registration.service.handing_over import hand_over, require_unknown
from app.registration.service.moving import cancelled, move_to
from app.registration.service.proving import admit
from app.registration.service.seating import leave
from app.registration.service.submitting import add_particulars, new_registration


def name(
    event_id: int, allotment_id: int, details: Details, *, language: str, submission: str, by: Actor
) -> Registration:
    """Register a delegate on a seat of the allotment. `submission`: the form's one-time key; the same key
    finds the same delegate. Raises DomainError("allotment_returned" | "allotment_full" | "address_in_use" |
    "not_running")."""
    revision, key = lock(event_id), digest(submission)
    twin = find_by_submission(event_id, key)
    if twin is not None:
        return twin
    allotment, at = allotting.get(event_id, allotment_id), now()
    _require_place(allotment)
    require_unknown(event_id, details.email)
    delegate = new_registration(
        allotment.event, details, language=language, channel=Channel.allotment, at=at, category=allotment.category
    )
    delegate.submission_key, delegate.allotment_id = key, allotment.id
    admit(delegate, by=by, revision=revision)
    add_particulars(delegate, details, None)
    return delegate


def _require_place(allotment: Allotment) -> None:
    reason, contact = delegates.why_not(allotment, now()), allotment.event.reply_to
    if reason is None:
        return
    raise DomainError(reason.value, {
        WhyNot.not_running: _not_running_sentence(allotment),
        WhyNot.returned: _(
            "The places without a name have gone back to everybody. Whoever still wants to come registers on the event "
            "page; questions: %(contact)s.", contact=contact,
        ),
        WhyNot.full: _(
            "All your places have a name. Replace or withdraw somebody first, or ask for more places: %(contact)s.",
            contact=contact,
        ),
    }[reason])


def _require_running(allotment: Allotment) -> None:
    if not delegates.may_change(allotment.event, now()):
        raise DomainError(WhyNot.not_running.value, _not_running_sentence(allotment))


def _not_running_sentence(allotment: Allotment) -> str:
    return _(
        "The event is over or does not take place: nothing can be changed here. Questions: %(contact)s.",
        contact=allotment.event.reply_to,
    )


def replace(
    event_id: int, allotment_id: int, registration_id: int, details: Details, *, language: str, submission: str, by: Actor
) -> Registration:
    """Somebody else comes on the seat of this delegate, with a code of their own. Until the arrival."""
    lock(event_id)
    allotment = allotting.get(event_id, allotment_id)
    _require_running(allotment)
    delegate = delegates.get(allotment, registration_id)
    return hand_over(event_id, delegate.id, details, by=by, language=language, submission=submission)


def withdraw(event_id: int, allotment_id: int, registration_id: int, *, by: Actor) -> Registration:
    """End a delegate's registration; the allotment has the seat back. Twice is once; until the arrival."""
    revision = lock(event_id)
    allotment, at = allotting.get(event_id, allotment_id), now()
    delegate = delegates.get(allotment, registration_id)
    if delegate.status is Status.cancelled:
        return delegate
    _require_running(allotment)
    if delegate.arrived_at is not None:
        raise DomainError("has_arrived", _("This person has arrived: the place can no longer be withdrawn."))
    lifecycle.check(Move.withdraw, delegate.status, Status.cancelled)
    cancelled(delegate, CancelReason.withdrawn, at)
    move_to(delegate, Move.withdraw, Status.cancelled, by=by, at=at, revision=revision)
    leave(delegate, "cancelled", by)
    return delegate
