"""Seats as the database has them: counted in one statement, under the event's lock."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.events.models import Category, Event
from app.extensions import db
from app.registration.directory import OrganisationLimit
from app.registration.grants import Allotment
from app.registration.models import Channel, Registration, Status
from app.registration.room import Allotted, CategoryRoom, Room

SEATED = (Status.confirmed, Status.offered)


# What differs from one counting to the next. The statement itself is put together once: building it
# each time cost more than the database's part.
EVENT, MOMENT, WITHOUT, KEY = (sa.bindparam(name) for name in ("event_id", "moment", "without", "organisation_key"))


def _takers(moment: Any) -> dict[Status, sa.ColumnElement[bool]]:
    """Who takes a seat, status by status: confirmed and offered (walk-ins apart) and live soft holds."""
    who = {
        **dict.fromkeys(SEATED, Registration.channel != Channel.door),
        Status.unverified: Registration.hold_until > moment,
    }
    return {status: sa.and_(Registration.status == status, condition) for status, condition in who.items()}


def taking(moment: Any) -> sa.ColumnElement[bool]:
    """Who takes a seat."""
    return sa.or_(*_takers(moment).values())


def _counted() -> sa.Subquery:
    """Those who take a seat, by category. One search for each status: whoever is met in its part of the index
    takes a seat, and of 15,000 none has to be compared with several words."""
    counted = sa.union_all(
        *(
            sa.select(
                Registration.category_id, sa.literal(status is Status.unverified).label("held"),
                sa.func.count().label("people"),
            )
            .where(Registration.event_id == EVENT, takers, Registration.id != WITHOUT)
            .group_by(Registration.category_id)
            for status, takers in _takers(MOMENT).items()
        )
    ).subquery()
    people = sa.func.sum(counted.c.people)
    return (
        sa.select(
            counted.c.category_id, people.label("taken"),
            people.filter(counted.c.held).label("holds"),
        )
        .group_by(counted.c.category_id)
        .subquery()
    )  # fmt: skip


def _organisation_taken() -> sa.ScalarSelect[int]:
    return (
        sa.select(sa.func.count())
        .select_from(Registration)
        .where(
            Registration.event_id == EVENT,
            Registration.organisation_key == KEY,
            Registration.status.in_(SEATED),
            Registration.channel != Channel.door,
            Registration.allotment_id.is_(None),
            Registration.id != WITHOUT,
        )
        .scalar_subquery()
    )


def _organisation_limit() -> sa.ScalarSelect[int]:
    return (
        sa.select(OrganisationLimit.seats)
        .where(OrganisationLimit.event_id == EVENT, OrganisationLimit.organisation_key == KEY)
        .scalar_subquery()
    )


def _named(moment: Any) -> sa.Select[tuple[int]]:
    return sa.select(sa.func.count()).select_from(Registration).where(taking(moment))


def _unnamed() -> sa.ScalarSelect[int]:
    """Allotment seats in a category that nobody has been named for, before their return date."""
    named = _named(MOMENT).where(Registration.allotment_id == Allotment.id).correlate(Allotment).scalar_subquery()
    unnamed = sa.case((Allotment.seats > named, Allotment.seats - named), else_=0)
    return (
        sa.select(sa.func.coalesce(sa.func.sum(unnamed), 0))
        .where(Allotment.category_id == Category.id, Allotment.returns_at > MOMENT)
        .correlate(Category)
        .scalar_subquery()
    )


def _room() -> sa.Select[Any]:
    counted = _counted()
    return (
        sa.select(
            Category.id,
            Category.quota,
            Category.counts,
            counted.c.taken,
            counted.c.holds,
            _organisation_taken().label("organisation_taken"),
            _organisation_limit().label("organisation_limit"),
            _unnamed().label("unnamed"),
        )
        .outerjoin(counted, counted.c.category_id == Category.id)
        .where(Category.event_id == EVENT)
    )


ROOM = _room()


def room(
    event: Event,
    moment: datetime,
    *,
    without: int | None = None,
    organisation_key: str = "",
    member: bool = False,
    allotted: Allotted | None = None,
) -> Room:
    """The room at `moment`, not counting the registration `without`. One statement."""
    values = {"event_id": event.id, "moment": moment, "without": without or 0, "organisation_key": organisation_key}
    rows = db.session.execute(ROOM, values).all()
    default_limit = event.member_limit if member else event.other_limit
    return Room(
        capacity=event.capacity,
        categories={row.id: CategoryRoom(int(row.taken or 0), row.quota, row.counts, int(row.unnamed)) for row in rows},
        holds=int(sum(row.holds or 0 for row in rows)),
        organisation_taken=rows[0].organisation_taken if rows else 0,
        organisation_limit=_limit(rows, default_limit) if organisation_key else None,
        allotted=allotted,
    )


def _limit(rows: Sequence[sa.Row[Any]], default: int) -> int:
    stated = rows[0].organisation_limit if rows else None
    return default if stated is None else stated


def allotted(allotment: Allotment, moment: datetime, *, without: int | None = None) -> Allotted:
    """What one allotment still has for a delegate."""
    others = _named(moment).where(Registration.allotment_id == allotment.id, Registration.id != (without or 0))
    return Allotted(left=allotment.seats - (db.session.scalar(others) or 0), kept=allotment.returns_at > moment)
