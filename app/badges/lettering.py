"""References, set without layout: letters of one alphabet, in one typeface, at one place.

Their font comes with the art, from a page that holds the whole alphabet.
"""

from app.badges.fonts import hanken
from app.credentials.codes import ALPHABET

LETTERS = f"{ALPHABET}-"
WEIGHT = 600
TRACKING = 0.05
"""Em."""
BASELINE = 0.064
"""Millimetres above the lower edge of the code, for each point of size."""
LEADING = 1.15
"""Em from row to row."""


def operators(reference: str, font: str, size: float, rows: int) -> bytes:
    """PDF operators that write a reference, the last row on the origin; `font` is its name on the page.
    In two rows it is parted at its hyphen, which then has nothing to say."""
    parts = [reference] if rows == 1 else reference.split("-")
    first, *others = (f"<{_glyphs(part)}> Tj" for part in parts)
    leading = size * LEADING
    shown = " ".join([first, *(f"0 {-leading:g} Td {part}" for part in others)])
    return f"BT 0 g /{font} {size} Tf {size * TRACKING:g} Tc 0 {leading * len(others):g} Td {shown} ET".encode()


def _glyphs(text: str) -> str:
    numbers = hanken(WEIGHT).glyphs
    return "".join(f"{numbers[ord(letter)]:04x}" for letter in text)
