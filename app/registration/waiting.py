"""Who waits with a better rank and would fit: seated in thought, one after another."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from app.events.models import Event
from app.extensions import db
from app.registration.counting import SEATED
from app.registration.directory import Organisation, OrganisationLimit
from app.registration.membership import limit_key
from app.registration.models import Channel, Registration, Status
from app.registration.room import Ahead, Room

Waiter = tuple[int, str]
"""(category id, organisation key)"""


def ahead(event: Event, room: Room, category_id: int, organisation_key: str, rank_at: datetime) -> Ahead:
    """The people who come first. Asked under the lock, when a seat seems free.

    Where there is room for all who wait, nobody asks whom of them the limits would let in."""
    all_of_them = _everybody(event, room, category_id, organisation_key, rank_at)
    if room.limit_reached(category_id, all_of_them) is None:
        return all_of_them
    waiters = _waiting(event, room, rank_at)
    return fitting(waiters, room, _left(event, waiters), category_id, organisation_key)


def ahead_in_allotment(allotment_id: int, rank_at: datetime) -> Ahead:
    """Delegates wait for the seats of their allotment alone, and nobody else waits for them."""
    waiting = sa.select(sa.func.count()).where(
        Registration.allotment_id == allotment_id,
        Registration.status == Status.waitlisted,
        Registration.rank_at < rank_at,
    )
    return Ahead(in_allotment=db.session.scalar(waiting) or 0)


def fitting(
    waiters: Sequence[Waiter], room: Room, left: dict[str, int], category_id: int, organisation_key: str
) -> Ahead:
    """How many of the waiters, first come first, the limits let in. `left`: what the limit of each
    organisation leaves. Pure."""
    by_organisation: Counter[str] = Counter()
    by_category: Counter[int] = Counter()
    total = 0
    for category_id_, key in waiters:
        category = room.categories[category_id_]
        full = by_category[category_id_] >= category.left or (category.counts and total >= room.free)
        if full or (key in left and by_organisation[key] >= left[key]):
            continue
        by_organisation[key] += 1
        by_category[category_id_] += 1
        total += category.counts
    in_organisation = by_organisation[organisation_key] if organisation_key else 0
    return Ahead(total=total, in_category=by_category[category_id], in_organisation=in_organisation)


_COUNT_EVERYBODY = sa.select(
    sa.func.count().filter(Registration.category_id.in_(sa.bindparam("counting", expanding=True))),
    sa.func.count().filter(Registration.category_id == sa.bindparam("category_id")),
    sa.func.count().filter(Registration.organisation_key == sa.bindparam("organisation_key")),
).where(
    Registration.event_id == sa.bindparam("event_id"),
    Registration.status == Status.waitlisted,
    Registration.rank_at < sa.bindparam("rank_at"),
    Registration.allotment_id.is_(None),
)


def _everybody(event: Event, room: Room, category_id: int, organisation_key: str, rank_at: datetime) -> Ahead:
    """All who wait with a better rank, whether or not they fit."""
    values = {
        "event_id": event.id, "rank_at": rank_at, "category_id": category_id, "organisation_key": organisation_key,
        "counting": [id_ for id_, category in room.categories.items() if category.counts and category.left],
    }  # fmt: skip
    total, in_category, in_organisation = db.session.execute(_COUNT_EVERYBODY, values).one()
    return Ahead(total, in_category, in_organisation if organisation_key else 0)


def _waiting(event: Event, room: Room, rank_at: datetime) -> list[Waiter]:
    """Those whose category has room at all."""
    open_categories = [
        id_ for id_, category in room.categories.items() if category.left and (room.free or not category.counts)
    ]
    rows = db.session.execute(
        sa.select(Registration.category_id, Registration.organisation_key)
        .where(
            Registration.event_id == event.id,
            Registration.status == Status.waitlisted,
            Registration.rank_at < rank_at,
            Registration.category_id.in_(open_categories),
            Registration.allotment_id.is_(None),
        )
        .order_by(Registration.rank_at, Registration.id)
    )
    return [(category_id, key) for category_id, key in rows]


def _left(event: Event, waiters: Sequence[Waiter]) -> dict[str, int]:
    """What the limit of each waiting organisation leaves."""
    keys = {key for _category_id, key in waiters if key}
    seated = _by_key(
        sa.select(Registration.organisation_key, sa.func.count())
        .where(
            Registration.event_id == event.id,
            Registration.organisation_key.in_(keys),
            Registration.status.in_(SEATED),
            Registration.channel != Channel.door,
            Registration.allotment_id.is_(None),
        )
        .group_by(Registration.organisation_key)
    )
    stated = _by_key(
        sa.select(OrganisationLimit.organisation_key, OrganisationLimit.seats).where(
            OrganisationLimit.event_id == event.id
        )
    )
    ids = [int(key[3:]) for key in keys if key.startswith("id:")]
    members = db.session.scalars(sa.select(Organisation.id).where(Organisation.member, Organisation.id.in_(ids)))
    usual = {limit_key(id_, ""): event.member_limit for id_ in members}
    return {key: max(0, stated.get(key, usual.get(key, event.other_limit)) - seated.get(key, 0)) for key in keys}


def _by_key(query: sa.Select[tuple[str, int]]) -> dict[str, int]:
    return {key: number for key, number in db.session.execute(query)}
