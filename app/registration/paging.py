"""A search shown page by page, and where one person stands in it.

Measured with 20,000 people: sorting wide rows, or walking along the order for the few who match,
costs 20 to 60 ms. So few are found first and then sorted; many are met along the order at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.extensions import db
from app.registration.models import Registration
from app.registration.queries import LAST_FIRST, ORDERS, SORTED_BY, Filters, Order, search

FEW, SOME = 500, 5_000
"""So many are read at once, and so many are gathered before they are sorted."""


@dataclass(frozen=True)
class Page:
    """Some of the people of a search in its order, and how many it has in all."""

    people: list[Any]
    """Registrations, or rows of the columns that were asked for."""
    total: int


@dataclass(frozen=True)
class Place:
    """Where somebody stands in a search: after whom, before whom, and as which of how many."""

    previous_id: int | None
    next_id: int | None
    position: int
    total: int


def find_page(
    event_id: int, filters: Filters, *clauses: sa.ColumnElement[bool], limit: int, offset: int = 0,
    known_total: int | None = None, columns: Sequence[Any] = (),
) -> Page:  # fmt: skip
    """At most two queries. `known_total`: how many the search has, where the caller knows; `columns`: what to read
    of each person, where that is little of them."""
    ids = search(event_id, filters, *clauses).with_only_columns(Registration.id)
    read = sa.select(*(columns or [Registration])).order_by(*ORDERS[filters.order])
    if known_total is None or known_total <= FEW:
        first = list(db.session.scalars(ids.order_by(None).limit(FEW + 1)))
        if len(first) <= FEW:
            few = read.where(Registration.id.in_(first)).limit(limit).offset(offset)
            return Page(_people(db.session.execute(few).all() if first else [], columns), len(first))
    elif known_total <= SOME:
        ids = _gathered(ids, filters.order)
    total = _number(ids) if known_total is None else sa.literal(known_total)
    # By their ids alone: told the event too, PostgreSQL would walk along its order until it met them all.
    here = ids.add_columns(total.label("total")).limit(limit).offset(offset).subquery()
    rows = db.session.execute(read.join(here, here.c.id == Registration.id).add_columns(here.c.total)).all()
    if not rows:  # past the end: nobody is there to say how many there are
        return Page([], (db.session.scalar(sa.select(total)) or 0) if known_total is None else known_total)
    return Page(_people(rows, columns), rows[0].total)


def _gathered(found: sa.Select[tuple[int]], order: Order) -> sa.Select[tuple[int]]:
    """The same, found before they are sorted: along the order, those who wait may all come last of 20,000."""
    some = found.order_by(None).with_only_columns(*SORTED_BY[order]).cte("some").prefix_with("MATERIALIZED", dialect="postgresql")
    by = [some.c[column.key] for column in SORTED_BY[order]]
    return sa.select(some.c.id).order_by(*(column.desc() if order in LAST_FIRST else column for column in by))


def _people(rows: Sequence[sa.Row[Any]], columns: Sequence[Any]) -> list[Any]:
    return list(rows) if columns else [row[0] for row in rows]


def find_place(registration: Registration, filters: Filters, *clauses: sa.ColumnElement[bool]) -> Place | None:
    """None if the search does not have this person. One query, which sorts nobody but neighbours."""
    found = search(registration.event_id, filters, *clauses).with_only_columns(Registration.id)
    columns = SORTED_BY[filters.order]
    here = sa.tuple_(*(sa.literal(getattr(registration, column.key), column.type) for column in columns))
    before, after = sa.tuple_(*columns) < here, sa.tuple_(*columns) > here
    if filters.order in LAST_FIRST:
        before, after = after, before
    backwards = [clause.desc() if filters.order not in LAST_FIRST else clause for clause in columns]
    row = db.session.execute(sa.select(
        found.where(before).order_by(None).order_by(*backwards).limit(1).scalar_subquery().label("previous_id"),
        found.where(after).limit(1).scalar_subquery().label("next_id"),
        _number(found.where(before)).label("earlier"),
        _number(found).label("total"),
        sa.exists(found.where(Registration.id == registration.id).order_by(None)).label("is_there"),
    )).one()
    return Place(row.previous_id, row.next_id, row.earlier + 1, row.total) if row.is_there else None


def _number(query: sa.Select[tuple[int]]) -> sa.ScalarSelect[int]:
    return sa.select(sa.func.count()).select_from(query.order_by(None).subquery()).scalar_subquery()
