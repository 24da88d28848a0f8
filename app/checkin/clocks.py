"""When something happened by our clock, from what a phone's clocks said and the marks it left. Pure.

A phone has two clocks: `wall`, which anybody can set, and `mono`, which only runs, but stands still in
some phones that sleep and begins anew with each run of the app. At a mark we know both and our own
time. All in whole milliseconds.
"""

from collections.abc import Sequence
from dataclasses import dataclass

JUMP = 5_000
"""Clocks that part by more than this were set, or one of them slept."""
SURE_WITHIN = 12 * 3_600_000
"""A mark further away vouches for nothing."""


@dataclass(frozen=True)
class Reading:
    run: str
    wall: int
    mono: int


@dataclass(frozen=True)
class Mark(Reading):
    """What the clocks said at `at`, by ours."""

    at: int

    @property
    def ahead(self) -> int:
        """How far the wall clock was ahead of ours."""
        return self.wall - self.at


@dataclass(frozen=True)
class Corrected:
    at: int
    sure: bool


def correct(reading: Reading, marks: Sequence[Mark], paired: int, received: int) -> Corrected:
    """The moment of a reading. It lies between pairing and receipt; one that had to be moved there by
    more than a jump is not sure."""
    found = _by_mono(reading, marks) or _by_wall(reading, marks) or Corrected(reading.wall, sure=False)
    at = min(max(found.at, paired), received)
    return Corrected(at, found.sure and abs(at - found.at) <= JUMP)


def _by_mono(reading: Reading, marks: Sequence[Mark]) -> Corrected | None:
    """By the nearest mark of the same run between which and the reading both clocks advanced alike."""
    alike = [
        mark for mark in marks
        if mark.run == reading.run and abs(reading.wall - mark.wall - (reading.mono - mark.mono)) <= JUMP
    ]
    nearest = min(alike, key=lambda mark: abs(reading.mono - mark.mono), default=None)
    if nearest is None:
        return None
    away = reading.mono - nearest.mono
    return Corrected(nearest.at + away, abs(away) <= SURE_WITHIN)


def _by_wall(reading: Reading, marks: Sequence[Mark]) -> Corrected | None:
    """By the nearest mark at all. Sure only where the next one on the other side says the same, and
    where the clock is not known to have jumped within the run."""
    if not marks:
        return None
    within = _within_run(reading, marks)
    before = max((mark for mark in marks if mark.wall <= reading.wall), key=lambda mark: mark.wall, default=None)
    after = min((mark for mark in marks if mark.wall > reading.wall), key=lambda mark: mark.wall, default=None)
    sides = [mark for mark in (before, after) if mark is not None]
    nearest = min(sides, key=lambda mark: abs(reading.wall - mark.wall))
    agree = max(mark.ahead for mark in sides) - min(mark.ahead for mark in sides) <= JUMP
    near = abs(reading.wall - nearest.wall) <= SURE_WITHIN
    at = reading.wall - nearest.ahead
    if within is None:
        return Corrected(at, agree and near)
    earliest, latest = within
    return Corrected(min(max(at, earliest), latest), sure=latest - earliest <= JUMP)


def _within_run(reading: Reading, marks: Sequence[Mark]) -> tuple[int, int] | None:
    """Between which marks of its own run a reading stands, if any; open ends reach as far as may be."""
    own = [mark for mark in marks if mark.run == reading.run]
    if not own:
        return None
    earliest = max((mark.at for mark in own if mark.mono <= reading.mono), default=0)
    latest = min((mark.at for mark in own if mark.mono >= reading.mono), default=max(mark.at for mark in marks))
    return earliest, max(earliest, latest)
