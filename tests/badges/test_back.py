"""The back of a badge printed at home: all of a fact, or nothing of it."""

import pypdfium2 as pdfium
import pytest

from app.badges.back import compose_back
from app.badges.content import Back
from app.badges.formats import A6_PORTRAIT, POINTS
from app.badges.render import render_at_home
from app.badges.scripts import on_paper
from tests.badges.cast import badge
from tests.badges.reading import DPI, area, ink, squeezed
from tests.refusals import refused

WHERE = ("Où", ("Institut du Cerveau",))
LINES = {
    "other letters": ("🚇 Métro 7, Pierre et Marie Curie", "Οδός", "دليل الوصول"),
    "long": ("Suivez les panneaux. " * 100,),
    "a word without an end": ("https://example.org/" + "acces" * 60,),
}


def back(*facts, event="Medicen Day 2027"):
    return Back(event, "18\u00a0mars 2027", facts, "fr")


@pytest.mark.parametrize("lines", LINES.values(), ids=LINES)
def test_every_word_stands_within_its_quarter_of_the_page(app, lines):
    with app.app_context():
        pdf = render_at_home(badge(), back(WHERE, ("Accès", lines)))
    with pdfium.PdfDocument(pdf) as document:
        page, text = document[0].render(scale=DPI / 72, grayscale=True).to_pil(), document[0].get_textpage().get_text_bounded()
    for line in ("Institut du Cerveau", *lines):
        assert squeezed(on_paper(line)) in squeezed(text)
    left, right, foot = (mm + side for mm, side in ((105, 7.5), (210, -7.5), (A6_PORTRAIT.height, -7.5)))
    for empty in ((105.5, 12, left, 135), (right, 12, 209, 135), (117, foot, 198, 148)):
        assert ink(area(page, *empty)) is None


def test_what_would_be_cut_is_left_out_whole():
    how = ("Accès", ("Prenez le bus, puis marchez. " * 70,))
    panel = compose_back(back(WHERE, how, how), A6_PORTRAIT)
    assert [block.lines[0] for block in panel.blocks if block.role == "term"] == ["Où", "Accès"]
    assert sum(block.height for block in panel.blocks) <= (A6_PORTRAIT.height - 2 * A6_PORTRAIT.margin) * POINTS
    said = compose_back(back(WHERE, how, event="W" * 254), A6_PORTRAIT).spoken
    assert "Institut du Cerveau" in said and "bus" not in said


def test_a_line_that_no_font_can_print_is_left_out():
    panel = compose_back(back(WHERE, ("Accès", ("\U00012000", "Métro 7")), ("Le jour même", ("🤖",))), A6_PORTRAIT)
    assert panel.spoken == "Medicen Day 2027, 18\u00a0mars 2027. Où: Institut du Cerveau. Accès: Métro 7."


def test_a_name_that_fills_more_than_the_page_is_refused():
    with refused("badge_overflow"):
        compose_back(back(event="W" * 700), A6_PORTRAIT)
