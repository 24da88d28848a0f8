"""How people come in, from moments alone: how many at a time, how fast a lane is, whether it suffices. Pure.

Moments in whole milliseconds.
"""

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

MINUTE = 60_000
STEP = 5 * MINUTE
MOST_COLUMNS = 36
QUEUE = MINUTE
"""Whoever comes later than this after the one before has not waited behind them."""
RECENT = 15 * MINUTE
BUSY = 0.8
"""A lane that is at work so much of the time has a queue."""
FAR = 3 * 60 * MINUTE
"""No forecast looks further."""


@dataclass(frozen=True)
class Columns:
    """Entries by lane in steps of `step`, from the first to the last, empty ones between."""

    step: int
    starts: list[int]
    lanes: list[Counter[int]]


def columns(entries: Sequence[tuple[int, int]], until: int) -> Columns:
    """`entries`: (lane, moment). Steps of five minutes, or of as many fives as the whole day takes."""
    if not entries:
        return Columns(STEP, [], [])
    first, last = min(at for _lane, at in entries), max(until, *(at for _lane, at in entries))
    step = STEP
    while last // step - first // step >= MOST_COLUMNS:
        step += STEP
    starts = [place * step for place in range(first // step, last // step + 1)]
    lanes: list[Counter[int]] = [Counter() for _start in starts]
    for lane, at in entries:
        lanes[at // step - first // step][lane] += 1
    return Columns(step, starts, lanes)


def pace(moments: Iterable[int]) -> float | None:
    """The median time between two scans of a queue; None where there was none."""
    gaps = [later - earlier for earlier, later in itertools.pairwise(sorted(moments))]
    queued = [gap for gap in gaps if 0 < gap <= QUEUE]
    return median(queued) if queued else None


def load(moments: Sequence[int], at: int) -> float:
    """How much of the last five minutes a lane was at work, 0 to 1."""
    lately = [moment for moment in moments if at - STEP < moment <= at]
    return min(1.0, len(lately) * (pace(moments) or 0) / STEP)


class Lanes(StrEnum):
    suffice = "suffice"
    open_another = "open_another"


def advise(loads: Sequence[float]) -> Lanes | None:
    """Of the lanes at work; None where nobody comes."""
    working = [load for load in loads if load > 0]
    if not working:
        return None
    return Lanes.open_another if min(working) >= BUSY else Lanes.suffice


def all_in_at(entries: Iterable[int], left: int, at: int) -> int | None:
    """When the last of those expected would come in, were it to go on as in the last quarter of an hour."""
    lately = sum(at - RECENT < moment <= at for moment in entries)
    if not left or not lately:
        return None
    needed = left * RECENT // lately
    return at + needed if needed <= FAR else None


def top(most: int) -> tuple[int, list[int]]:
    """The end of a scale on which so many can be read, and its lines: at most four, of round numbers."""
    for unit in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000):
        if most <= 4 * unit:
            break
    lines = list(range(unit, max(most, 1) + unit, unit))
    return lines[-1], lines
