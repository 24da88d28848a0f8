"""Every PDF of badges as a screen reader finds it: title, language, structure, alternative texts."""

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from app.badges.calibration import calibration_pdf
from app.badges.content import Back
from app.badges.dividers import Divider, desk_signs, divider_page
from app.badges.formats import FORMATS
from app.badges.joining import join
from app.badges.render import render, render_at_home
from app.badges.sheets import sheet_of
from app.badges.trays import Tray
from tests.badges.cast import MARKS, badge

TITLE = "Badges & <trays>"
TRAYS = [Tray(1, "", "A", "K"), Tray(2, "6c", "L", "Z")]
MARKED = replace(MARKS[0], label="शर्मा")
SHOWS = {"Tj", "TJ", "S", "f", "f*", "B", "Do", "sh"}
"""Operators that put ink on a page."""


def sheets_of(code):
    people = badge(no_photo=True), badge(first_name="Ольга"), badge(first_name="नेहा", last_name="शर्मा", category=MARKED)
    return render(people, FORMATS[code], sheet_of(code), TITLE, "fr")


def home():
    return render_at_home(badge(), Back("Medicen Day 2027", "18 mars 2027", (("Où", ("Institut du Cerveau",)),), "fr"))


def joined():
    parts = divider_page(Divider(TRAYS[0], 2), sheet_of("a6-portrait"), TITLE, "fr"), sheets_of("a6-portrait")
    return join(parts)


PDFS = {
    **{code: lambda code=code: sheets_of(code) for code in FORMATS},
    "at home": home,
    "calibration": lambda: calibration_pdf("durable-1453", 0, 0, "fr"),
    "desk signs": lambda: desk_signs(TRAYS, "Medicen Day", ["fr", "en"], TITLE, "fr"),
    "with dividers": joined,
}


@pytest.fixture(scope="module", params=PDFS)
def pdf(app, request) -> Iterator[pikepdf.Pdf]:
    with app.test_request_context("/fr/"):
        made = PDFS[request.param]()
    with pikepdf.open(BytesIO(made)) as opened:
        yield opened


def elements(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    kids = element.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            yield kid
            yield from elements(kid)


def test_it_has_a_title_and_a_language(pdf):
    title = str(pdf.docinfo.Title)
    assert title and str(pdf.Root.Lang) == "fr"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle and pdf.Root.MarkInfo.Marked
    with pdf.open_metadata() as described:
        assert described["dc:title"] == title
        assert "pdfuaid:part" not in described  # nobody has certified it


def test_nothing_is_drawn_that_the_structure_does_not_know_or_call_decoration(pdf):
    for page in pdf.pages:
        depth = 0
        for _operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) in ("BDC", "BMC"):
                depth += 1
            elif str(operator) == "EMC":
                depth -= 1
            else:
                assert depth or str(operator) not in SHOWS, str(operator)


def test_figures_have_words_and_headings_begin_with_the_first(pdf):
    found = list(elements(pdf.Root.StructTreeRoot))
    figures = [each for each in found if each.get("/S") == "/Figure"]
    assert all(str(each.get("/Alt", "")) for each in figures)
    levels = [str(each.S) for each in found if str(each.get("/S", ""))[:2] == "/H" and str(each.S)[2:].isdigit()]
    assert levels and levels[0] == "/H1"


def test_every_glyph_has_a_meaning_so_that_letters_can_be_copied_and_searched(pdf):
    fonts = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Subtype") == "/Type0"]
    assert fonts
    for font in fonts:
        meanings = dict(re.findall(rb"<(\w{4})> <(\w*)>", font.ToUnicode.read_bytes()))
        assert meanings and not {b"", b"0000", b"feff", b"fffe"} & set(meanings.values())
        widths = font.DescendantFonts[0].W
        assert {b"%04x" % int(glyph) for glyph in widths[::2]} <= set(meanings)
        assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor or "/FontFile3" in font.DescendantFonts[0].FontDescriptor


def test_what_is_read_out_of_the_back_is_all_that_stands_there(app):
    with app.test_request_context("/fr/"):
        made = home()
    with pikepdf.open(BytesIO(made)) as opened:
        said = [str(each.ActualText) for each in elements(opened.Root.StructTreeRoot) if "/ActualText" in each]
    assert any("Institut du Cerveau" in text and "100\u00a0%" in text for text in said)
    assert any("repères" in text for text in said)
