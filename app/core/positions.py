"""Things that stand in an order of their own. Pure."""

from collections.abc import Iterable
from typing import Any, TypeVar

Thing = TypeVar("Thing")


def shifted(things: Iterable[Thing], thing: Thing, places: int) -> list[Thing] | None:
    """All of them with this one so many places further down (up, below 0); None where it stays."""
    ordered = list(things)
    place = ordered.index(thing) + places if thing in ordered else -1
    if not 0 <= place < len(ordered):
        return None
    ordered.remove(thing)
    ordered.insert(place, thing)
    return ordered


def number(things: Iterable[Any]) -> None:
    """Their order is this from now on."""
    for position, each in enumerate(things):
        each.position = position


def last(things: Iterable[Any]) -> int:
    """The position of one that comes after all of these."""
    return max((each.position for each in things), default=-1) + 1
