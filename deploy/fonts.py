"""Make the font files of the product from the published Hanken Grotesk (SIL OFL 1.1).

    npm pack @expo-google-fonts/hanken-grotesk@0.4.3
    python deploy/fonts.py expo-google-fonts-hanken-grotesk-0.4.3.tgz

Writes `static/fonts/hanken-{400,600}.woff2` (pages), `static/fonts/pdf/*.ttf` (badges) and the licence.
The family lacks three signs that French needs; they are added to every file: U+202F and U+2009
as blanks of 0.2 em, U+2011 as the hyphen.
"""

import sys
import tarfile
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

STATIC = Path(__file__).parent.parent / "static" / "fonts"
WEIGHTS = {400: "400Regular/HankenGrotesk_400Regular",
           600: "600SemiBold/HankenGrotesk_600SemiBold",
           700: "700Bold/HankenGrotesk_700Bold"}
PAGE_WEIGHTS = (400, 600)
NARROW_BLANKS, HYPHEN = (0x202F, 0x2009), 0x2011
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "case", "liga"]

# Latin, Latin-1, Extended-A, Romanian, Vietnamese, then the typographer's signs.
RANGES = [(0x20, 0x7E), (0xA0, 0x17F), (0x18F, 0x18F), (0x1A0, 0x1A1), (0x1AF, 0x1B0), (0x1E6, 0x1E7),
          (0x218, 0x21B), (0x300, 0x304), (0x306, 0x30C), (0x31B, 0x31B), (0x323, 0x328),
          (0x1E80, 0x1E85), (0x1E9E, 0x1E9E), (0x1EA0, 0x1EF9)]
SIGNS = "\u2009\u2011\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u2022\u2026\u202f\u2039\u203a€™←↑→↓−×"


def add_missing_signs(font: TTFont) -> None:
    """Give `font` the narrow blanks and the unbreakable hyphen."""
    width = round(font["head"].unitsPerEm * 0.2)
    order = font.getGlyphOrder()
    font.setGlyphOrder([*order, "narrowblank"])
    font["glyf"].glyphs["narrowblank"] = Glyph()
    font["glyf"].glyphOrder = font.getGlyphOrder()
    font["hmtx"].metrics["narrowblank"] = (width, 0)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update(dict.fromkeys(NARROW_BLANKS, "narrowblank"))
            table.cmap[HYPHEN] = table.cmap[0x2D]


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
