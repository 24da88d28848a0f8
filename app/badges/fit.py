"""How large a name can stand in its column. Pure.

A name is set on as few lines as a comfortable size allows; else on those that let it stand
largest. Only what is too long for a line by itself is broken between letters. Nothing is ever
left out. Where it may break is the matter of `breaks.py`.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import floor

from app.badges.breaks import Measure, Piece, chopped, name_pieces, word_pieces

COMFORT = 0.75
"""A name may shrink to this share of its largest size before it takes another line."""


@dataclass(frozen=True)
class Fit:
    """Lines from the top, all at one size in points."""

    lines: tuple[str, ...]
    size: float


def fit(text: str, column: float, largest: float, least: float, measure: Measure) -> Fit:
    """Set `text` in a column of `column` points; below `least` only where a single sign needs it."""
    pieces = name_pieces(text, measure)
    chosen = Fit((), 0.0)
    for tried in _fits(pieces, column, largest):
        chosen = max(chosen, tried, key=lambda fit: fit.size)
        if chosen.size >= COMFORT * largest:
            return chosen
    if chosen.size >= least:
        return chosen
    for chosen in _fits(chopped(pieces, column / least, measure), column, largest):
        if chosen.size >= least:
            break
    return chosen


def wrap(text: str, column: float, size: float, measure: Measure) -> tuple[str, ...]:
    """As few lines of at most `column` points as spaces allow, all about equally long."""
    if measure(text) <= column / size:
        return (text.strip(),)  # nearly every text
    pieces = chopped(word_pieces(text, measure), column / size, measure)
    return _texts(_narrowest(pieces, len(_filled(pieces, column / size))))


def _fits(pieces: Sequence[Piece], column: float, largest: float) -> Iterator[Fit]:
    """On one line, on two, and so on, each as large as it goes; sizes are whole halves of a point."""
    for count in range(1, len(pieces) + 1):
        lines = _narrowest(pieces, count)
        size = min(largest, column / (max(map(_width, lines)) or 1.0))
        yield Fit(_texts(lines), floor(size * 2) / 2)


def _narrowest(pieces: Sequence[Piece], count: int) -> list[Sequence[Piece]]:
    """At most `count` lines whose widest is as narrow as can be."""
    if count == 1:
        return [pieces]
    least = max(piece.bare for piece in pieces)
    limits = sorted({width for width in _spans(pieces) if width >= least})
    enough = bisect_left(limits, True, key=lambda limit: len(_filled(pieces, limit)) <= count)
    return _filled(pieces, limits[enough])


def _spans(pieces: Sequence[Piece]) -> Iterator[float]:
    """The widths of all runs of neighbours: one of them is the widest line's."""
    ends = [0.0, *accumulate(piece.full for piece in pieces)]
    for last, piece in enumerate(pieces):
        yield from (ends[last] - ends[first] + piece.bare for first in range(last + 1))


def _filled(pieces: Sequence[Piece], limit: float) -> list[Sequence[Piece]]:
    """Each line takes what goes into `limit` em; rounding must not send a piece to the next."""
    lines, start, used = [], 0, 0.0
    for index, piece in enumerate(pieces):
        if index > start and used + piece.bare > limit + 1e-9:
            lines.append(pieces[start:index])
            start, used = index, 0.0
        used += piece.full
    return [*lines, pieces[start:]]


def _width(line: Sequence[Piece]) -> float:
    return sum(piece.full for piece in line[:-1]) + line[-1].bare


def _texts(lines: list[Sequence[Piece]]) -> tuple[str, ...]:
    return tuple("".join(piece.text for piece in line).rstrip() for line in lines)
