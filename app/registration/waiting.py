"""Who waits with a better rank and would fit: counted, then cut to what each limit leaves."""

from collections import Counter
from datetime import datetime

import sqlalchemy as sa

from app.events.models import Event
from app.extensions import db
from app.registration.counting import SEATED
from app.registration.directory import Organisation, OrganisationLimit
from app.registration.membership import limit_key
from app.registration.models import Channel, Registration, Status
from app.registration.room import NOBODY, Ahead, Room

Groups = list[tuple[int, str, int]]
"""(category id, organisation key, how many wait)"""


def ahead(event: Event, room: Room, category_id: int, organisation_key: str, rank_at: datetime) -> Ahead:
    """The people who come first. Asked under the lock, when a seat seems free."""
    groups = _waiting(event, room, rank_at)
    return fitting(groups, room, _left(event, groups), category_id, organisation_key) if groups else NOBODY


def fitting(groups: Groups, room: Room, left: dict[str, int], category_id: int, organisation_key: str) -> Ahead:
    """Cut each group to what its organisation (`left`) and its quota leave. Pure."""
    by_organisation: Counter[str] = Counter()
    by_category: Counter[int] = Counter()
    for category, key, waiting in groups:
        fit = min(waiting, left[key] - by_organisation[key]) if key in left else waiting
        by_organisation[key] += fit
        by_category[category] += fit
    for category in by_category:
        by_category[category] = min(by_category[category], room.categories[category].left)
    return Ahead(
        total=sum(n for category, n in by_category.items() if room.categories[category].counts),
        in_category=by_category[category_id],
        in_organisation=by_organisation[organisation_key] if organisation_key else 0,
    )


def _waiting(event: Event, room: Room, rank_at: datetime) -> Groups:
    open_categories = [id_ for id_, category in room.categories.items() if category.left]
    rows = db.session.execute(
        sa.select(Registration.category_id, Registration.organisation_key, sa.func.count())
        .where(
            Registration.event_id == event.id,
            Registration.status == Status.waitlisted,
            Registration.rank_at < rank_at,
            Registration.category_id.in_(open_categories),
            Registration.allotment_id.is_(None),
        )
        .group_by(Registration.category_id, Registration.organisation_key)
    )
    return [tuple(row) for row in rows]


def _left(event: Event, groups: Groups) -> dict[str, int]:
    """What the limit of each waiting organisation leaves."""
    keys = {key for _category, key, _waiting in groups if key}
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
