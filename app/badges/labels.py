"""The lines that badges of a category have in common: event and date, and what stands in the band."""

from collections.abc import Iterator

from flask_babel import gettext as _

from app.badges.blocks import BOLD, KERNING, REGULAR, SEMIBOLD, Block, measure
from app.badges.content import Art, CategoryMark
from app.badges.fit import wrap
from app.badges.formats import A6_PORTRAIT, POINTS, Format
from app.badges.scripts import direction, on_paper, typeface
from app.core.errors import DomainError
from app.events.marks import STRIPES, WHITE

APART = 1.2
"""Em between event and date."""
LEAST = 0.55
"""Share of its size below which no shared line is set."""
GROUP = 0.55
"""Size of the small line in the band as a share of the word's."""
TWO_LINES = 12
"""Millimetres of a band that has room for a small line above the word; a lower one takes all of the
label as its word."""


def compose_art(art: Art, badge: Format) -> dict[str, Block | None]:
    """`event` and `date`, and `group` and `word` in the band. Raises DomainError where one does not fit."""
    event, date = _head(on_paper(art.event), art.date, badge) if badge.titled else (None, None)
    group, word = _words(art, badge)
    return {"event": event, "date": date, "group": group, "word": word}


def _head(event: str, date: str, badge: Format) -> tuple[Block | None, Block | None]:
    """On one line; a long name shrinks, then it takes the date's room, then a second line."""
    column = badge.head_column - badge.head_left
    for size, with_date, most in _ways(badge.head):
        day = set_text(date, badge.head_column, size, REGULAR) if with_date else None
        taken = (typeface(date).width(date, REGULAR) + APART) * size / POINTS if day else 0
        title = set_text(event, column - taken, size, SEMIBOLD)
        if title is None or len(title.lines) <= most:
            return title, day
    raise DomainError("badge_overflow", _("The name of the event is too long for this format of badge."))


def _ways(size: float) -> Iterator[tuple[float, bool, int]]:
    """(size, whether the date stands there, most lines), best first."""
    for with_date, least, most in ((True, 0.75, 1), (False, 0.75, 1), (False, LEAST, 2)):
        yield from ((size * share, with_date, most) for share in _shares(least))


def _words(art: Art, badge: Format) -> tuple[Block | None, Block | None]:
    """The two sizes of the design on one line; a longer label shrinks, on two lines if need be."""
    mark = art.category
    group, word = (mark.group, mark.word) if badge.band >= TWO_LINES else ("", mark.label)
    room = words_height(art, badge) * POINTS
    for size, most in _sizes(badge):
        small = set_text(on_paper(group), badge.words, min(size, badge.long_label) * GROUP, SEMIBOLD)
        large = set_text(on_paper(word), badge.words, size, BOLD)
        lines = max(len(block.lines) if block else 0 for block in (small, large))
        if lines <= most and sum(block.height for block in (small, large) if block) <= room:
            return small, large
    raise DomainError(
        "badge_overflow", _("“%(label)s” is too long a name of a category for this format.", label=mark.label)
    )


def check_label(mark: CategoryMark) -> None:
    """Raises DomainError where nobody's own badge could carry the name of this category; smaller papers are
    asked when they are printed on."""
    _words(Art("", "", mark, no_photo=False, blank=False, language=""), A6_PORTRAIT)


def _sizes(badge: Format) -> Iterator[tuple[float, int]]:
    """(size of the word, most lines), best first."""
    yield badge.label, 1
    yield from ((badge.long_label * share, 1) for share in _shares(0.8))
    yield from ((badge.long_label * share, 3) for share in _shares(LEAST))


def strip_of(art: Art, badge: Format) -> float:
    """Height of the pattern along the top of the band."""
    return badge.strip if art.category.pattern in STRIPES else 0


def frame_of(art: Art, badge: Format) -> float:
    """Of the line around the band, where there is one."""
    return badge.frame if badge.black or art.category.band.upper() == WHITE else 0


def words_height(art: Art, badge: Format) -> float:
    """What pattern and frame leave of the band."""
    frame = frame_of(art, badge)
    return badge.band - max(strip_of(art, badge), frame) - frame


def _shares(least: float) -> list[float]:
    """From all of a size down to `least` of it."""
    return [share / 100 for share in range(100, int(least * 100) - 1, -5)]


def set_text(
    text: str, column: float, size: float, weight: int, role: str = "label", apart: float | None = None
) -> Block | None:
    """The text in a column of so many mm, None where there is none."""
    if not text:
        return None
    face = typeface(text)
    room = max(column, 1) * POINTS * KERNING
    return Block(role, wrap(text, room, size, measure(face, weight, role)), size, face, direction(text), apart)
