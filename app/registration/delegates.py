"""Who comes by an allotment, and how many more may."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from flask_babel import gettext as _

from app.core.errors import NotFound
from app.events.life import RUNNING
from app.events.models import Event
from app.extensions import db
from app.registration.counting import taking
from app.registration.grants import Allotment
from app.registration.models import LIVE, Registration, Status
from app.registration.waiting import QUEUED


def live(allotment: Allotment) -> list[Registration]:
    """Its delegates, in the order of their names."""
    query = sa.select(Registration).where(
        Registration.allotment_id == allotment.id, Registration.status.in_(LIVE)
    )
    return list(db.session.scalars(query.order_by(Registration.sort_key, Registration.id)))


def get(allotment: Allotment, registration_id: int) -> Registration:
    """One of its delegates, whatever became of them. Raises NotFound for anybody else."""
    delegate = db.session.get(Registration, registration_id)
    if delegate is None or delegate.allotment_id != allotment.id:
        raise NotFound("no_delegate", _("This person is not among your delegates."))
    return delegate


def named(at: datetime) -> sa.ColumnElement[bool]:
    """Who uses a seat of the own allotment: has it, or is to be approved for it. Somebody named for the
    place of another delegate takes that one."""
    asked = sa.and_(Registration.status == Status.pending, Registration.succeeds_id.is_(None))
    return sa.or_(taking(at), asked)


def count_named(allotment: Allotment, at: datetime) -> int:
    return _count(allotment, named(at))


def count_left(allotment: Allotment, at: datetime) -> int:
    """How many more can be named: a seat goes to delegates who wait for it first."""
    return allotment.seats - _count(allotment, sa.or_(named(at), sa.and_(*QUEUED)))


class WhyNot(StrEnum):
    """Why nobody can be named now."""

    not_running = "not_running"
    returned = "allotment_returned"
    full = "allotment_full"


def why_not(allotment: Allotment, at: datetime) -> WhyNot | None:
    if not may_change(allotment.event, at):
        return WhyNot.not_running
    if allotment.returns_at <= at:
        return WhyNot.returned
    return WhyNot.full if count_left(allotment, at) <= 0 else None


def may_change(event: Event, at: datetime) -> bool:
    """Whether the event takes place and is not over."""
    return event.state in RUNNING and at < event.ends_at


def _count(allotment: Allotment, which: sa.ColumnElement[bool]) -> int:
    theirs = sa.select(sa.func.count()).select_from(Registration).where(Registration.allotment_id == allotment.id)
    return db.session.scalar(theirs.where(which)) or 0


def listed(event_id: int, at: datetime) -> list[tuple[Allotment, int]]:
    """All allotments of an event by organisation, each with the number of its delegates."""
    theirs = sa.select(sa.func.count()).select_from(Registration).where(named(at))
    number = theirs.where(Registration.allotment_id == Allotment.id).correlate(Allotment).scalar_subquery()
    query = (
        sa.select(Allotment, number)
        .where(Allotment.event_id == event_id)
        .order_by(sa.func.lower(Allotment.organisation_name), Allotment.id)
    )
    return [(allotment, count) for allotment, count in db.session.execute(query)]
