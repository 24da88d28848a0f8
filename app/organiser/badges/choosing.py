"""Whose badges are asked for, and which of them can be printed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from app.badges import printing, queries, service
from app.badges.changes import changed_since
from app.badges.content import BadgeContent
from app.badges.formats import Format
from app.badges.ordering import Order, in_order
from app.core.errors import DomainError
from app.events.models import Event
from app.extensions import db
from app.organiser.people import filters
from app.organiser.people.views import View
from app.registration.models import Registration
from app.registration.queries import ORDERS, count, search


@dataclass(frozen=True)
class Asked:
    """People who have a badge, with what stands on it, the code where it was compared; how many of the view
    have none; who had one on paper before."""

    people: list[Registration]
    contents: list[BadgeContent]
    without_badge: int
    again: set[int]


@dataclass(frozen=True)
class Chosen:
    """Whose badges will be printed, in their order; whose cannot be, and why: a sentence each; whose lose
    emoji, and which. `refused`: why none can be on that format."""

    ids: list[int]
    unprintable: list[tuple[Registration, str]]
    without_emoji: list[tuple[Registration, str]] = field(default_factory=list)
    refused: str = ""


def ask(event: Event, view: View, since: int | None) -> Asked:
    """Everybody of the view; with `since` those alone whose badge changed after that batch."""
    asked = filters.asked(view, event)
    found = search(event.id, asked.filters, *asked.clauses)
    people = _with_badge(found, ORDERS[asked.filters.order])
    without = count(found) - len(people)
    contents = service.drafts(people) if since is None else service.contents(people)
    if since is not None:
        kept = changed_since(event.id, since, people, contents)
        people, contents, without = [people[index] for index in kept], [contents[index] for index in kept], 0
    had = queries.have_paper(event.id)
    return Asked(people, contents, without, {person.id for person in people} & had)


def _with_badge(found: sa.Select[tuple[Registration]], by: Sequence[sa.ColumnElement[Any]]) -> list[Registration]:
    """Without what lists load beside each: the event has its few categories already, and reading those of thousands
    again took a fifth of the page."""
    ids = found.where(queries.printable()).with_only_columns(Registration.id).order_by(None)
    return list(db.session.scalars(sa.select(Registration).where(Registration.id.in_(ids)).order_by(*by)))


def choose(asked: Asked, badge: Format, order: Order) -> Chosen:
    try:
        problems: Mapping[int, str] = printing.problems(asked.contents, badge)
    except DomainError as refusal:
        return Chosen([person.id for person in asked.people], [], refused=refusal.message)
    printable = [person for index, person in enumerate(asked.people) if index not in problems]
    unprintable = [(asked.people[index], why) for index, why in problems.items()]
    return Chosen([person.id for person in in_order(printable, order)], unprintable, _without_emoji(asked, badge, problems))


def _without_emoji(asked: Asked, badge: Format, problems: Mapping[int, str]) -> list[tuple[Registration, str]]:
    """Of those that are printed."""
    left_out = [(index, content.left_out(badge.lines)) for index, content in enumerate(asked.contents)]
    return [(asked.people[index], emoji) for index, emoji in left_out if emoji and index not in problems]
