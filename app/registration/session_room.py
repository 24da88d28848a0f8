"""Places in sessions as the database has them: how many are taken, and whose turn it is."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from app.events.models import Event, Session
from app.extensions import db
from app.registration.counting import SEATED
from app.registration.models import Registration, SeatState, SessionSeat
from app.registration.session_queue import Turn, allot


@dataclass(frozen=True)
class Fill:
    """How full a session is; `waiting` has a seat at the event, `wishing` does not yet."""

    held: int = 0
    waiting: int = 0
    wishing: int = 0

    @property
    def chosen(self) -> int:
        """By how many people at all."""
        return self.held + self.waiting + self.wishing


def fill_of(event: Event) -> dict[int, Fill]:
    """By session, of those that somebody chose."""
    seats = sa.select(
        SessionSeat.session_id, *(sa.func.count().filter(SessionSeat.state == state) for state in _STATES)
    )
    rows = db.session.execute(seats.join(Session).where(Session.event_id == event.id).group_by(SessionSeat.session_id))
    return {session_id: Fill(*numbers) for session_id, *numbers in rows}


_STATES = (SeatState.held, SeatState.waiting, SeatState.wanted)


def free(event: Event) -> dict[int, int]:
    """Places left by session, of those that people choose; less than none where its capacity was lowered."""
    fill = fill_of(event)
    return {s.id: s.capacity - fill.get(s.id, Fill()).held for s in event.sessions if s.capacity is not None}


def hold_both(one_id: int, other_id: int) -> int:
    """How many people have a place in each of these two."""
    in_one, in_other = (
        sa.select(SessionSeat.registration_id).where(SessionSeat.session_id == id_, SessionSeat.state == SeatState.held)
        for id_ in (one_id, other_id)
    )
    both = in_one.where(SessionSeat.registration_id.in_(in_other)).subquery()
    return db.session.scalar(sa.select(sa.func.count()).select_from(both)) or 0


def sits_in(registration: Registration, session_id: int) -> bool:
    return any(seat.session_id == session_id and seat.state is SeatState.held for seat in registration.seats)


_HELD = (
    sa.select(sa.func.count())
    .where(SessionSeat.session_id == Session.id, SessionSeat.state == SeatState.held)
    .correlate(Session)
    .scalar_subquery()
)


def full(session_ids: Collection[int]) -> set[int]:
    """Those of the ids that have no place left."""
    return set(db.session.scalars(sa.select(Session.id).where(Session.id.in_(session_ids), Session.capacity <= _HELD)))


def turns(event_id: int, *which: sa.ColumnElement[bool]) -> list[Turn]:
    """Whose the free places of sessions are, of all of them or of those that clauses name. Two statements."""
    waits = sa.exists().where(SessionSeat.session_id == Session.id, SessionSeat.state == SeatState.waiting)
    open_ones = sa.select(Session.id, Session.capacity - _HELD).where(
        Session.event_id == event_id, Session.capacity > _HELD, waits, *which
    )
    left = {session_id: number for session_id, number in db.session.execute(open_ones)}
    return _first_come(left) if left else []


def _first_come(left: dict[int, int]) -> list[Turn]:
    """Those who wait for these sessions, as far as the places go."""
    seats = db.session.execute(_places_of_whoever_waits(left)).all()
    queue = [Turn(row.registration_id, row.id) for row in seats if row.state is SeatState.waiting and row.id in left]
    held = defaultdict(set)
    for row in seats:
        if row.state is SeatState.held:
            held[row.registration_id].add(row.id)
    return allot(queue, left, {row.id: row for row in seats}, held)


def _places_of_whoever_waits(session_ids: Collection[int]) -> sa.Select[tuple[object, ...]]:
    """Who has a seat at the event and waits for one of these: their places in all sessions."""
    who = sa.select(SessionSeat.registration_id).where(
        SessionSeat.session_id.in_(session_ids), SessionSeat.state == SeatState.waiting
    )
    return (
        sa.select(SessionSeat.registration_id, SessionSeat.state, Session.id, Session.starts_at, Session.ends_at)
        .join(Session)
        .join(Registration, Registration.id == SessionSeat.registration_id)
        .where(SessionSeat.registration_id.in_(who), Registration.status.in_(SEATED))
        .order_by(SessionSeat.since, SessionSeat.registration_id, Session.id)
    )
