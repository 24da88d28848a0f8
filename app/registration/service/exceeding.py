"""“Offer the free seats beyond the limits”: organisers raise them, and the waiting list does the rest."""

from datetime import datetime

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import aliased

from app.audit.service import Actor, record
from app.core.clock import now
from app.core.errors import DomainError
from app.events.life import RUNNING
from app.events.locking import lock
from app.events.models import Category, Event
from app.events.service import raise_quota
from app.extensions import db
from app.registration import counting, offers, waiting
from app.registration.beyond import Beyond, Waiter, plan
from app.registration.directory import OrganisationLimit
from app.registration.models import Registration
from app.registration.room import Room
from app.registration.service.moving import owe_filling
from app.registration.service.offering import is_due


def preview(event: Event, at: datetime) -> Beyond:
    """Who would be offered the seats that are free now, whatever their category and organisation have,
    and which limits that raises. Delegates wait for their allotment and are not among them; whoever is about to
    be offered a seat within the limits comes first, and nobody is shown before that has happened."""
    room = counting.room(event, at)
    too_late = event.state not in RUNNING or offers.until(at, event.doors_at) is None
    if too_late or is_due(event.id):
        return Beyond((), {}, {})
    first = [Waiter(*row) for row in db.session.execute(_first(event, room.free))]
    keys = {waiter.organisation_key for waiter in first} - {""}
    waiters = [*_ahead_in_organisation(event, first, room), *first]
    return plan(waiters, room, waiting.seated(event, keys), waiting.left(event, keys))


def _first(event: Event, number: int) -> sa.Select[tuple[int, int, str]]:
    return (
        sa.select(Registration.id, Registration.category_id, Registration.organisation_key)
        .join(Category)
        .where(
            Registration.event_id == event.id,
            *waiting.QUEUED,
            Registration.allotment_id.is_(None),
            Category.counts,
        )
        .order_by(Registration.rank_at, Registration.id)
        .limit(number)
    )


def _ahead_in_organisation(event: Event, first: list[Waiter], room: Room) -> list[Waiter]:
    """Who takes no seat of the capacity, waits for a place of the same organisations and comes before the last
    of these: a limit that rises lets them in as well."""
    last = {waiter.organisation_key: waiter.id for waiter in first if waiter.organisation_key}
    theirs = aliased(Registration)
    waiting_before = (
        sa.select(Registration.id, Registration.category_id, Registration.organisation_key)
        .join(Category)
        .join(theirs, sa.and_(theirs.id.in_(last.values()), theirs.organisation_key == Registration.organisation_key))
        .where(
            Registration.event_id == event.id,
            *waiting.QUEUED,
            Registration.allotment_id.is_(None),
            ~Category.counts,
            sa.tuple_(Registration.rank_at, Registration.id) < sa.tuple_(theirs.rank_at, theirs.id),
        )
        .order_by(Registration.rank_at, Registration.id)
    )
    found: list[Waiter] = []
    for row in db.session.execute(waiting_before):
        waiter = Waiter(*row)
        if sum(each.category_id == waiter.category_id for each in found) < room.categories[waiter.category_id].left:
            found.append(waiter)
    return found


def exceed(event_id: int, *, by: Actor, looked_at: tuple[int, ...]) -> int:
    """Raise the limits as `preview` said; the worker offers the seats. How many those are.

    `looked_at`: the ids that the preview showed. Raises DomainError("changed_meanwhile") if it would
    be others now."""
    lock(event_id)
    found = preview(db.session.get_one(Event, event_id), now())
    if found.ids != looked_at:
        raise DomainError(
            "changed_meanwhile", _("The waiting list has changed meanwhile. Nothing was done: look at it again.")
        )
    for category_id, quota in found.quotas.items():
        raise_quota(db.session.get_one(Category, category_id), quota, by=by)
    for key, seats in found.organisations.items():
        db.session.merge(OrganisationLimit(event_id=event_id, organisation_key=key, seats=seats))
    record(
        "waiting.exceed", by=by, event_id=event_id, object_type="event", object_id=event_id,
        detail={"people": len(found.ids)}, after=dict(found.organisations),
    )  # fmt: skip
    owe_filling(event_id)
    db.session.flush()
    return len(found.ids)
