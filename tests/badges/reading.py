"""Printed pages read back: the code, the text and the ink of each badge."""

import unicodedata
from dataclasses import dataclass

import pypdfium2 as pdfium
import zxingcpp
from PIL import Image, ImageChops

from app.badges.formats import A6_PORTRAIT, FOUR_A_SHEET, POINTS, Sheet

DPI = 150
PIXELS = DPI / 25.4


@dataclass(frozen=True)
class Found:
    """What stands in one cell of a sheet. `picture`: in grey at DPI."""

    codes: list[str]
    text: str
    picture: Image.Image


def sheets(pdf: bytes, sheet: Sheet = FOUR_A_SHEET) -> list[list[Found]]:
    """The cells of each page, in their order."""
    with pdfium.PdfDocument(pdf) as document:
        return [_cells(page, sheet) for page in document]


def _cells(page: pdfium.PdfPage, sheet: Sheet) -> list[Found]:
    whole = page.render(scale=DPI / 72, grayscale=True).to_pil()
    text = page.get_textpage()
    return [_cell(whole, text, left, top, sheet.height) for left, top in sheet.cells]


def _cell(whole: Image.Image, text: pdfium.PdfTextPage, left: float, top: float, height: float) -> Found:
    right, bottom = left + A6_PORTRAIT.width, top + A6_PORTRAIT.height
    picture = whole.crop(tuple(round(side * PIXELS) for side in (left, top, right, bottom)))
    said = text.get_text_bounded(
        left * POINTS, (height - bottom) * POINTS, right * POINTS, (height - top) * POINTS
    )  # fmt: skip
    return Found([code.text for code in zxingcpp.read_barcodes(picture)], squeezed(said), picture)


def squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def ink(picture: Image.Image) -> tuple[int, int, int, int] | None:
    """The box of what is not white, in pixels."""
    return ImageChops.invert(picture).point(lambda grey: 255 if grey > 40 else 0).getbbox()
