"""The reference that people type at the desk: 7 random letters and a check letter.

The check is Luhn's modulo 16 (https://en.wikipedia.org/wiki/Luhn_mod_N_algorithm): it notices every
wrong letter and every swap of two neighbours but B and X, the first and the last of the alphabet.
"""

import re

from app.credentials.codes import ALPHABET, random_letters

LENGTH = 8

_BASE = len(ALPHABET)
_VALUE = {letter: value for value, letter in enumerate(ALPHABET)}
_BETWEEN = re.compile(r"[\s\-‐‑–—.]+")


def new_reference() -> str:
    """Eight letters, the last of which checks the others."""
    letters = random_letters(LENGTH - 1)
    return letters + check_letter(letters)


def check_letter(letters: str) -> str:
    """The letter that brings the sum to a multiple of 16."""
    return ALPHABET[-_luhn_sum(letters + ALPHABET[0]) % _BASE]


def parse(typed: str) -> str | None:
    """The reference somebody typed, whatever the case, spaces and dashes; None if it is none."""
    letters = _BETWEEN.sub("", typed).upper()
    if len(letters) != LENGTH or not _VALUE.keys() >= set(letters) or _luhn_sum(letters) % _BASE:
        return None
    return letters


def show(reference: str) -> str:
    """In fours: “NLRS-GTXB”."""
    return f"{reference[:4]}-{reference[4:]}"


def _luhn_sum(letters: str) -> int:
    """Each second letter from the right counts double, its two digits in base 16 added up."""
    values = [_VALUE[letter] for letter in reversed(letters)]
    return sum(values[0::2]) + sum(sum(divmod(2 * value, _BASE)) for value in values[1::2])
