"""Entry codes: 24 letters that a QR carries bare, without any personal data.

The alphabet is what a keyboard scanner gets through a mismatched AZERTY, QWERTY or QWERTZ layout;
16 letters are 4 bits each. The first 3 name the event, the other 21 are random (84 bits).
"""

import re
import secrets
from enum import StrEnum

from app.core.tokens import digest

ALPHABET = "BCDFGHJKLNPRSTVX"
EVENT_LETTERS = 3
LENGTH = 24

_FROM_HEX = str.maketrans("0123456789abcdef", ALPHABET)
_CODE = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")
_READER_PREFIX = "]Q1"  # AIM identifier that some scanners send ahead of a QR


class Origin(StrEnum):
    """What can be told of a text without looking anything up."""

    unreadable = "unreadable"
    other_event = "other_event"
    ours = "ours"


def random_letters(count: int) -> str:
    return secrets.token_hex((count + 1) // 2)[:count].translate(_FROM_HEX)


def new_code(letters: str) -> str:
    """A fresh code of the event that `letters` name."""
    return letters + random_letters(LENGTH - EVENT_LETTERS)


def normalise(text: str) -> str:
    """What a scanner sent, without its prefix, line ends and small letters."""
    return text.strip().upper().removeprefix(_READER_PREFIX)


def classify(text: str, letters: str) -> Origin:
    """Whose code a scanned text is, for the event that `letters` name."""
    code = normalise(text)
    if not _CODE.fullmatch(code):
        return Origin.unreadable
    return Origin.ours if code.startswith(letters) else Origin.other_event


def hash_code(text: str) -> str:
    """SHA-256 of the code in hexadecimal: what is looked up, sent and kept in door copies."""
    return digest(normalise(text))
