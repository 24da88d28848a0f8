"""A hundred badges on twenty-five sheets: each whole, in its cell, with its own code."""

from io import BytesIO

import pikepdf
import pytest

from app.badges.content import Back
from app.badges.formats import A6_PORTRAIT
from app.badges.joining import join
from app.badges.render import render, render_at_home
from app.badges.sheets import sheet_of
from app.core.languages import LANGUAGES
from tests.badges.cast import MARKS, badge, badges_of_people
from tests.badges.reading import PIXELS, ink, sheets, squeezed

LETTERS = "BCDFGHJKLNPRSTVX"
PEOPLE = badges_of_people()


def numbered(number: int):
    """The n-th badge: somebody of the cast, with a code and a reference of their own."""
    high, low = divmod(number, 16)
    person = PEOPLE[number % len(PEOPLE)]
    return badge(
        first_name=person.first_name, last_name=person.last_name, organisation=person.organisation,
        category=MARKS[number % len(MARKS)], no_photo=number % 3 == 0, language=list(LANGUAGES)[number % 2],
        reference=f"BCD{LETTERS[high]}-{LETTERS[low]}NLR", code=f"BCD{LETTERS[high]}{LETTERS[low]}" + "FGHJKLNPRSTVXBCDFGH",
    )  # fmt: skip


CONTENTS = [numbered(number) for number in range(100)]


@pytest.fixture(scope="module")
def printed(app):
    """In three parts, joined, as a job prints them."""
    with app.app_context():
        parts = [
            render(CONTENTS[start : start + 40], A6_PORTRAIT, sheet_of("a6-portrait"), "Badges", "fr") for start in (0, 40, 80)
        ]
        return join(parts)


@pytest.fixture(scope="module")
def cells(printed):
    found = sheets(printed)
    assert [len(page) for page in found] == [4] * 25
    return [cell for page in found for cell in page]


def test_each_code_is_read_from_its_own_cell(cells):
    assert [cell.codes for cell in cells] == [[content.code] for content in CONTENTS]


def test_name_reference_and_category_stand_in_the_same_cell(cells):
    for content, cell in zip(CONTENTS, cells, strict=True):
        texts = (*content.names, content.organisation, content.reference, content.category.word)
        assert [text for text in texts if squeezed(text) not in cell.text] == [], content.full_name


def test_cut_marks_stay_off_the_badges(cells):
    """They lie on the edges: beside them the outer millimetres are empty."""
    inner = cells[0].picture.crop((round(4 * PIXELS), round(12 * PIXELS), round(7 * PIXELS), round(140 * PIXELS)))
    assert ink(inner) is None
    assert ink(cells[0].picture.crop((0, cells[0].picture.height - 3, 80, cells[0].picture.height)))


def test_a_joined_document_is_still_read_in_order(printed):
    with pikepdf.open(BytesIO(printed)) as pdf:
        assert (str(pdf.Root.Lang), str(pdf.docinfo.Title)) == ("fr", "Badges")
        tree = pdf.Root.StructTreeRoot
        sections = list(tree.K[0].K)
        assert len(sections) == len(pdf.pages) == 25
        for number, (section, page) in enumerate(zip(sections, pdf.pages, strict=True)):
            assert int(page.StructParents) == number
            assert [int(tree.ParentTree.Nums[2 * number]), len(section.K)] == [number, 4]
            assert section.K[3].K[0].Pg.objgen == page.objgen
        said = [str(article.K[-2].ActualText) for section in sections for article in section.K]
        assert said == [f"Référence {content.reference}" for content in CONTENTS]


def test_a_blank_has_a_code_and_room_for_a_name(app):
    blank = badge(first_name="", last_name="", organisation="", job_title="", reference="", no_photo=True)
    with app.app_context():
        pdf = render([blank] * 2, A6_PORTRAIT, sheet_of("a6-portrait"), "Badges", "fr")
    first, second, *empty = sheets(pdf)[0]
    assert first.codes == second.codes == [blank.code]
    for text in ("Prénom", "Nom", "Entreprise", "Sansphoto"):
        assert text in first.text
    assert "Référence" not in first.text
    assert [cell.codes for cell in empty] == [[], []]


def test_at_home_it_is_folded_from_one_page(app):
    back = Back("Medicen Day 2027", "18 mars 2027", (("Où", ("Institut du Cerveau",)),), "fr")
    with app.app_context():
        pdf = render_at_home(badge(), back)
    assert len(pdf) <= 200_000
    (cells,) = sheets(pdf, sheet_of("home-fold"))
    assert cells[0].codes == [badge().code]
    with pikepdf.open(BytesIO(pdf)) as opened:
        (page,) = opened.pages
        assert [float(side) for side in page.MediaBox[2:]] == pytest.approx([595.28, 841.89], abs=0.1)
        article = opened.Root.StructTreeRoot.K[0].K[0].K[0]
        said = str(article.K[-1].ActualText)
        assert said.startswith("Medicen Day 2027, 18 mars 2027. Où: Institut du Cerveau. Votre badge, à imprimer et à plier")
