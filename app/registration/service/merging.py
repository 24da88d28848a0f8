"""Two registrations of one person become one; the histories of both stay."""

import sqlalchemy as sa
from flask_babel import gettext as _

from app.audit.service import Actor, record
from app.core.clock import now
from app.core.database import insert
from app.core.errors import DomainError
from app.core.text import email_key
from app.events.locking import lock
from app.extensions import db
from app.registration import lifecycle, queries
from app.registration.counting import SEATED
from app.registration.distinct import DistinctPair
from app.registration.duplicates import Who, pairs
from app.registration.lifecycle import Move
from app.registration.models import LIVE, CancelReason, Registration, SeatState, SessionSeat, Status
from app.registration.particulars import Needs
from app.registration.service import answering, needs
from app.registration.service.deciding import require_address_free
from app.registration.service.moving import cancelled, locked, move_to
from app.registration.service.organisations import place
from app.registration.service.seating import leave
from app.registration.service.submitting import name
from app.registration.session_queue import overlap

STRENGTH = (Status.confirmed, Status.offered, Status.waitlisted, Status.pending, Status.unverified)
"""The status that survives comes first."""
FILLED = ("phone", "job_title", "organisation_name", "door_note", "badge_name", "badge_organisation")
"""What the survivor takes from the other where it has nothing."""


def stronger(one: Registration, other: Registration) -> tuple[Registration, Registration]:
    """(who survives, who ends): by status, then who has arrived, is proven, came first."""

    def strength(who: Registration) -> tuple[int, bool, bool, int]:
        return STRENGTH.index(who.status), who.arrived_at is None, who.email_proven_at is None, who.id

    first, second = sorted((one, other), key=strength)
    return first, second


def merge(event_id: int, one_id: int, other_id: int, *, by: Actor, seen: tuple[int, int] | None = None) -> Registration:
    """Make one of two live registrations; returns the survivor. `seen`: the versions on the page, in the
    order of the ids given. Raises DomainError("not_allowed"), ("changed_meanwhile"), ("address_in_use")."""
    if one_id == other_id:
        raise DomainError("same", _("These are the same registration."))
    one, revision = locked(event_id, one_id, seen and seen[0])
    other = _second(event_id, other_id, seen and seen[1])
    for each in (one, other):
        lifecycle.check(Move.merge, each.status, Status.cancelled)
    survivor, ends = stronger(one, other)
    at, email, manager = now(), ends.email, ends.manager_email
    _pass_on(survivor, ends)
    cancelled(ends, CancelReason.merged, at)
    ends.merged_into_id, ends.link_version = survivor.id, ends.link_version + 1
    move_to(
        ends, Move.merge, Status.cancelled, by=by, at=at, revision=revision, detail={"survivor": survivor.id}
    )  # fmt: skip
    leave(ends, "merged", by)
    with db.session.no_autoflush:
        if survivor.email is None and email:
            survivor.email, survivor.email_key, survivor.email_proven_at = email, email_key(email), ends.email_proven_at
        if survivor.manager_email is None and manager:
            survivor.manager_email, survivor.manager_key = manager, email_key(manager)
        require_address_free(survivor)
    _keep_as_one(survivor, ends, revision)
    record(
        "registration.merged_from", by=by, event_id=event_id, object_type="registration", object_id=survivor.id,
        detail={"other": ends.id},
    )  # fmt: skip
    return survivor


def _second(event_id: int, registration_id: int, version: int | None) -> Registration:
    """Read within the lock that the first one took."""
    registration = queries.get(event_id, registration_id)
    if version is not None and registration.version != version:
        raise DomainError("changed_meanwhile", _("Somebody changed one of them meanwhile. Look at both again."))
    return registration


def _pass_on(survivor: Registration, ends: Registration) -> None:
    """What the survivor lacks and the other has: details, needs, answers, and places in sessions."""
    had_organisation = bool(survivor.organisation_name)
    for field in FILLED:
        if not getattr(survivor, field):
            setattr(survivor, field, getattr(ends, field))
    if not had_organisation:
        place(survivor, proven=survivor.email_proven_at is not None)
    survivor.vip = survivor.vip or ends.vip
    survivor.rank_at = min(survivor.rank_at, ends.rank_at)
    if not needs.are_kept(survivor):
        db.session.execute(
            sa.update(Needs).where(Needs.registration_id == ends.id).values(registration_id=survivor.id)
        )  # fmt: skip
    answering.pass_on(survivor, ends)
    for seat in _seats_to_pass(survivor, ends):
        seat.registration_id = survivor.id
    db.session.flush()
    db.session.expire(survivor, ["seats"])
    db.session.expire(ends, ["seats"])


def _seats_to_pass(survivor: Registration, ends: Registration) -> list[SessionSeat]:
    """Places where the survivor sits nowhere at that time; one that is held makes up for one waited for."""
    if survivor.status not in SEATED or ends.status not in SEATED:
        return []
    held = {seat.session_id for seat in ends.seats if seat.state is SeatState.held}
    for seat in [seat for seat in survivor.seats if seat.state is SeatState.waiting and seat.session_id in held]:
        db.session.delete(seat)
    db.session.flush()
    db.session.expire(survivor, ["seats"])
    busy = [seat.session for seat in survivor.seats]
    return [seat for seat in ends.seats if not any(overlap(seat.session, own) for own in busy)]


def _keep_as_one(survivor: Registration, ends: Registration, revision: int) -> None:
    """The earlier arrival counts, and whoever was merged into the other before now stands for the same."""
    arrivals = [who.arrived_at for who in (survivor, ends) if who.arrived_at is not None]
    survivor.arrived_at = min(arrivals, default=None)
    db.session.execute(
        sa.update(Registration).where(Registration.merged_into_id == ends.id).values(merged_into_id=survivor.id)
    )  # fmt: skip
    name(survivor, survivor.first_name, survivor.last_name, survivor.organisation_name)
    survivor.revision, survivor.version = revision, survivor.version + 1
    db.session.flush()


def find_duplicates(event_id: int) -> list[tuple[int, int]]:
    """Ids of live registrations that may be one person, without the pairs that an organiser parted."""
    columns = (
        Registration.id, Registration.first_name, Registration.last_name, Registration.organisation_key,
        Registration.organisation_name, Registration.email, Registration.phone,
    )  # fmt: skip
    rows = db.session.execute(
        sa.select(*columns).where(Registration.event_id == event_id, Registration.status.in_(LIVE))
    )  # fmt: skip
    people = [Who(*row[:5], row.email or "", row.phone) for row in rows]
    of_event = sa.select(DistinctPair.one_id, DistinctPair.other_id).join(
        Registration, Registration.id == DistinctPair.one_id
    )
    parted = {tuple(row) for row in db.session.execute(of_event.where(Registration.event_id == event_id))}
    return [(one.id, other.id) for one, other in pairs(people) if (one.id, other.id) not in parted]


def part(event_id: int, one_id: int, other_id: int, *, by: Actor) -> None:
    """They are two people: the list shows this pair no more. Twice is once."""
    lock(event_id)
    one, other = queries.get(event_id, one_id), queries.get(event_id, other_id)
    first, second = sorted((one.id, other.id))
    if first == second:
        raise DomainError("same", _("These are the same registration."))
    if CancelReason.merged in (one.cancel_reason, other.cancel_reason):
        raise DomainError("merged", _("Somebody made them one registration in the meantime."))
    write = insert(DistinctPair).values(one_id=first, other_id=second, at=now()).on_conflict_do_nothing()
    if db.session.execute(write).rowcount:
        record(
            "registration.part", by=by, event_id=event_id, object_type="registration", object_id=first,
            detail={"other": second},
        )  # fmt: skip
