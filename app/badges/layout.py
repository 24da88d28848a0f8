"""Where each line of a badge stands, decided before it is laid out. Points, from the top.

The names are as large as the room allows; organisation and job keep their size as long as the
names stay above the format's least, then they shrink, and only then the names shrink further.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import floor

from flask_babel import gettext as _

from app.badges.breaks import Measure
from app.badges.content import Art, BadgeContent
from app.badges.fit import fit, wrap
from app.badges.formats import POINTS, Format
from app.badges.scripts import Typeface, direction, on_paper, typeface
from app.core.errors import DomainError

SURNAME = 0.75
"""The surname's size as a share of the first name's, at most."""

TRACKING = {"first": -0.02, "last": -0.01}
"""Letter-spacing of large Latin names in em; scripts that join their letters have none."""

GAP = {"first": 0.0, "last": 0.1, "organisation": 0.2, "job": 0.2, "label": 0.0}
APART = 0.85
"""Room above a block in em of its own size; what follows the names stands apart."""

LEADING = {"first": 1.0, "last": 1.12, "organisation": 1.22, "job": 1.22, "label": 1.2}
"""Line height of Latin in em; taller scripts multiply it."""

FLOOR = 6.0
KERNING = 0.985
"""Share of a column that is filled, as widths are measured without kerning."""

BOLD, SEMIBOLD, REGULAR = 700, 600, 400


@dataclass(frozen=True)
class Block:
    """Lines of one size. `apart` leaves more room above, `narrow` keeps clear of the code."""

    role: str
    lines: tuple[str, ...]
    size: float
    face: Typeface
    side: str
    apart: bool = False
    narrow: bool = False

    @property
    def leading(self) -> float:
        return self.size * LEADING[self.role] * self.face.tall

    @property
    def height(self) -> float:
        gap = APART if self.apart else GAP[self.role]
        return self.size * gap + len(self.lines) * self.leading


@dataclass(frozen=True)
class Detail:
    role: str
    text: str
    weight: int

    @cached_property
    def face(self) -> Typeface:
        return typeface(self.text)


def compose(content: BadgeContent, badge: Format) -> tuple[Block, ...]:
    """The lines above the code. Raises DomainError where a letter cannot be printed or where the
    text would not fit even at the smallest size."""
    first, last = content.names
    if not first:
        raise DomainError("badge_name_missing", _("There is no name that can be printed on this badge."))
    named = typeface(first + last)
    details = [
        Detail("organisation", on_paper(content.organisation), SEMIBOLD),
        Detail("job", on_paper(content.job_title), REGULAR),
    ]
    details = [detail for detail in details if detail.text]
    for largest, shrunk in _attempts(badge):
        blocks = _names(first, last, named, largest, badge)
        used = sum(block.height for block in blocks)
        if used <= _room(badge, badge.quiet_top):
            below = _details(details, shrunk, used, badge, content.no_photo)
            if below is not None:
                return blocks + below
    raise DomainError("badge_overflow", _("The text of this badge is too long for its format."))


def _attempts(badge: Format) -> Iterator[tuple[float, float]]:
    """(largest size of the first name, share of their size for the lines below), best first."""
    largest, least = badge.first_largest, badge.first_least
    steps = int(largest - least) + 1
    for shrunk in (1.0, 0.85, 0.7):
        yield from ((largest - step, shrunk) for step in range(steps))
    yield from ((least - step, 0.6) for step in range(1, int(least - FLOOR) + 1))


def _names(first: str, last: str, face: Typeface, largest: float, badge: Format) -> tuple[Block, ...]:
    column = badge.column * POINTS * KERNING
    least = min(badge.first_least, largest)
    large = fit(first, column, largest, least, _measure(face, BOLD, "first"))
    above = Block("first", large.lines, large.size, face, direction(first))
    if not last:
        return (above,)
    size = large.size * SURNAME
    small = fit(last, column, size, min(size, least * SURNAME), _measure(face, SEMIBOLD, "last"))
    return above, Block("last", small.lines, small.size, face, direction(last))


def _measure(face: Typeface, weight: int, role: str) -> Measure:
    tracking = TRACKING.get(role, 0.0) if face.is_hanken else 0.0
    return lambda text: face.width(text, weight) + tracking * len(text)


def _details(
    details: list[Detail], shrunk: float, top: float, badge: Format, no_photo: bool
) -> tuple[Block, ...] | None:
    """Organisation and job from `top` on, None where they do not fit."""
    places = (
        (False, badge.column * POINTS, _room(badge, badge.quiet_top)),
        (True, badge.beside_code * POINTS, _room(badge, badge.foot_top(no_photo))),
    )
    blocks: list[Block] = []
    for detail in details:
        size = floor((badge.organisation if detail.role == "organisation" else badge.job) * shrunk * 2) / 2
        for narrow, column, bottom in places:
            block = _detail(detail, size, column, apart=not blocks, narrow=narrow)
            if top + block.height <= bottom:
                break
        else:
            return None
        blocks.append(block)
        top += block.height
    return tuple(blocks)


def _detail(detail: Detail, size: float, column: float, apart: bool, narrow: bool) -> Block:
    lines = wrap(detail.text, column * KERNING, size, _measure(detail.face, detail.weight, detail.role))
    return Block(detail.role, lines, size, detail.face, direction(detail.text), apart, narrow)


def _room(badge: Format, bottom: float) -> float:
    """Points from the top of the names down to `bottom` (mm)."""
    return (bottom - badge.names_top) * POINTS


def compose_art(art: Art, badge: Format) -> dict[str, Block | None]:
    """The lines that stand on every badge of a category: `event`, and `group` and `word` in the band."""
    beside_shape = badge.column - 9.2 - badge.shape - 4.0
    return {
        "event": _label(art.event, badge.column - 35, 10, 7.5, SEMIBOLD),
        "group": _label(art.category.group, beside_shape, badge.label * 0.55, badge.label * 0.4, SEMIBOLD),
        "word": _word(art.category.word, beside_shape, badge),
    }


def _label(text: str, column: float, largest: float, least: float, weight: int) -> Block | None:
    plain = on_paper(text)
    if not plain:
        return None
    face = typeface(plain)
    fitted = fit(plain, column * POINTS * KERNING, largest, least, _measure(face, weight, "label"))
    return Block("label", fitted.lines, fitted.size, face, direction(plain))


def _word(text: str, column: float, badge: Format) -> Block | None:
    """One line at the two sizes of the design; a longer label takes two lines or shrinks."""
    for size in (badge.label, badge.long_label):
        block = _label(text, column, size, size, BOLD)
        if block is None or (len(block.lines) == 1 and block.size == size):
            return block
    return _label(text, column, badge.long_label * 0.85, badge.long_label * 0.5, BOLD)
