"""Free seats that only limits keep from those who wait: whose they would be, and which limits rise. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.registration.room import Room


@dataclass(frozen=True)
class Waiter:
    id: int
    category_id: int
    organisation_key: str


@dataclass(frozen=True)
class Beyond:
    """`ids` of those who would be offered a seat, in order of rank, and the limits that this takes:
    new quotas by category id, new limits by organisation key. Other limits stay."""

    ids: tuple[int, ...]
    quotas: Mapping[int, int]
    organisations: Mapping[str, int]


def plan(waiters: Sequence[Waiter], room: Room, seated: Mapping[str, int], left: Mapping[str, int]) -> Beyond:
    """`waiters`: the first as many as there are free seats, whose categories count. `seated`, `left`: of
    their organisations."""
    categories = Counter(waiter.category_id for waiter in waiters)
    keys = Counter(waiter.organisation_key for waiter in waiters if waiter.organisation_key)
    return Beyond(
        ids=tuple(waiter.id for waiter in waiters),
        quotas={
            id_: room.categories[id_].all_taken + number
            for id_, number in categories.items()
            if number > room.categories[id_].left
        },
        organisations={key: seated.get(key, 0) + number for key, number in keys.items() if number > left.get(key, 0)},
    )
