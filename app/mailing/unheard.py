"""When people heard something else than what holds now. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import Any


@dataclass(frozen=True)
class Change:
    """What stood in the changed fields before."""

    at: datetime
    before: Mapping[str, Any]


@dataclass(frozen=True)
class Period:
    """From one change to another; `after` is None where it began before all of them."""

    after: datetime | None
    until: datetime


def unheard(changes: Sequence[Change], now: Mapping[str, Any]) -> Period | None:
    """Whoever came within this period heard what does not hold. `changes`: since people were told, latest first. What
    was changed and set back concerns those alone who came in between; mostly nobody."""
    differs: set[str] = set()
    wrong: list[Period] = []
    for change, earlier in zip_longest(changes, changes[1:]):
        for field, value in change.before.items():
            differs = differs - {field} if value == now[field] else differs | {field}
        if differs:
            wrong.append(Period(earlier and earlier.at, change.at))
    return Period(wrong[-1].after, wrong[0].until) if wrong else None
