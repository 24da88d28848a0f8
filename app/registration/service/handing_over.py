"""A colleague comes instead: the old row ends, a new one begins, with its own link and code."""

from datetime import datetime

from flask_babel import gettext as _

from app.audit.service import Actor
from app.core.clock import now
from app.core.errors import DomainError
from app.core.text import email_key
from app.core.tokens import digest
from app.events.models import Entry
from app.extensions import db
from app.registration import lifecycle
from app.registration.details import Details
from app.registration.lifecycle import Move
from app.registration.models import CancelReason, Channel, Registration, Status
from app.registration.queries import find_by_submission, find_live
from app.registration.service.moving import cancelled, locked, move_to
from app.registration.service.organisations import place
from app.registration.service.proving import seat
from app.registration.service.seating import leave, no_seat_sentence, room_for
from app.registration.service.session_seats import wish
from app.registration.service.submitting import add_particulars, new_registration

CONTACT = "contact"
"""The kind of actor that the contact of an allotment is."""


def hand_over(
    event_id: int, registration_id: int, to: Details, *, by: Actor, language: str, submission: str = ""
) -> Registration:
    """Give a place to somebody else; returns the successor. `submission`: the form's one-time key, where
    it has one; the same key finds the same successor.

    Needs never pass; consents are asked anew. In approval and invitation categories an organiser
    agrees first: the successor is `pending` and the place stays until then."""
    registration, revision = locked(event_id, registration_id)
    twin = find_by_submission(event_id, digest(submission)) if submission else None
    if twin is not None:
        return twin
    lifecycle.check(Move.hand_over, registration.status, Status.cancelled)
    _require_possible(registration, to)
    at, event = now(), registration.event
    successor = new_registration(
        event, to, language=language, channel=_channel(registration, by), at=at, category=registration.category
    )
    successor.submission_key = digest(submission) if submission else None
    successor.organisation_type = registration.organisation_type
    successor.allotment_id, successor.invitation_id = registration.allotment_id, registration.invitation_id
    successor.succeeds_id = registration.id
    place(successor, proven=False)
    if _needs_agreement(registration.category.entry, by):
        move_to(successor, Move.succeed, Status.pending, by=by, at=at, revision=revision)
        add_particulars(successor, to, None)
        return successor
    pass_place(registration, successor, by=by, at=at, revision=revision)
    add_particulars(successor, to, None)
    seat(successor)
    return successor


def _channel(registration: Registration, by: Actor) -> Channel:
    """How the successor came: whoever passes on a delegate's place need not be the contact."""
    came = registration.channel
    return Channel.form if came is Channel.allotment and by.kind != CONTACT else came


def _needs_agreement(entry: Entry, by: Actor) -> bool:
    """A contact was invited to name people: where that is all it takes, nobody is asked again."""
    return entry is Entry.approval or (entry is Entry.invitation and by.kind != CONTACT)


def pass_place(
    predecessor: Registration, successor: Registration, *, by: Actor, at: datetime, revision: int
) -> None:  # fmt: skip
    """The one ends and the other begins, in one transaction; links to the old place open it no more.
    Places in sessions pass where nobody waits for them.

    Raises DomainError("no_seat") where the place does not pass as it is."""
    _require_succession(successor, predecessor, at)
    cancelled(predecessor, CancelReason.handed_over, at)
    predecessor.link_version += 1
    move_to(successor, Move.succeed, Status.confirmed, by=by, at=at, revision=revision)
    detail = {"successor": successor.id}
    move_to(predecessor, Move.hand_over, Status.cancelled, by=by, at=at, revision=revision, detail=detail)
    sessions = [seat.session_id for seat in predecessor.seats]
    leave(predecessor, "handed_over", by)
    wish(successor, sessions)


def _require_succession(successor: Registration, predecessor: Registration, at: datetime) -> None:
    """A place passes within its category and organisation; elsewhere a seat has to be left. Raises
    DomainError("no_seat")."""
    passes = _passing(successor, predecessor)
    reached = room_for(successor, at).limits_reached(successor.category_id)
    limit = next((limit for limit in reached if limit not in passes), None)
    if limit == "organisation":
        raise DomainError(
            "no_seat",
            _(
                "%(organisation)s has all its seats: a place of another organisation cannot pass to it.",
                organisation=successor.organisation_name,
            ),
        )
    if limit is not None:
        raise DomainError("no_seat", no_seat_sentence(limit))


def _passing(successor: Registration, predecessor: Registration) -> set[str]:
    """The limits of which the predecessor's seat becomes free for the successor. An allotment keeps
    the seat of who leaves it."""
    if successor.allotment_id != predecessor.allotment_id:
        return set()
    return {
        limit
        for limit, passes in {
            "allotment": True,
            "quota": successor.category_id == predecessor.category_id,
            "capacity": predecessor.category.counts,
            "organisation": successor.organisation_key == predecessor.organisation_key,
        }.items()
        if passes
    }


def _require_possible(registration: Registration, to: Details) -> None:
    if registration.arrived_at is not None:
        raise DomainError("has_arrived", _("This person has arrived: the place can no longer pass to somebody else."))
    require_unknown(registration.event_id, to.email)
    pending = db.session.scalar(
        db.select(Registration.id).where(
            Registration.succeeds_id == registration.id, Registration.status == Status.pending
        )
    )
    if pending is not None:
        raise DomainError("already_asked", _("You have named somebody already; an organiser is looking at it."))


def require_unknown(event_id: int, email: str | None) -> None:
    """Whoever has a registration keeps it: nobody else makes them a second one."""
    if find_live(event_id, email_key(email)) is not None:
        raise DomainError(
            "address_in_use", _("This address is registered already. Use the address of somebody who is not.")
        )
