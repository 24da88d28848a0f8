"""Seats as the database has them: counted in one statement, under the event's lock."""

from datetime import datetime

import sqlalchemy as sa

from app.events.models import Category, Event
from app.extensions import db
from app.registration.directory import OrganisationLimit
from app.registration.grants import Allotment
from app.registration.models import Channel, Registration, Status
from app.registration.room import Allotted, CategoryRoom, Room

SEATED = (Status.confirmed, Status.offered)


def _holding(moment: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(Registration.status == Status.unverified, Registration.hold_until > moment)


def taking(moment: datetime) -> sa.ColumnElement[bool]:
    """Who takes a seat: confirmed and offered (walk-ins apart) and live soft holds."""
    return sa.or_(
        sa.and_(Registration.status.in_(SEATED), Registration.channel != Channel.door),
        _holding(moment),
    )


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
    counted = (
        sa.select(
            Registration.category_id,
            sa.func.count().label("taken"),
            sa.func.count().filter(Registration.status == Status.unverified).label("holds"),
        )
        .where(
            Registration.event_id == event.id,
            Registration.status.in_((*SEATED, Status.unverified)),
            taking(moment),
            Registration.id != (without or 0),
        )
        .group_by(Registration.category_id)
        .subquery()
    )
    rows = db.session.execute(
        sa.select(
            Category.id,
            Category.quota,
            Category.counts,
            counted.c.taken,
            counted.c.holds,
            _organisation_taken(event, organisation_key, without).label("organisation_taken"),
            _organisation_limit(event, organisation_key).label("organisation_limit"),
            _unnamed(moment).label("unnamed"),
        )
        .outerjoin(counted, counted.c.category_id == Category.id)
        .where(Category.event_id == event.id)
    ).all()
    default_limit = event.member_limit if member else event.other_limit
    return Room(
        capacity=event.capacity,
        categories={row.id: CategoryRoom(row.taken or 0, row.quota, row.counts, int(row.unnamed)) for row in rows},
        holds=sum(row.holds or 0 for row in rows),
        organisation_taken=rows[0].organisation_taken if rows else 0,
        organisation_limit=_limit(rows, default_limit) if organisation_key else None,
        allotted=allotted,
    )


def _limit(rows: list[sa.Row], default: int) -> int:
    stated = rows[0].organisation_limit if rows else None
    return default if stated is None else stated


def _organisation_taken(event: Event, key: str, without: int | None) -> sa.ScalarSelect[int]:
    return (
        sa.select(sa.func.count())
        .select_from(Registration)
        .where(
            Registration.event_id == event.id,
            Registration.organisation_key == key,
            Registration.status.in_(SEATED),
            Registration.channel != Channel.door,
            Registration.allotment_id.is_(None),
            Registration.id != (without or 0),
        )
        .scalar_subquery()
    )


def _organisation_limit(event: Event, key: str) -> sa.ScalarSelect[int]:
    return (
        sa.select(OrganisationLimit.seats)
        .where(OrganisationLimit.event_id == event.id, OrganisationLimit.organisation_key == key)
        .scalar_subquery()
    )


def _unnamed(moment: datetime) -> sa.ScalarSelect[int]:
    """Allotment seats in a category that nobody has been named for, before their return date."""
    named = _named(moment).where(Registration.allotment_id == Allotment.id).correlate(Allotment).scalar_subquery()
    unnamed = sa.case((Allotment.seats > named, Allotment.seats - named), else_=0)
    return (
        sa.select(sa.func.coalesce(sa.func.sum(unnamed), 0))
        .where(Allotment.category_id == Category.id, Allotment.returns_at > moment)
        .correlate(Category)
        .scalar_subquery()
    )


def _named(moment: datetime) -> sa.Select[tuple[int]]:
    return sa.select(sa.func.count()).select_from(Registration).where(taking(moment))


def allotted(allotment: Allotment, moment: datetime, *, without: int | None = None) -> Allotted:
    """What one allotment still has for a delegate."""
    others = _named(moment).where(Registration.allotment_id == allotment.id, Registration.id != (without or 0))
    return Allotted(left=allotment.seats - (db.session.scalar(others) or 0), kept=allotment.returns_at > moment)
