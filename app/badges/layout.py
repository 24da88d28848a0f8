"""Where each line of a badge stands, decided before it is laid out. Points, from the top.

The names are as large as the room allows. As long as they stay comfortably large, organisation and
job keep their size or nearly; then the names shrink to the format's least, then the lines below
them, and only then the names shrink further.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import floor

from flask_babel import gettext as _

from app.badges.blocks import BOLD, KERNING, REGULAR, SEMIBOLD, Block, measure
from app.badges.content import BadgeContent
from app.badges.fit import COMFORT, fit, wrap
from app.badges.formats import POINTS, Format
from app.badges.scripts import Typeface, direction, typeface
from app.core.errors import DomainError

SURNAME = 0.75
"""The surname's size as a share of the first name's, at most."""

FLOOR = 0.25
"""Share of a format's least size below which no first name is tried."""

NARROWEST = 40
"""Millimetres left of a code in which a line below the names may stand, where it has another place."""


@dataclass(frozen=True)
class Detail:
    """A text below the names."""

    role: str
    text: str
    weight: int

    @cached_property
    def face(self) -> Typeface:
        return typeface(self.text)


def compose(content: BadgeContent, badge: Format) -> tuple[Block, ...]:
    """The lines above the code. Raises DomainError where a letter cannot be printed or where the
    text would not fit even at the smallest size."""
    if content.is_blank:
        return ()
    first, last = content.names
    if badge.surname_first and last:
        first, last = last, first
    if not first:
        raise DomainError("badge_name_missing", _("There is no name that can be printed on this badge."))
    named = typeface(f"{first} {last}".strip())
    details = _written(content, badge)
    large: dict[float, tuple[Block, ...]] = {}
    for largest, shrunk in _attempts(badge):
        if largest not in large:
            large[largest] = _names(first, last, named, largest, badge)
        blocks = large[largest]
        used = sum(block.height for block in blocks)
        if used <= _room(badge, badge.names_bottom(content.no_photo)):
            below = _details(details, shrunk, used, badge, content.no_photo)
            if below is not None:
                return blocks + below
    raise DomainError("badge_overflow", _("The text of this badge is too long for its format."))


def _written(content: BadgeContent, badge: Format) -> list[Detail]:
    weights = {"organisation": SEMIBOLD, "job": REGULAR}
    details = [Detail(name, content.line(name), weights[name]) for name in badge.lines]
    return [detail for detail in details if detail.text]


def _attempts(badge: Format) -> Iterator[tuple[float, float]]:
    """(largest size of the first name, share of their size for the lines below), best first."""
    largest, least = badge.first_largest, badge.first_least
    comfortable = max(least, largest * COMFORT)
    for shrunk in (1.0, 0.85):
        yield from ((size, shrunk) for size in _down(largest, comfortable))
    for shrunk in (1.0, 0.85, 0.7):
        yield from ((size, shrunk) for size in _down(comfortable, least))
    yield from ((size, 0.6) for size in _down(least, least * FLOOR))


def _down(largest: float, least: float) -> Iterator[float]:
    """Sizes in steps of a point."""
    yield from (largest - step for step in range(int(largest - least) + 1))


def _names(first: str, last: str, face: Typeface, largest: float, badge: Format) -> tuple[Block, ...]:
    column = badge.names_column * POINTS * KERNING
    least = min(badge.first_least, largest)
    large = fit(first, column, largest, least, measure(face, BOLD, "first"))
    above = Block("first", large.lines, large.size, face, direction(first))
    if not last:
        return (above,)
    size = large.size * SURNAME
    small = fit(last, column, size, min(size, least * SURNAME), measure(face, SEMIBOLD, "last"))
    return above, Block("last", small.lines, small.size, face, direction(last))


def _details(
    details: list[Detail], shrunk: float, top: float, badge: Format, no_photo: bool
) -> tuple[Block, ...] | None:
    """Organisation and job from `top` on, None where they do not fit."""
    above = (False, badge.column * POINTS, _room(badge, badge.quiet_top))
    beside = (True, badge.beside_code * POINTS, _room(badge, badge.foot_top(no_photo)))
    places = [beside] if badge.beside else [above, beside] if badge.beside_code >= NARROWEST else [above]
    blocks: list[Block] = []
    for detail in details:
        size = floor((badge.organisation if detail.role == "organisation" else badge.job) * shrunk * 2) / 2
        for narrow, column, bottom in places:
            block = _detail(detail, size, column, None if blocks else badge.apart, narrow)
            if top + block.height <= bottom:
                break
        else:
            return None
        blocks.append(block)
        top += block.height
    return tuple(blocks)


def _detail(detail: Detail, size: float, column: float, apart: float | None, narrow: bool) -> Block:
    lines = wrap(detail.text, column * KERNING, size, measure(detail.face, detail.weight, detail.role))
    return Block(detail.role, lines, size, detail.face, direction(detail.text), apart, narrow)


def _room(badge: Format, bottom: float) -> float:
    """Points from the top of the names down to `bottom` (mm)."""
    return (bottom - badge.names_top) * POINTS
