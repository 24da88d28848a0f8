"""The printed page: read back as a scanner, a reader and a ruler do."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from io import BytesIO

import pikepdf
import pypdfium2 as pdfium
import pytest
import zxingcpp
from PIL import Image

from app.badges.engine import BundledFiles
from app.badges.formats import A6_PORTRAIT, POINTS, Sheet, one_a_page
from app.badges.render import render, render_badge
from tests.badges.cast import MARKS, badge, badges_of_people
from tests.badges.reading import DPI, PIXELS, ink, squeezed

CONTENTS = [
    *badges_of_people(),
    badge(first_name="W" * 100, last_name="W" * 100, organisation="W" * 200, job_title="W" * 150, no_photo=True),
    badge(first_name="ĄĘ Ễĵ ÅǪ", last_name="Ỵ́ Ǻg", category=MARKS[1]),
    badge(first_name="น้ำใจ", last_name="কৃষ্ণ", language="fr"),
]
IDS = [content.full_name[:30] for content in CONTENTS]


@pytest.fixture(scope="module")
def pdf(app) -> bytes:
    with app.app_context():
        return render(CONTENTS, A6_PORTRAIT, one_a_page(A6_PORTRAIT), "Badges", "fr")


@pytest.fixture(scope="module")
def document(pdf) -> Iterator[pdfium.PdfDocument]:
    opened = pdfium.PdfDocument(pdf)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def picture(document):
    """picture(number): that page in grey at DPI, its corner in the upper left."""
    return cache(lambda number: document[number].render(scale=DPI / 72, grayscale=True).to_pil())


def area(picture: Image.Image, left: float, top: float, right: float, bottom: float) -> Image.Image:
    """A part of a picture, in mm, without the row of pixels that its edges share."""
    return picture.crop((round(left * PIXELS) + 1, round(top * PIXELS) + 1, int(right * PIXELS), int(bottom * PIXELS)))


@pytest.mark.parametrize("number", range(len(CONTENTS)), ids=IDS)
def test_the_code_is_read_at_150_dpi(picture, number):
    found = zxingcpp.read_barcodes(picture(number))
    assert [code.text for code in found] == [CONTENTS[number].code]


@pytest.mark.parametrize("number", range(len(CONTENTS)), ids=IDS)
def test_all_of_the_text_is_read_back(document, number):
    content = CONTENTS[number]
    read = squeezed(document[number].get_textpage().get_text_bounded())
    texts = (*content.names, content.organisation, content.job_title, content.reference, content.event, content.date)
    assert [text for text in texts if squeezed(text) not in read] == []
    assert all(squeezed(part) in read for part in (content.category.group, content.category.word) if part)
    assert ("Sansphoto" in read) == content.no_photo


@pytest.mark.parametrize("number", range(len(CONTENTS)), ids=IDS)
def test_no_text_leaves_its_frame_or_comes_near_the_code(picture, number):
    badge_, page = A6_PORTRAIT, picture(number)
    right, bottom = badge_.width - badge_.margin, badge_.code_top + badge_.code_side
    quiet = badge_.code_left - 4 * badge_.module
    for empty in (
        (0, 0, badge_.width, 5), (0, 0, 5, badge_.height),
        (badge_.width - 5, 0, badge_.width, badge_.height), (0, badge_.height - 5, badge_.width, badge_.height),
        (right + 0.5, 0, badge_.width, badge_.height), (0, 0, badge_.margin - 0.7, badge_.height),
        (quiet, badge_.quiet_top, badge_.width, badge_.code_top), (quiet, badge_.code_top, badge_.code_left, bottom),
        (quiet, bottom, badge_.width, badge_.band_top), (badge_.margin, bottom + 0.3, right, badge_.band_top),
    ):  # fmt: skip
        assert ink(area(page, *empty)) is None, empty


def test_the_code_fills_its_square_with_modules_of_its_size(picture):
    page = picture(0)
    left, top = A6_PORTRAIT.code_left, A6_PORTRAIT.code_top
    whole = page.crop(tuple(round(mm * PIXELS) for mm in (left - 4, top - 4, left + 34, top + 34)))
    assert ink(whole) == pytest.approx([mm * PIXELS for mm in (4, 4, 34, 34)], abs=1.5)


@pytest.mark.parametrize("mark", MARKS, ids=lambda mark: mark.code)
def test_the_band_lies_where_it_should_in_its_colour(document, mark):
    number = MARKS.index(mark)
    page = document[number].render(scale=DPI / 72).to_pil()
    badge_ = A6_PORTRAIT
    for x, y in ((badge_.margin + 2, badge_.height - badge_.margin - 2), (badge_.width - badge_.margin - 2, badge_.band_top + 6)):
        assert "#{:02X}{:02X}{:02X}".format(*page.getpixel((round(x * PIXELS), round(y * PIXELS)))) == mark.band
    framed = mark.band == "#FFFFFF"
    edge = page.getpixel((round(60 * PIXELS), round((badge_.height - badge_.margin - 0.5) * PIXELS)))
    assert (edge == (0, 0, 0)) == framed


def test_pages_have_the_size_of_the_badge(document):
    for page in document:
        assert page.get_size() == pytest.approx((105 * POINTS, 148.5 * POINTS), abs=0.1)


def test_fonts_are_embedded_and_know_their_letters(pdf):
    with pikepdf.open(BytesIO(pdf)) as opened:
        fonts = [item for item in opened.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"]
        composite = [font for font in fonts if font.Subtype == "/Type0"]
        assert len(composite) > 8
        for font in composite:
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
            assert "/ToUnicode" in font
        names = [str(font.BaseFont) for font in composite]
        assert len(names) == len(set(names))


def test_it_is_tagged_in_reading_order_with_a_spoken_code(app):
    with pikepdf.open(BytesIO(render_badge_in(app, badge(no_photo=True)))) as opened:
        assert str(opened.Root.Lang) == "fr"
        assert str(opened.docinfo.Title) == "Badge\u00a0: Éloïse Lefèvre-d’Orval, Medicen Day 2027"
        assert opened.Root.MarkInfo.Marked and opened.Root.ViewerPreferences.DisplayDocTitle
        (article,) = [part for part in parts(opened.Root.StructTreeRoot) if part.S == "/Art"]
        order = [str(part.S) for part in article.K]
        assert order == ["/P", "/H1", "/P", "/P", "/P", "/P", "/Figure"]
        assert str(article.K[0].ActualText) == "Medicen Day 2027, 18 mars 2027, Membre · Entreprise, Sans photo"
        assert str(article.K[-2].ActualText) == "Référence NLRS-GTXB"
        assert str(article.K[-1].Alt) == "Code d’entrée en QR, à montrer à la porte"


def test_every_mark_of_a_page_is_found_from_the_structure(pdf):
    with pikepdf.open(BytesIO(pdf)) as opened:
        numbers = opened.Root.StructTreeRoot.ParentTree.Nums
        for number, page in enumerate(opened.pages):
            used = [
                int(operands[1].MCID) for operands, operator in pikepdf.parse_content_stream(page)
                if str(operator) == "BDC" and "/MCID" in operands[1]
            ]  # fmt: skip
            assert sorted(used) == list(range(len(numbers[2 * number + 1])))


def test_english_badges_speak_english(app):
    pdf = render_badge_in(app, badge(language="en", no_photo=True, category=MARKS[3]))
    read = pdfium.PdfDocument(pdf)[0].get_textpage().get_text_bounded()
    assert "No photo" in read and "Reference" in read and "Référence" not in read


def test_badges_of_a_category_share_one_drawing(app):
    same = [badge(first_name=name) for name in ("Ada", "Bea", "Cléo", "Dora", "Eva")]
    sheet = Sheet(210, 297, ((0, 0), (105, 0), (0, 148.5), (105, 148.5)))
    with app.app_context():
        pdf = render(same, A6_PORTRAIT, sheet, "Badges", "fr")
    with pikepdf.open(BytesIO(pdf)) as opened:
        forms = [item for item in opened.objects if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Form"]
        assert (len(opened.pages), len(forms)) == (2, 1)
    page = pdfium.PdfDocument(pdf)[0].render(scale=DPI / 72, grayscale=True).to_pil()
    assert [code.text for code in zxingcpp.read_barcodes(page)] == [same[0].code] * 4


def test_a_badge_is_the_same_each_time_it_is_made(app):
    assert render_badge_in(app, badge()) == render_badge_in(app, badge())


def test_threads_do_not_disturb_each_other(app):
    contents = badges_of_people()[:8]
    alone = [render_badge_in(app, content) for content in contents]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda content: render_badge_in(app, content), contents * 2)) == alone * 2


@pytest.mark.parametrize("mark", [replace(MARKS[1], pattern="plain"), replace(MARKS[4], label="")])
def test_a_category_may_lack_pattern_or_words(app, mark):
    assert render_badge_in(app, badge(category=mark)).startswith(b"%PDF")


@pytest.mark.parametrize("url", ["https://example.com/x.ttf", "file:///etc/passwd", "bundled:../OFL.txt", "bundled:"])
def test_nothing_but_the_bundled_fonts_is_fetched(url):
    with pytest.raises(ValueError, match="not a bundled file"):
        BundledFiles().fetch(url)


def test_what_people_typed_is_text_and_never_markup(app):
    pdf = render_badge_in(app, badge(first_name="<b>Ada</b>", organisation="R&D <img src=file:///etc/passwd>"))
    read = squeezed(pdfium.PdfDocument(pdf)[0].get_textpage().get_text_bounded())
    assert "<b>Ada</b>" in read and "R&D<imgsrc=file:///etc/passwd>" in read


def render_badge_in(app, content) -> bytes:
    with app.app_context():
        return render_badge(content)


def parts(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Every element of the structure below one."""
    kids = element.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            yield kid
            yield from parts(kid)
