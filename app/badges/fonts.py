"""The fonts of printed matter: which letters each has and how wide they run. Read once a process, by a
library that most processes never need.

Hanken Grotesk comes with the product; Noto is installed beside it (Debian's fonts-noto-core and
fonts-noto-cjk) and may be absent: then only the scripts that need it cannot be printed.
"""

import unicodedata
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from app.config import ROOT

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

HANKEN = "Hanken Grotesk"
BUNDLED = ROOT / "static" / "fonts" / "pdf"
INSTALLED = (Path("/usr/share/fonts/truetype/noto"), Path("/usr/share/fonts/opentype/noto"))


class Face:
    """One font file. Widths are in em, without kerning, which is small and mostly negative."""

    def __init__(self, path: Path):
        self.path = path

    @cached_property
    def widths(self) -> dict[int, float]:
        """Advance by code point; what combines with the letter before it takes no room."""
        with self._opened() as font:
            em, metrics = font["head"].unitsPerEm, font["hmtx"].metrics
            return {
                point: 0.0 if unicodedata.category(chr(point)) == "Mn" else metrics[glyph][0] / em
                for point, glyph in font.getBestCmap().items()
            }

    @cached_property
    def glyphs(self) -> dict[int, int]:
        """Glyph number by code point, as embedded subsets keep it."""
        with self._opened() as font:
            return {point: font.getGlyphID(name) for point, name in font.getBestCmap().items()}

    def _opened(self) -> "TTFont":
        from fontTools.ttLib import TTFont  # noqa: PLC0415 (with pikepdf 7 MB, and most processes need neither)

        return TTFont(self.path, fontNumber=0, lazy=True)

    @cached_property
    def letters(self) -> frozenset[str]:
        """What it has."""
        return frozenset(map(chr, self.widths))


@cache
def find_face(family: str, weight: int) -> Face | None:
    """The file of a family, None where it is not installed. Noto has two weights for our three."""
    if family == HANKEN:
        return hanken(weight)
    style = "Bold" if weight >= 600 else "Regular"
    stem = "NotoSansCJK" if family.startswith("Noto Sans CJK") else family.replace(" ", "")
    names = (f"{stem}-{style}.ttf", f"{stem}-{style}.ttc")
    paths = (folder / name for folder in INSTALLED for name in names)
    return next((_face(path) for path in paths if path.is_file()), None)


@cache
def hanken(weight: int) -> Face:
    return _face(BUNDLED / f"HankenGrotesk-{weight}.ttf")


@cache
def _face(path: Path) -> Face:
    return Face(path)
