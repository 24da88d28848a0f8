"""In which order badges come out of the printer."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any

from app.core.text import search_text
from app.registration.models import Registration


class Order(StrEnum):
    name = "name"
    organisation = "organisation"
    category = "category"
    registered = "registered"
    trays = "trays"
    """By name, and dealt to desks and trays."""


def _organisation(person: Registration) -> Any:
    return search_text(person.badge_organisation or person.organisation_name), person.sort_key, person.id


KEYS: dict[Order, Callable[[Registration], Any]] = {
    Order.name: lambda person: (person.sort_key, person.id),
    Order.organisation: _organisation,
    Order.category: lambda person: (person.category.position, person.category_id, person.sort_key, person.id),
    Order.registered: lambda person: (person.created_at, person.id),
    Order.trays: lambda person: (person.sort_key, person.id),
}


def in_order(people: Sequence[Registration], order: Order) -> list[Registration]:
    return sorted(people, key=KEYS[order])
