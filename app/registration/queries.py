"""Registrations looked up. `search` serves list, export, mailing and badges alike."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload, selectinload

from app.core.clock import now
from app.core.errors import NotFound
from app.core.text import search_text
from app.extensions import db
from app.registration.models import LIVE, Registration, SeatState, SessionSeat, Status


class Order(StrEnum):
    name = "name"
    organisation = "organisation"
    category = "category"
    newest = "newest"
    rank = "rank"


class Answered(StrEnum):
    """What people made of the question whether they come."""

    silent = "silent"
    comes = "comes"
    released = "released"


@dataclass(frozen=True)
class Filters:
    """A view of the people of one event; every field narrows it, empty ones do not."""

    text: str = ""
    statuses: tuple[Status, ...] = ()
    category_ids: tuple[int, ...] = ()
    organisation_key: str = ""
    session_id: int | None = None
    """Who has a place in this session."""
    waits_for_id: int | None = None
    """Who waits for a place in this session."""
    allotment_id: int | None = None
    arrived: bool | None = None
    never_proven: bool = False
    answer: Answered | None = None
    vip: bool = False
    nobody: bool = False
    """What else was asked for does not exist any more."""
    order: Order = Order.name

    def with_(self, **changes: Any) -> "Filters":
        return replace(self, **changes)


SORTED_BY = {
    Order.name: (Registration.sort_key, Registration.id),
    Order.organisation: (Registration.organisation_name, Registration.sort_key, Registration.id),
    Order.category: (Registration.category_id, Registration.sort_key, Registration.id),
    Order.newest: (Registration.created_at, Registration.id),
    Order.rank: (Registration.rank_at, Registration.id),
}
"""Each ends with the id, so that nobody shares a place."""
LAST_FIRST = {Order.newest}
ORDERS = {
    order: tuple(column.desc() if order in LAST_FIRST else column for column in columns)
    for order, columns in SORTED_BY.items()
}


def search(event_id: int, filters: Filters, *clauses: sa.ColumnElement[bool]) -> sa.Select[tuple[Registration]]:
    """People of an event, eager-loaded for a list. `clauses`: filters owned by rooms above."""
    return (
        sa.select(Registration)
        .where(Registration.event_id == event_id, *conditions(filters), *clauses)
        .options(joinedload(Registration.category), joinedload(Registration.organisation))
        .order_by(*ORDERS[filters.order])
    )


def conditions(filters: Filters) -> list[sa.ColumnElement[bool]]:
    """What these filters ask of a person, whatever the event."""
    words = search_text(filters.text).split()
    found = [Registration.search_text.contains(word, autoescape=True) for word in words]
    if filters.text and not words:
        found.append(sa.false())  # nothing but signs: they are in nobody's search text
    if filters.statuses:
        found.append(Registration.status.in_(filters.statuses))
    if filters.category_ids:
        found.append(Registration.category_id.in_(filters.category_ids))
    if filters.organisation_key:
        found.append(Registration.organisation_key == filters.organisation_key)
    for session_id, state in ((filters.session_id, SeatState.held), (filters.waits_for_id, SeatState.waiting)):
        if session_id is not None:
            seats = sa.select(SessionSeat.registration_id)
            found.append(Registration.id.in_(seats.where(SessionSeat.session_id == session_id, SessionSeat.state == state)))
    if filters.allotment_id is not None:
        found.append(Registration.allotment_id == filters.allotment_id)
    if filters.arrived is not None:
        arrived = Registration.arrived_at.is_not(None)
        found.append(arrived if filters.arrived else ~arrived)
    if filters.never_proven:
        found.append(Registration.email_proven_at.is_(None))
    if filters.answer is not None:
        found.append(_answered(filters.answer))
    if filters.vip:
        found.append(Registration.vip)
    if filters.nobody:
        found.append(sa.false())
    return found


def _answered(answer: Answered) -> sa.ColumnElement[bool]:
    match answer:
        case Answered.silent:
            return silent(now())
        case Answered.comes:
            return Registration.answered_at.is_not(None)
        case Answered.released:
            return Registration.released_at.is_not(None)


def silent(at: datetime) -> sa.ColumnElement[bool]:
    """Who was asked whether they come, and let the time for an answer pass."""
    return sa.and_(
        Registration.status == Status.confirmed,
        Registration.answer_until <= at,
        Registration.answered_at.is_(None),
        Registration.arrived_at.is_(None),
    )


def count(query: sa.Select[Any]) -> int:
    """How many rows a search has, without loading them."""
    ids = query.with_only_columns(Registration.id).order_by(None)
    return db.session.scalar(sa.select(sa.func.count()).select_from(ids.subquery())) or 0


def tally(event_id: int, *views: Sequence[sa.ColumnElement[bool]]) -> tuple[dict[Status, int], list[int]]:
    """People by status, and how many meet all conditions of each view: in one look at everybody of the event."""
    numbers = [sa.func.count(), *(sa.func.count().filter(*view) for view in views)]
    rows = db.session.execute(
        sa.select(Registration.status, *numbers).where(Registration.event_id == event_id).group_by(Registration.status)
    ).all()
    return {row[0]: row[1] for row in rows}, [sum(row[place] for row in rows) for place in range(2, 2 + len(views))]


def counts(*queries: sa.Select[Any]) -> list[int]:
    """As `count` for several searches, in one statement."""
    numbers = [
        sa.select(sa.func.count()).select_from(query.with_only_columns(Registration.id).order_by(None).subquery())
        for query in queries
    ]
    return list(db.session.execute(sa.select(*(number.scalar_subquery() for number in numbers))).one())


_BY_SUBMISSION = sa.select(Registration).where(
    Registration.event_id == sa.bindparam("of_event"), Registration.submission_key == sa.bindparam("key")
)


def find_by_submission(event_id: int, submission_key: str) -> Registration | None:
    return db.session.scalar(_BY_SUBMISSION, {"of_event": event_id, "key": submission_key})


KNOWN = (*LIVE, Status.refused)
"""Whoever has such a registration gets no second one by the form."""


def find_live(event_id: int, key: str | None) -> Registration | None:
    """The live registration of an address (as `email_key` makes it)."""
    return _newest(event_id, key, LIVE)


def find_by_email(event_id: int, key: str | None) -> Registration | None:
    """The live registration of an address, else its latest one."""
    return _newest(event_id, key, tuple(Status))


_NEWEST = (
    sa.select(Registration)
    .where(
        Registration.event_id == sa.bindparam("of_event"),
        Registration.email_key == sa.bindparam("key"),
        Registration.status.in_(sa.bindparam("statuses", expanding=True)),
    )
    .order_by(Registration.status.in_(LIVE).desc(), Registration.id.desc())
    .limit(1)
)


def _newest(event_id: int, key: str | None, statuses: tuple[Status, ...]) -> Registration | None:
    if not key:
        return None
    return db.session.scalar(_NEWEST, {"of_event": event_id, "key": key, "statuses": statuses})


def find_twin(registration: Registration, statuses: tuple[Status, ...] = LIVE) -> Registration | None:
    """Another registration of the same person: of the same address, or of the same name under the same
    manager."""
    if registration.managed:
        same = sa.and_(
            at_address(registration.event_id, registration.manager_key),
            Registration.email_key.is_(None),
            Registration.sort_key == registration.sort_key,
        )
        found = db.session.scalar(sa.select(Registration).where(same, Registration.status.in_(statuses)).limit(1))
    else:
        found = _newest(registration.event_id, registration.email_key, statuses)
    return found if found is not None and found.id != registration.id else None


def at_address(event_id: Any, key: Any) -> sa.ColumnElement[bool]:
    """Who is written to at this address: whose own it is, and whom its owner manages. Values, or parameters."""
    managed = sa.and_(Registration.manager_key == key, Registration.email_key.is_(None))
    return sa.and_(Registration.event_id == event_id, sa.or_(Registration.email_key == key, managed))


_UNPROVEN_BESIDE = (
    sa.select(Registration)
    .where(
        at_address(sa.bindparam("of_event"), sa.bindparam("key")),
        Registration.id != sa.bindparam("own_id"),
        Registration.email_proven_at.is_(None),
        Registration.status.in_(LIVE),
    )
    .options(joinedload(Registration.event), joinedload(Registration.category))
)


def unproven_beside(registration: Registration) -> list[Registration]:
    """Who else waits for a button in a mail to that same address."""
    values = {"of_event": registration.event_id, "key": registration.address_key, "own_id": registration.id}
    return list(db.session.scalars(_UNPROVEN_BESIDE, values))


_MANAGED_BY = (
    sa.select(Registration)
    .where(
        Registration.event_id == sa.bindparam("of_event"),
        Registration.manager_key == sa.bindparam("key"),
        Registration.email_key.is_(None),
        Registration.status != Status.cancelled,
    )
    .order_by(Registration.sort_key, Registration.id)
)


def managed_by(registration: Registration) -> list[Registration]:
    """Whom this person manages at the event, in order of names; not those who are cancelled."""
    if registration.email_key is None:
        return []
    values = {"of_event": registration.event_id, "key": registration.email_key}
    return list(db.session.scalars(_MANAGED_BY, values))


def find_by_reference(event_id: int, reference: str) -> Registration | None:
    return db.session.scalar(
        sa.select(Registration).where(Registration.event_id == event_id, Registration.reference == reference)
    )


def get(event_id: int, registration_id: int) -> Registration:
    """One person of this event with category, organisation, seats and codes. Raises NotFound."""
    registration = db.session.scalar(
        sa.select(Registration)
        .where(Registration.event_id == event_id, Registration.id == registration_id)
        .options(
            joinedload(Registration.category),
            joinedload(Registration.organisation),
            selectinload(Registration.seats).joinedload(SessionSeat.session),
        )
    )
    if registration is None:
        raise NotFound("no_registration", _("This person is not on the list of this event."))
    return registration


def counts_by_status(event_id: int) -> dict[Status, int]:
    return tally(event_id)[0]
