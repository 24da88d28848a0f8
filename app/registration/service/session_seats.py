"""Sessions chosen, left, and filled again from their queues."""

from collections.abc import Collection

import sqlalchemy as sa
from flask_babel import gettext as _

from app.audit.service import SYSTEM, Actor, record
from app.core import formats
from app.core.clock import now
from app.core.errors import DomainError
from app.core.languages import current, pick
from app.events.life import RUNNING
from app.events.locking import lock
from app.events.models import Event, Session
from app.extensions import db
from app.registration import session_room
from app.registration.counting import SEATED
from app.registration.models import LIVE, Registration, SeatState, SessionSeat
from app.registration.owed import OWED_TO_WAITERS
from app.registration.service.moving import locked, owe, owe_filling, stamp
from app.registration.session_queue import Turn, find_overlap

AT_ONCE = 50
"""Places given in one transaction."""


def choose(
    event_id: int, registration_id: int, session_ids: Collection[int], *, by: Actor, version: int | None = None
) -> Registration:
    """Be in these sessions and no other. Who has a seat at the event gets a place, or one in the queue
    where it is full; the others wish. What was chosen before stays as it is.

    Raises DomainError("frozen"), ("ended"), ("overlap"), ("changed_meanwhile")."""
    registration, revision = locked(event_id, registration_id, version)
    require_changeable(registration, by)
    chosen = choosable(event_id, session_ids)
    require_apart(chosen, registration.event)
    before = {seat.session_id: seat for seat in registration.seats}
    left = [seat for id_, seat in before.items() if id_ not in {session.id for session in chosen}]
    new = [session for session in chosen if session.id not in before]
    for seat in left:
        _note(registration, "leave_session", seat.session, by)
        db.session.delete(seat)
    wish(registration, [session.id for session in new])
    if registration.status in SEATED:
        take_session_seats(registration)
    for seat in registration.seats:
        if seat.session in new:
            _note(registration, "choose_session", seat.session, by, to=seat.state.value)
    if left or new:
        stamp(registration, revision)
        owe_filling(event_id)
    return registration


def require_changeable(registration: Registration, by: Actor) -> None:
    """Raises DomainError("ended"), ("frozen")."""
    event = registration.event
    if registration.status not in LIVE:
        raise DomainError("ended", _("This registration has ended: there is nothing to choose any more."))
    if by.kind == "attendee" and now() >= event.freeze_at:
        raise DomainError("frozen", _(
            "Sessions can no longer be changed here. Write to %(address)s.", address=event.reply_to
        ))


def choosable(event_id: int, session_ids: Collection[int]) -> list[Session]:
    """Those of the ids that are sessions of this event which people choose, in their order."""
    query = sa.select(Session).where(
        Session.event_id == event_id, Session.id.in_(session_ids), Session.capacity.is_not(None)
    )
    return list(db.session.scalars(query.order_by(Session.starts_at, Session.id))) if session_ids else []


def require_apart(sessions: Collection[Session], event: Event) -> None:
    """Raises DomainError("overlap") with a sentence that names the two."""
    found = find_overlap(sessions)
    if found is None:
        return
    one, other = found
    raise DomainError("overlap", _(
        "Choose one of the two: “%(one)s” and “%(other)s” both run at %(time)s.",
        one=pick(one.title, current()), other=pick(other.title, current()),
        time=formats.time(max(one.starts_at, other.starts_at), event.zone, current()),
    ))  # fmt: skip


def _note(registration: Registration, what: str, session: Session, by: Actor, **detail: str) -> None:
    record(
        f"registration.{what}", by=by, event_id=registration.event_id, object_type="registration",
        object_id=registration.id, detail={"session": pick(session.title, registration.event.languages[0]), **detail},
    )  # fmt: skip


def wish(registration: Registration, session_ids: Collection[int]) -> None:
    """Note sessions that a person wants, beside those chosen already."""
    known = {seat.session_id for seat in registration.seats}
    db.session.add_all(
        SessionSeat(registration_id=registration.id, session_id=id_) for id_ in session_ids if id_ not in known
    )
    db.session.flush()
    db.session.expire(registration, ["seats"])


def take_session_seats(registration: Registration) -> None:
    """Turn wishes into places, or into places in the queue: where a session is full, where somebody
    waits for what is free, and where the person sits elsewhere at that time. Under the lock."""
    wanted = {seat.session_id: seat for seat in registration.seats if seat.state is SeatState.wanted}
    at = now()
    for seat in wanted.values():
        seat.state, seat.since = SeatState.waiting, at
    if not wanted:
        return
    db.session.flush()
    for turn in session_room.turns(registration.event_id, Session.id.in_(wanted)):
        if turn.registration_id == registration.id:
            wanted[turn.session_id].state = SeatState.held
    db.session.flush()


def wish_again(registration: Registration) -> None:
    """Places in sessions become wishes, for the day on which there is a seat at the event again."""
    theirs = sa.update(SessionSeat).where(SessionSeat.registration_id == registration.id)
    db.session.execute(theirs.values(state=SeatState.wanted))
    db.session.expire(registration, ["seats"])


def is_due(event_id: int) -> bool:
    """Whether a free place of a session is somebody's who waits. Locks nothing."""
    return bool(_turns(event_id))


def fill(event_id: int) -> int:
    """Give free places to the first who wait and sit nowhere else then, some at once; how many that were.

    The lock is taken only when there is something to give: it moves the cursor of the phones."""
    if not is_due(event_id):
        return 0
    revision = lock(event_id)
    given = _turns(event_id)[:AT_ONCE]
    for turn in given:
        _give(turn, revision)
    return len(given)


def _turns(event_id: int) -> list[Turn]:
    """Of sessions that are to come."""
    event = db.session.get_one(Event, event_id)
    return session_room.turns(event_id, Session.starts_at > now()) if event.state in RUNNING else []


def _give(turn: Turn, revision: int) -> None:
    seat = db.session.get_one(SessionSeat, (turn.registration_id, turn.session_id))
    registration, kind = seat.registration, OWED_TO_WAITERS[seat.registration.channel]
    seat.state, seat.since = SeatState.held, now()
    stamp(registration, revision)
    _note(registration, "get_session", seat.session, SYSTEM, mail=kind.value)
    owe(registration, kind, session_id=seat.session_id)
