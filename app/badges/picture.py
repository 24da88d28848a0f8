"""A badge for the screen: where each line stands, as the printed one has it. What is struck stands on
paper alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from flask_babel import force_locale
from flask_babel import gettext as _

from app.badges.blocks import TRACKING, Block
from app.badges.content import BadgeContent
from app.badges.differences import Words, merged
from app.badges.formats import POINTS, Format
from app.badges.labels import compose_art, frame_of, strip_of, words_height
from app.badges.layout import compose
from app.badges.models import PrintedBadge
from app.core.errors import DomainError
from app.core.qr import svg_path
from app.credentials.matrix import matrix

ASCENT, DESCENT = 1.0, 0.303
"""Of the typeface, in em."""
WEIGHTS = {"first": 700, "job": 400}
FIELDS = {"first": "first_name", "last": "last_name", "organisation": "organisation", "job": "job_title"}


@dataclass(frozen=True)
class Line:
    """`x` and `y` in mm, the baseline's beginning; `size` in mm, too. `runs`: (text, whether struck)."""

    x: float
    y: float
    size: float
    weight: int
    spacing: float
    side: str
    runs: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Picture:
    content: BadgeContent
    badge: Format
    lines: tuple[Line, ...]
    shared: Mapping[str, Block | None]
    frame: float
    strip: float
    words_height: float
    code: str
    """The `d` of a path in modules, quiet zone included."""
    no_photo: str
    reference: str
    """The two words, in the language of the badge."""

    @property
    def quiet(self) -> float:
        return 4 * self.badge.module


def picture(content: BadgeContent, badge: Format, printed: PrintedBadge | None = None) -> Picture:
    """Raises DomainError where it cannot be printed."""
    texts = _texts(content, printed, badge)
    named = _fields(content, badge)
    shown = replace(content, **{named[role]: _joined(words) for role, words in texts.items()})
    try:
        blocks = compose(shown, badge)
    except DomainError:
        texts, blocks = _texts(content, None, badge), compose(content, badge)
    with force_locale(content.language):
        words = _("No photo"), _("Reference")
    return Picture(
        content, badge, tuple(_lines(blocks, texts, badge)), compose_art(content.art, badge), frame_of(content.art, badge),
        strip_of(content.art, badge), words_height(content.art, badge), svg_path(matrix(content.code)), *words,
    )  # fmt: skip


def _fields(content: BadgeContent, badge: Format) -> dict[str, str]:
    """Which name stands large."""
    if badge.surname_first and all(content.names):
        return FIELDS | {"first": "last_name", "last": "first_name"}
    return FIELDS


def _texts(content: BadgeContent, printed: PrintedBadge | None, badge: Format) -> dict[str, Words]:
    """By role."""
    return {
        role: merged(getattr(printed, field, None), getattr(content, field))
        for role, field in _fields(content, badge).items()
    }


def _joined(words: Words) -> str:
    return " ".join(word for word, _struck in words)


def _lines(blocks: tuple[Block, ...], texts: dict[str, Words], badge: Format) -> Iterator[Line]:
    top = badge.names_top
    for block in blocks:
        gap = block.height - len(block.lines) * block.leading
        rows = _struck(block.lines, texts.get(block.role, []))
        width = badge.beside_code if block.narrow or badge.beside else badge.column
        for index, runs in enumerate(rows):
            half = (block.leading - (ASCENT + DESCENT) * block.size) / 2
            baseline = gap + index * block.leading + half + ASCENT * block.size
            tracking = TRACKING.get(block.role, 0) if block.face.is_hanken else 0
            yield Line(
                x=badge.margin + (width if block.side == "rtl" else 0), y=top + baseline / POINTS,
                size=block.size / POINTS, weight=WEIGHTS.get(block.role, 600),
                spacing=tracking * block.size / POINTS, side=block.side, runs=runs,
            )  # fmt: skip
        top += block.height / POINTS


def _struck(lines: tuple[str, ...], words: Words) -> Iterator[tuple[tuple[str, bool], ...]]:
    """Each line in runs that are struck or not; lines break words anywhere, so letters are counted."""
    marks = iter([struck for word, struck in words for _sign in word])
    for line in lines:
        signs = [(sign, False if sign.isspace() else next(marks, False)) for sign in line]
        for index in range(1, len(signs) - 1):  # a space between two struck words is struck, too
            if signs[index][0].isspace():
                signs[index] = (signs[index][0], signs[index - 1][1] and signs[index + 1][1])
        yield tuple(("".join(sign for sign, _mark in run), struck) for struck, run in groupby(signs, key=lambda pair: pair[1]))
