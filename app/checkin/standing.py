"""What a person's scans at one point amount to: their entry, their last move, whether they are inside.

Pure, and independent of the order in which facts arrived: replaying them changes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from app.checkin.terms import Direction, VerdictCode


@dataclass(frozen=True)
class Pass:
    """One earlier scan of a person. `at` in milliseconds since 1970, UTC, corrected.

    `sure` is false where no clock mark vouches for `at`; `verdict` is what the lane itself decided.
    """

    point: int
    lane: int
    direction: Direction
    at: int
    verdict: VerdictCode
    sure: bool = True
    undone: bool = False
    operator: int | None = None


def standing(passes: Iterable[Pass], point: int) -> list[Pass]:
    """Those that let the person through at this point and were not undone."""
    return [p for p in passes if p.point == point and p.verdict.passes and not p.undone]


def entry(stands: Iterable[Pass]) -> Pass | None:
    """The earliest way in; an unsure time never displaces a sure one."""
    ways_in = [p for p in stands if p.direction is Direction.enter]
    return min(ways_in, key=lambda p: (not p.sure, p.at, p.lane), default=None)


def last_sure(stands: Iterable[Pass]) -> Pass | None:
    """The last move whose time is sure."""
    return max((p for p in stands if p.sure), key=_moment, default=None)


def is_inside(stands: list[Pass]) -> bool:
    """Whether the last move was a way in; unsure times count only where no sure one stands."""
    last = last_sure(stands) or max(stands, key=_moment, default=None)
    return last is not None and last.direction is Direction.enter


def _moment(move: Pass) -> tuple[int, Direction, int]:
    return (move.at, move.direction, move.lane)
