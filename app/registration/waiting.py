"""Who waits with a better rank and would fit: seated in thought, one after another."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.events.models import Event
from app.extensions import db
from app.registration.counting import SEATED
from app.registration.directory import Organisation, OrganisationLimit
from app.registration.membership import limit_key
from app.registration.models import Channel, Registration, Status
from app.registration.room import Ahead, Room

QUEUED = (Registration.status == Status.waitlisted, Registration.released_at.is_(None))
"""Whose turn comes. Whoever lost the seat by silence is passed over until they say that they come."""

Waiter = tuple[int, str]
"""(category id, organisation key)"""


def ahead(event: Event, room: Room, category_id: int, organisation_key: str, rank_at: datetime) -> Ahead:
    """The people who come first. Asked under the lock, when a seat seems free.

    Where there is room for all who wait, nobody asks whom of them the limits would let in."""
    all_of_them = _everybody(event, room, category_id, organisation_key, rank_at)
    if room.limit_reached(category_id, all_of_them) is None:
        return all_of_them
    waiters = _waiting(event, room, rank_at)
    keys = {key for _category_id, key in waiters if key}
    return fitting(waiters, room, left(event, keys), category_id, organisation_key)


def ahead_in_allotment(allotment_id: int, rank_at: datetime) -> Ahead:
    """Delegates wait for the seats of their allotment alone, and nobody else waits for them. Once these have gone
    back to everybody, whoever comes first of the allotment needs a free one too."""
    waiting = sa.select(sa.func.count()).where(
        Registration.allotment_id == allotment_id,
        *QUEUED,
        Registration.rank_at < rank_at,
    )
    number = db.session.scalar(waiting) or 0
    return Ahead(total=number, in_category=number, in_allotment=number)


class Seating:
    """People seated in thought, one after another. `left`: what the limit of each organisation leaves.
    Pure."""

    def __init__(self, room: Room, left: dict[str, int]):
        self.room, self.left = room, left
        self.by_organisation: Counter[str] = Counter()
        self.by_category: Counter[int] = Counter()
        self.total = 0

    def seat(self, category_id: int, key: str) -> bool:
        """Whether the limits let this person in, who then sits."""
        if self.is_full(category_id) or self.has_all(key):
            return False
        self.by_organisation[key] += 1
        self.by_category[category_id] += 1
        self.total += self.room.categories[category_id].counts
        return True

    def is_full(self, category_id: int) -> bool:
        category = self.room.categories[category_id]
        return self.by_category[category_id] >= category.left or (category.counts and self.total >= self.room.free)

    def has_all(self, key: str) -> bool:
        """Whether that organisation has all its seats."""
        return key in self.left and self.by_organisation[key] >= self.left[key]

    def open_categories(self) -> list[int]:
        return [id_ for id_ in self.room.categories if not self.is_full(id_)]

    def full_organisations(self) -> list[str]:
        return [key for key in self.left if self.has_all(key)]


def fitting(
    waiters: Sequence[Waiter], room: Room, left: dict[str, int], category_id: int, organisation_key: str
) -> Ahead:
    """How many of the waiters, first come first, the limits let in. Pure."""
    seating = Seating(room, left)
    for waiter in waiters:
        seating.seat(*waiter)
    in_organisation = seating.by_organisation[organisation_key] if organisation_key else 0
    return Ahead(seating.total, seating.by_category[category_id], in_organisation)


def seating(event: Event, room: Room, rank_at: datetime, keys: set[str]) -> Seating:
    """The room with those seated in thought who wait with a better rank and fit, for others to sit after
    them. `keys`: of the others' organisations."""
    waiters = _waiting(event, room, rank_at)
    seated_first = Seating(room, left(event, {key for _category_id, key in waiters if key} | keys))
    for waiter in waiters:
        seated_first.seat(*waiter)
    return seated_first


BATCH, SPARE = 200, 20
"""Rows read at once at most, and beyond those that are looked for: some are passed over."""


def next_in_line(event: Event, room: Room, most: int) -> list[int]:
    """Ids of those who wait and fit, the best rank first, `most` of them; delegates of allotments apart.

    Read in batches, without categories and organisations that are full: a long list costs little
    more than the seats there are."""
    seating, found, last, size = Seating(room, {}), list[int](), None, min(BATCH, most + SPARE)
    while open_categories := seating.open_categories():
        rows = _batch(event.id, open_categories, seating.full_organisations(), last, size)
        seating.left |= left(event, {row.organisation_key for row in rows} - {"", *seating.left})
        found += [row.id for row in rows if seating.seat(row.category_id, row.organisation_key)]
        if len(rows) < size or len(found) >= most:
            break
        last = rows[-1]
    return found[:most]


def _batch(event_id: int, categories: list[int], without: list[str], last: Any, size: int) -> Sequence[Any]:
    query = (
        sa.select(Registration.id, Registration.category_id, Registration.organisation_key, Registration.rank_at)
        .where(
            Registration.event_id == event_id,
            *QUEUED,
            Registration.category_id.in_(categories),
            Registration.organisation_key.not_in(without),
            Registration.allotment_id.is_(None),
        )
        .order_by(Registration.rank_at, Registration.id)
        .limit(size)
    )
    if last is not None:
        query = query.where(sa.tuple_(Registration.rank_at, Registration.id) > sa.tuple_(last.rank_at, last.id))
    return db.session.execute(query).all()


_COUNT_EVERYBODY = sa.select(
    sa.func.count().filter(Registration.category_id.in_(sa.bindparam("counting", expanding=True))),
    sa.func.count().filter(Registration.category_id == sa.bindparam("category_id")),
    sa.func.count().filter(Registration.organisation_key == sa.bindparam("organisation_key")),
).where(
    Registration.event_id == sa.bindparam("event_id"),
    *QUEUED,
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
            *QUEUED,
            Registration.rank_at < rank_at,
            Registration.category_id.in_(open_categories),
            Registration.allotment_id.is_(None),
        )
        .order_by(Registration.rank_at, Registration.id)
    )
    return [(category_id, key) for category_id, key in rows]


def left(event: Event, keys: set[str]) -> dict[str, int]:
    """What the limits of these organisations leave."""
    taken = seated(event, keys) if keys else {}
    return {key: max(0, limit - taken.get(key, 0)) for key, limit in limits(event, keys).items()}


_STATED = sa.select(OrganisationLimit.organisation_key, OrganisationLimit.seats).where(
    OrganisationLimit.event_id == sa.bindparam("event_id")
)
_SEATED = (
    sa.select(Registration.organisation_key, sa.func.count())
    .where(
        Registration.event_id == sa.bindparam("event_id"),
        Registration.organisation_key.in_(sa.bindparam("keys", expanding=True)),
        Registration.status.in_(SEATED),
        Registration.channel != Channel.door,
        Registration.allotment_id.is_(None),
    )
    .group_by(Registration.organisation_key)
)


def limits(event: Event, keys: set[str]) -> dict[str, int]:
    """How many seats each of these organisations may have."""
    if not keys:
        return {}
    stated = dict(db.session.execute(_STATED, {"event_id": event.id}).all())
    ids = [int(key[3:]) for key in keys if key.startswith("id:")]
    entries = sa.select(Organisation.id).where(Organisation.member, Organisation.id.in_(ids))
    members = db.session.scalars(entries) if ids else ()
    usual = {limit_key(id_, ""): event.member_limit for id_ in members}
    return {key: stated.get(key, usual.get(key, event.other_limit)) for key in keys}


def seated(event: Event, keys: set[str]) -> dict[str, int]:
    """How many of these organisations have seats that their limits count."""
    return dict(db.session.execute(_SEATED, {"event_id": event.id, "keys": sorted(keys)}).all())
