"""References, set without layout: letters of one alphabet, in one typeface, at one place.

Their font comes with the art, from a page that holds the whole alphabet.
"""

from app.badges.fonts import hanken
from app.credentials.codes import ALPHABET

LETTERS = f"{ALPHABET}-"
WEIGHT = 600
SIZE = 15
"""Points."""
TRACKING = 0.05
"""Em."""
BASELINE = 0.96
"""Millimetres above the lower edge of the code."""


def operators(reference: str, font: str) -> bytes:
    """PDF operators that write a reference from the origin on; `font` is its name on the page."""
    numbers = hanken(WEIGHT).glyphs
    glyphs = "".join(f"{numbers[ord(letter)]:04x}" for letter in reference)
    return f"BT 0 g /{font} {SIZE} Tf {SIZE * TRACKING} Tc <{glyphs}> Tj ET".encode()
