"""The directory looked through, and how organisations stand at one event."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from app.core.text import search_text
from app.events.models import Event
from app.extensions import db
from app.registration import waiting
from app.registration.directory import Organisation, OrganisationAlias, OrganisationDomain, OrganisationLimit
from app.registration.models import LIVE, Registration


@dataclass(frozen=True)
class Standing:
    """One organisation at one event: live registrations, seats that its limit counts, the limit, and
    whether that is its own."""

    people: int
    taken: int
    limit: int
    stated: bool


def search(event_id: int, text: str = "", *, members: bool = False, here: bool = False) -> sa.Select[tuple[Organisation]]:
    """Entries whose names or domains hold each of the words, by name. `here`: with people at this event."""
    conditions = [holds(word) for word in search_text(text.replace(".", " ")).split()]
    if members:
        conditions.append(Organisation.member)
    if here:
        ids = sa.select(Registration.organisation_id).where(_live_at(event_id), Registration.organisation_id.is_not(None))
        conditions.append(Organisation.id.in_(ids))
    return (
        sa.select(Organisation)
        .where(*conditions)
        .options(selectinload(Organisation.domains), selectinload(Organisation.aliases))
        .order_by(Organisation.name_key, Organisation.id)
    )


def holds(word: str) -> sa.ColumnElement[bool]:
    """Whose names hold a word, also across what signs part: “loreal” is in “l oreal”."""
    aliased = sa.select(OrganisationAlias.organisation_id).where(_in(OrganisationAlias.name_key, word))
    owned = sa.select(OrganisationDomain.organisation_id).where(OrganisationDomain.domain.contains(word, autoescape=True))
    return sa.or_(
        _in(Organisation.name_key, word), Organisation.id.in_(aliased), Organisation.id.in_(owned)
    )


def _in(name_key: Any, word: str) -> sa.ColumnElement[bool]:
    return sa.func.replace(name_key, " ", "").contains(word, autoescape=True)


def typed(event_id: int, text: str = "") -> sa.Select[tuple[str, str]]:
    """(limit key, a name as somebody typed it) of organisations at this event that the directory has not."""
    words = [_in(Registration.organisation_key, word) for word in search_text(text).split()]
    return (
        sa.select(Registration.organisation_key, sa.func.min(Registration.organisation_name))
        .where(_live_at(event_id), Registration.organisation_id.is_(None), Registration.organisation_key != "", *words)
        .group_by(Registration.organisation_key)
        .order_by(Registration.organisation_key)
    )


def standings(event: Event, keys: set[str]) -> dict[str, Standing]:
    """In four statements, whatever their number."""
    people = _numbers(
        sa.select(Registration.organisation_key, sa.func.count())
        .where(_live_at(event.id), Registration.organisation_key.in_(keys))
        .group_by(Registration.organisation_key)
    )
    own = set(db.session.scalars(
        sa.select(OrganisationLimit.organisation_key).where(
            OrganisationLimit.event_id == event.id, OrganisationLimit.organisation_key.in_(keys)
        )
    ))  # fmt: skip
    taken, limits = waiting.seated(event, keys), waiting.limits(event, keys)
    return {key: Standing(people.get(key, 0), taken.get(key, 0), limits[key], key in own) for key in keys}


def _live_at(event_id: int) -> sa.ColumnElement[bool]:
    return sa.and_(Registration.event_id == event_id, Registration.status.in_(LIVE))


def _numbers(query: sa.Select[Any]) -> dict[str, int]:
    return dict(db.session.execute(query).all())


def count(query: sa.Select[Any]) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(query.order_by(None).subquery())) or 0
