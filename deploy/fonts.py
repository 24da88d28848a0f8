"""Make the font files of the product from the published Hanken Grotesk (SIL OFL 1.1).

    npm pack @expo-google-fonts/hanken-grotesk@0.4.3
    python deploy/fonts.py expo-google-fonts-hanken-grotesk-0.4.3.tgz

Writes `static/fonts/hanken-{400,600,700}.woff2` (pages, door), `static/fonts/pdf/*.ttf` (badges) and the licence.
The family lacks signs that French needs; they are added to every file: U+202F and U+2009 as
blanks of 0.2 em, U+2011 as the hyphen, U+1D49 and U+02B3 (1ᵉʳ, 5ᵉ) as raised small letters.
"""

import sys
import tarfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

STATIC = Path(__file__).parent.parent / "static" / "fonts"
WEIGHTS = {
    400: "400Regular/HankenGrotesk_400Regular",
    600: "600SemiBold/HankenGrotesk_600SemiBold",
    700: "700Bold/HankenGrotesk_700Bold",
}
PAGE_WEIGHTS = (400, 600, 700)  # 700 at the door alone
NARROW_BLANKS, HYPHEN = (0x202F, 0x2009), 0x2011
RAISED, RAISED_SIZE, RAISED_BY = {0x1D49: "e", 0x02B3: "r"}, 0.6, 0.32
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "case", "liga"]

# Latin, Latin-1, Extended-A, Romanian, Vietnamese, then the typographer's signs.
RANGES = [
    (0x20, 0x7E),
    (0xA0, 0x17F),
    (0x18F, 0x18F),
    (0x1A0, 0x1A1),
    (0x1AF, 0x1B0),
    (0x1E6, 0x1E7),
    (0x218, 0x21B),
    (0x300, 0x304),
    (0x306, 0x30C),
    (0x31B, 0x31B),
    (0x323, 0x328),
    (0x1E80, 0x1E85),
    (0x1E9E, 0x1E9E),
    (0x1EA0, 0x1EF9),
]
SIGNS = "ᵉʳ\u2009\u2011\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u2022\u2026\u202f\u2039\u203a€™←↑→↓−×"


def add_missing_signs(font: TTFont) -> None:
    """Give `font` the narrow blanks, the unbreakable hyphen and the raised letters."""
    em = font["head"].unitsPerEm
    add_glyph(font, "narrowblank", NARROW_BLANKS, Glyph(), round(em * 0.2))
    for table in unicode_tables(font):
        table[HYPHEN] = table[0x2D]
    for code, letter in RAISED.items():
        pen = TTGlyphPen(font.getGlyphSet())
        pen.addComponent(letter, (RAISED_SIZE, 0, 0, RAISED_SIZE, 0, round(em * RAISED_BY)))
        width = round(font["hmtx"][letter][0] * RAISED_SIZE)
        add_glyph(font, f"raised.{letter}", [code], pen.glyph(), width)


def add_glyph(font: TTFont, name: str, codes: Iterable[int], glyph: Glyph, width: int) -> None:
    """Put `glyph` at the end of `font`, `width` units wide, for each of `codes`."""
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"].glyphs[name] = glyph
    font["glyf"].glyphOrder = font.getGlyphOrder()
    glyph.recalcBounds(font["glyf"])
    font["hmtx"].metrics[name] = (width, getattr(glyph, "xMin", 0))
    for table in unicode_tables(font):
        table.update(dict.fromkeys(codes, name))


def unicode_tables(font: TTFont) -> list[dict[int, str]]:
    return [table.cmap for table in font["cmap"].tables if table.isUnicode()]


def subset(font: TTFont) -> TTFont:
    """Keep what the pages write, without hinting."""
    options = Options(layout_features=FEATURES, hinting=False, desubroutinize=True)
    subsetter = Subsetter(options)
    wanted = {code for first, last in RANGES for code in range(first, last + 1)} | set(map(ord, SIGNS))
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    return font


def main(package: str) -> None:
    (STATIC / "pdf").mkdir(parents=True, exist_ok=True)
    with tarfile.open(package) as archive:
        (STATIC / "OFL.txt").write_bytes(archive.extractfile("package/LICENSE_FONT").read())
        for weight, path in WEIGHTS.items():
            font = TTFont(BytesIO(archive.extractfile(f"package/{path}.ttf").read()), recalcTimestamp=False)
            add_missing_signs(font)
            font.save(STATIC / "pdf" / f"HankenGrotesk-{weight}.ttf")
            if weight in PAGE_WEIGHTS:
                page = subset(font)
                page.flavor = "woff2"
                page.save(STATIC / f"hanken-{weight}.woff2")


if __name__ == "__main__":
    main(sys.argv[1])
