"""Which choices of sessions go together, and whose the free places of a session are. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import Protocol, TypeVar


class Span(Protocol):
    """Whatever takes time: a session."""

    @property
    def starts_at(self) -> datetime: ...

    @property
    def ends_at(self) -> datetime: ...


SomeSpan = TypeVar("SomeSpan", bound=Span)


def overlap(one: Span, other: Span) -> bool:
    """Whether nobody can be at both; one may begin when the other ends."""
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def find_overlap(spans: Iterable[SomeSpan]) -> tuple[SomeSpan, SomeSpan] | None:
    """The first two of these that overlap."""
    return next(((one, other) for one, other in combinations(spans, 2) if overlap(one, other)), None)


@dataclass(frozen=True)
class Turn:
    """Somebody's place in the queue of a session."""

    registration_id: int
    session_id: int


def allot(
    queue: Sequence[Turn],
    left: Mapping[int, int],
    spans: Mapping[int, Span],
    held: Mapping[int, Collection[int]],
) -> list[Turn]:
    """Who gets a place, first come first; whoever sits somewhere else at that time is passed over.

    `left`: free places by session; `spans`: all sessions that play a part; `held`: where each person
    sits already."""
    free, sits = dict(left), {who: set(where) for who, where in held.items()}
    given = []
    for turn in queue:
        theirs = sits.setdefault(turn.registration_id, set())
        busy = any(overlap(spans[turn.session_id], spans[other]) for other in theirs)
        if free.get(turn.session_id, 0) > 0 and not busy:
            free[turn.session_id] -= 1
            theirs.add(turn.session_id)
            given.append(turn)
    return given
