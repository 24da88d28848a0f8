"""Where a name may break: at spaces and hyphens, a particle stays with its name; as a last resort
between letters, never within what is read as one. Pure."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from math import ceil
from typing import NamedTuple

Measure = Callable[[str], float]
"""Width of a text set on one line, in em; the width of two texts is the sum of theirs."""

_PARTICLES = (
    "& a af al auf av ben bin bint d da das de degli dei del dell della dem den der des di do dos du e el i ibn"
    " in l la las le les lo los mac mc na ní nic ó of op saint sainte san santa ste ’t te ten ter the to"
    " ui uí van vom von y zu zum zur"
)
PARTICLES = frozenset(_PARTICLES.split())
_WORD = re.compile(r"\S+\s*")
_AFTER_HYPHEN = re.compile(r"(?<=[^\s‐–/־-][‐–/־-])(?=[^\s‐–/־-])")
_NEVER = re.compile(r"(?!)")
_DASHES = frozenset("-–—·/|,;:")
_LEADING_VOWELS = "เแโใไເແໂໃໄ"  # Thai and Lao write them before the consonant they belong to


class Piece(NamedTuple):
    """What stays on one line: its text with the space after it, its width without and with it."""

    text: str
    bare: float
    full: float


def name_pieces(text: str, measure: Measure) -> list[Piece]:
    """Breaks at spaces and after hyphens; joined again the pieces are the text."""
    return _measured(_glued(text, _AFTER_HYPHEN), measure)


def word_pieces(text: str, measure: Measure) -> list[Piece]:
    """Breaks at spaces alone."""
    return _measured(_glued(text, _NEVER), measure)


def chopped(pieces: list[Piece], limit: float, measure: Measure) -> list[Piece]:
    """Pieces of which none is wider than `limit` em, a single sign apart: broken at their spaces
    first, then between letters."""
    parts: list[Piece] = []
    for piece in pieces:
        if piece.bare <= limit:
            parts.append(piece)
        else:
            for word in _measured(_WORD.findall(piece.text), measure):
                parts += _chop(word, limit, measure)
    return parts


def _glued(text: str, breaks: re.Pattern[str]) -> list[str]:
    pieces: list[str] = []
    glue = False
    for word in _WORD.findall(text):
        head, *tail = breaks.split(word)
        if pieces and (glue or word.strip() in _DASHES):
            pieces[-1] += head
        else:
            pieces.append(head)
        pieces += tail
        glue = word.strip().casefold() in PARTICLES
    return pieces


def _measured(texts: Iterable[str], measure: Measure) -> list[Piece]:
    return [Piece(text, measure(text.rstrip()), measure(text)) for text in texts]


def _chop(word: Piece, limit: float, measure: Measure) -> list[Piece]:
    """In as few parts of about equal width as stay within `limit`."""
    letters = _measured(_letters(word.text), measure)
    for count in range(max(1, ceil(word.bare / limit)), len(letters)):
        parts = _measured(_dealt(letters, count, word.bare), measure)
        if all(part.bare <= limit for part in parts):
            return parts
    return letters


def _dealt(letters: list[Piece], count: int, width: float) -> list[str]:
    """The letters in `count` parts: each goes where its middle lies."""
    parts = [""] * count
    passed = 0.0
    for letter in letters:
        parts[min(count - 1, int((passed + letter.bare / 2) * count / width))] += letter.text
        passed += letter.full
    return [part for part in parts if part]


def _letters(word: str) -> list[str]:
    """The signs that must not be parted: a letter with its marks, joined and leading ones, spaces."""
    letters: list[str] = []
    for sign in word:
        if letters and (_follows(sign) or _awaits(letters[-1][-1])):
            letters[-1] += sign
        else:
            letters.append(sign)
    return letters


def _follows(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "MZ" or sign in "\u200c\u200d"


def _awaits(sign: str) -> bool:
    """A leading vowel, a joiner, or a virama, which makes one of two consonants."""
    return sign in _LEADING_VOWELS or sign == "\u200d" or unicodedata.combining(sign) == 9
