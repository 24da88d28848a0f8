"""Printed pages read back: the code, the text and the ink of each badge."""

import unicodedata
from dataclasses import dataclass

import pypdfium2 as pdfium
import zxingcpp
from PIL import Image, ImageChops
from pypdfium2.raw import FPDF_PAGEOBJ_PATH

from app.badges.formats import A6_PORTRAIT, POINTS, Format
from app.badges.sheets import Sheet, sheet_of

DPI = 150
PIXELS = DPI / 25.4


@dataclass(frozen=True)
class Found:
    """What stands in one cell of a sheet. `picture`: in grey at DPI."""

    codes: list[str]
    text: str
    picture: Image.Image


def sheets(pdf: bytes, sheet: Sheet | None = None, badge: Format = A6_PORTRAIT) -> list[list[Found]]:
    """The cells of each page, in their order."""
    with pdfium.PdfDocument(pdf) as document:
        return [_cells(page, sheet or sheet_of("a6-portrait"), badge) for page in document]


def _cells(page: pdfium.PdfPage, sheet: Sheet, badge: Format) -> list[Found]:
    whole = page.render(scale=DPI / 72, grayscale=True).to_pil()
    text = page.get_textpage()
    boxes = [(left, top, left + badge.width, top + badge.height) for left, top in sheet.cells]
    return [_cell(whole, text, box, sheet.height) for box in boxes]


def _cell(whole: Image.Image, text: pdfium.PdfTextPage, box: tuple[float, ...], height: float) -> Found:
    picture = whole.crop(tuple(round(side * PIXELS) for side in box))
    left, top, right, bottom = box
    said = text.get_text_bounded(
        left * POINTS, (height - bottom) * POINTS, right * POINTS, (height - top) * POINTS
    )  # fmt: skip
    return Found([code.text for code in zxingcpp.read_barcodes(picture, zxingcpp.BarcodeFormat.QRCode)], squeezed(said), picture)


def squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def ink(picture: Image.Image) -> tuple[int, int, int, int] | None:
    """The box of what is not white, in pixels."""
    return ImageChops.invert(picture).point(lambda grey: 255 if grey > 40 else 0).getbbox()


def area(picture: Image.Image, left: float, top: float, right: float, bottom: float) -> Image.Image:
    """A part of a picture, in mm, without the row of pixels that its edges share."""
    return picture.crop((round(left * PIXELS) + 1, round(top * PIXELS) + 1, int(right * PIXELS), int(bottom * PIXELS)))


def boxes(page: pdfium.PdfPage, width: float, height: float) -> list[tuple[float, float]]:
    """Left and top edge, in mm, of each path that is so wide and so high, row by row."""
    whole = page.get_height()
    found = []
    for item in page.get_objects():
        left, bottom, right, top = item.get_bounds()
        if item.type == FPDF_PAGEOBJ_PATH and _are_close(right - left, width) and _are_close(top - bottom, height):
            found.append((((left + right) / POINTS - width) / 2, ((2 * whole - top - bottom) / POINTS - height) / 2))
    return sorted(found, key=lambda corner: (round(corner[1]), corner[0]))


def _are_close(points: float, mm: float) -> bool:
    """Within the width of a line."""
    return abs(points / POINTS - mm) < 0.7
