"""What came through a scanner, a camera or a keyboard: a code, a reference, or a name to search for.

A keyboard scanner sends key positions. On the usual Latin layouts our 16 letters come out right;
on the few others each key still gives a character of its own, so the code can be put right. The
phone reads alike: `readings.json` holds both to the same answers.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from app.core.text import clean_line
from app.credentials.codes import ALPHABET, LENGTH
from app.credentials.reference import LENGTH as REFERENCE_LENGTH
from app.credentials.reference import parse as parse_reference


class Kind(StrEnum):
    nothing = "nothing"
    code = "code"
    reference = "reference"
    mistyped = "mistyped"
    """Eight of our letters whose check letter says that one is wrong."""
    search = "search"
    unreadable = "unreadable"
    """Something that was scanned, and is no code of ours."""


@dataclass(frozen=True)
class Reading:
    """`layout` names the keyboard layout that a code was put right from."""

    kind: Kind
    text: str = ""
    layout: str | None = None


LAYOUTS = {
    "BÉPO": ("kxie,ctsr'jouè.y", "KXIE;CTSR?JOUÈ:Y", "kxie,ctsr’jouè.y"),
    "Dvorak": ("xjeuidhtnblpoykq", "XJEUIDHTNBLPOYKQ"),
    "Colemak": ("bcstdhneik;prgvx", "BCSTDHNEIK:PRGVX"),
    "ЙЦУКЕН": ("исвапролдтзкыемч", "ИСВАПРОЛДТЗКЫЕМЧ"),
    "Ελληνικά": ("βψδφγηξκλνπρστωχ", "ΒΨΔΦΓΗΞΚΛΝΠΡΣΤΩΧ"),
}
"""What the keys of ALPHABET give, in its order: plain, with Shift, and as newer versions have it."""

_KEYS = {
    name: {given: key for row in rows for given, key in zip(row, ALPHABET, strict=True)}
    for name, rows in LAYOUTS.items()
}
_OURS = frozenset(ALPHABET)
_SEPARATORS = re.compile(r"[\s\-‐‑‒–—]+")
_READER_PREFIX = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_PREFIX_LENGTH = 3
_NO_NAME_WITHOUT_VOWELS = 12
_NO_NAME_IN_ONE_WORD = 20


def read(text: str) -> Reading:
    """Say what `text` is. A search keeps the words as they were typed."""
    typed = clean_line(text)
    if not typed:
        return Reading(Kind.nothing)
    word = _SEPARATORS.sub("", typed)
    letters = word.upper()
    if code := _code(letters):
        return Reading(Kind.code, code)
    if len(letters) == REFERENCE_LENGTH and set(letters) <= _OURS:
        return Reading(Kind.reference if parse_reference(letters) else Kind.mistyped, letters)
    if " " not in typed and (repaired := _put_right(word)):
        return repaired
    return Reading(Kind.unreadable if _was_scanned(typed, letters) else Kind.search, typed)


def _code(letters: str) -> str | None:
    """The code in it: bare, behind a reader's prefix, or several times over (a badge held still)."""
    bare = letters[_PREFIX_LENGTH:] if letters[:1] not in _OURS else letters
    code = bare[:LENGTH]
    whole = len(code) == LENGTH and set(code) <= _OURS and bare == code * (len(bare) // LENGTH)
    return code if whole else None


def _put_right(word: str) -> Reading | None:
    """The code behind what a scanner typed through another layout."""
    body = word[-LENGTH:]
    if len(word) not in (LENGTH, LENGTH + _PREFIX_LENGTH):
        return None
    for layout, keys in _KEYS.items():
        if keys.keys() >= set(body):
            return Reading(Kind.code, "".join(keys[sign] for sign in body), layout)
    return None


def _was_scanned(typed: str, letters: str) -> bool:
    """Whether no person would type it to find somebody: another barcode, an address, half a code."""
    half_a_code = len(letters) >= _NO_NAME_WITHOUT_VOWELS and set(letters) <= _OURS
    one_long_word = " " not in typed and "@" not in typed and len(letters) >= _NO_NAME_IN_ONE_WORD
    return bool(_READER_PREFIX.match(typed)) or "://" in typed or half_a_code or one_long_word
