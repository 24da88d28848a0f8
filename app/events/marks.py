"""What tells categories apart: colours that can be read, a shape and a pattern. Pure."""

from collections.abc import Collection

SHAPES = (
    "circle", "triangle-up", "square", "diamond", "star", "ring", "plus", "triangle-down", "cross", "pentagon",
)  # fmt: skip
STRIPES = ("diagonal", "vertical", "dots")
PLAIN = ("solid", "none")
PATTERNS = (*PLAIN, *STRIPES)
"""Along the top of the band; plain has none."""
LEAST_CONTRAST = 4.5
"""WCAG 2.2 AA."""
BANDS = ("#44525D", "#0A6EBD", "#8C1D40", "#4B6B1F", "#2B3A8F", "#7A4A1D")
"""Proposed for new categories: none of those that an event begins with, each read in white."""
WHITE, BLACK = "#FFFFFF", "#000000"


def contrast(one: str, other: str) -> float:
    """Of two colours as “#RRGGBB”, from 1 (the same) to 21 (black on white); WCAG 2.2."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def look_alike(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two of (shape, pattern) differ in nothing but colour."""
    return one[0] == other[0] and (one[1] == other[1] or {one[1], other[1]} <= set(PLAIN))


def free_look(taken: Collection[tuple[str, str]]) -> tuple[str, str]:
    """The first shape and pattern that look like none of these; a shape that nobody has comes first."""
    unused = [shape for shape in SHAPES if shape not in {shape for shape, _pattern in taken}]
    ways = [(shape, pattern) for pattern in (PLAIN[0], *STRIPES) for shape in (unused or SHAPES)]
    return next((way for way in ways if not any(look_alike(way, other) for other in taken)), ways[0])


def free_band(taken: Collection[str]) -> str:
    """The first colour that none of these bands has."""
    return next((band for band in BANDS if band not in taken), BANDS[0])


def better_text(band: str) -> str:
    """Black or white, whichever is read more easily on this band."""
    return max((WHITE, BLACK), key=lambda text: contrast(band, text))


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
