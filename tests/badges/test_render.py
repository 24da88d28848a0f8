"""The printed page: read back as a scanner, a reader and a ruler do."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from io import BytesIO

import pikepdf
import pypdfium2 as pdfium
import pytest
import zxingcpp
from PIL import Image, ImageChops

from app.badges.formats import A6_PORTRAIT, FORMATS, POINTS, Format
from app.badges.render import render, render_badge
from app.badges.sheets import Sheet, one_a_page, sheet_of
from app.badges.weasy import BundledFiles
from tests.badges.cast import MARKS, badge, badges_of_people
from tests.badges.reading import DPI, PIXELS, Found, area, ink, sheets, squeezed

DATES = {"fr": "18\u00a0mars 2027", "en": "18\u00a0March 2027"}

EVERYBODY = [
    *badges_of_people(),
    badge(first_name="W" * 100, last_name="", organisation="", job_title="", no_photo=True),
    badge(first_name="ĄĘ Ễĵ ÅǪ", last_name="Ỵ́ Ǻg", category=MARKS[1]),
    badge(first_name="น้ำใจ", last_name="কৃষ্ণ"),
]
CONTENTS = [replace(content, language=lang, date=date) for lang, date in DATES.items() for content in EVERYBODY]
NO_PHOTO = {"fr": "Sansphoto", "en": "Nophoto"}


@dataclass(frozen=True)
class Printed:
    """All of CONTENTS in one format. `cells`: in their order."""

    code: str
    pdf: bytes
    cells: list[Found]

    @property
    def badge(self) -> Format:
        return FORMATS[self.code]


@pytest.fixture(scope="module", params=FORMATS)
def printed(app, request) -> Printed:
    sheet, form = sheet_of(request.param), FORMATS[request.param]
    with app.app_context():
        pdf = render(CONTENTS, form, sheet, "Badges", "fr")
    cells = [cell for page in sheets(pdf, sheet, form) for cell in page]
    return Printed(request.param, pdf, cells[: len(CONTENTS)])


def test_each_code_is_read_at_150_dpi(printed):
    assert [cell.codes for cell in printed.cells] == [[content.code] for content in CONTENTS]


def test_all_of_the_text_is_read_back(printed):
    for content, cell in zip(CONTENTS, printed.cells, strict=True):
        job = content.job_title if printed.badge.job else ""
        reference = content.reference if printed.badge.rows == 1 else content.reference.replace("-", "")
        texts = (*content.names, content.organisation, job, reference, content.event, content.date)
        assert [text for text in texts if squeezed(text) not in cell.text] == [], content.full_name
        assert all(squeezed(part) in cell.text for part in (content.category.group, content.category.word) if part)
        assert (NO_PHOTO[content.language] in cell.text) == content.no_photo


def test_no_text_leaves_its_frame_or_comes_near_the_code(printed):
    form = printed.badge
    right, quiet, edge = form.width - form.margin, form.code_left - 4 * form.module, form.margin - 0.7
    for content, cell in zip(CONTENTS, printed.cells, strict=True):
        for empty in (
            (0.5, form.margin + form.eye, edge, form.height - 11),
            (right + 0.5, form.margin + form.eye, form.width - 0.5, form.height - 11),
            (11, 0.5, form.width - 11, edge), (11, form.height - edge, form.width - 11, form.height - 0.5),
            (quiet, form.quiet_top, right, form.code_top - 0.2),
            (quiet, form.code_top, form.code_left - 0.2, form.code_bottom),
            (quiet, form.code_bottom + 0.2, right, form.band_top - 0.2),
            (form.margin, form.code_bottom + 0.3, right, form.band_top - 0.2),
        ):  # fmt: skip
            assert ink(area(cell.picture, *empty)) is None, (content.full_name, empty)


def test_the_code_fills_its_square_with_modules_of_its_size(printed):
    form, page = printed.badge, printed.cells[0].picture
    left, top, far = form.code_left, form.code_top, form.code_side + 2
    whole = page.crop(tuple(round(mm * PIXELS) for mm in (left - 2, top - 2, left + far, top + far)))
    assert ink(whole) == pytest.approx([mm * PIXELS for mm in (2, 2, far, far)], abs=2)
    assert form.module == {30: 1.2, 25: 1.0, 22.5: 0.9, 20: 0.8}[form.code_side]


def test_fonts_are_embedded_and_know_their_letters(printed):
    with pikepdf.open(BytesIO(printed.pdf)) as opened:
        fonts = [item for item in opened.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"]
        composite = [font for font in fonts if font.Subtype == "/Type0"]
        assert len(composite) > 8
        for font in composite:
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
            assert "/ToUnicode" in font
        names = [str(font.BaseFont) for font in composite]
        assert len(names) == len(set(names))


def test_no_letter_is_drawn_that_its_font_lacks(printed):
    """Glyph 0 is the box that stands for a letter which a font does not have."""
    with pikepdf.open(BytesIO(printed.pdf)) as opened:
        forms = [item for item in opened.objects if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Form"]
        assert forms
        for drawn in (*opened.pages, *forms):
            for operands, operator in pikepdf.parse_content_stream(drawn):
                if str(operator) in ("Tj", "TJ"):
                    shown = operands[0] if str(operator) == "TJ" else operands
                    texts = [bytes(text) for text in shown if isinstance(text, pikepdf.String)]
                    assert all(text[at : at + 2] != b"\0\0" for text in texts for at in range(0, len(text), 2))


def test_every_mark_of_a_page_is_found_from_the_structure(printed):
    with pikepdf.open(BytesIO(printed.pdf)) as opened:
        numbers = opened.Root.StructTreeRoot.ParentTree.Nums
        for number, page in enumerate(opened.pages):
            used = [
                int(operands[1].MCID) for operands, operator in pikepdf.parse_content_stream(page)
                if str(operator) == "BDC" and "/MCID" in operands[1]
            ]  # fmt: skip
            assert sorted(used) == list(range(len(numbers[2 * number + 1])))


def test_a_printer_without_colour_gets_none(app):
    with app.app_context():
        pdf = render([badge(category=mark) for mark in MARKS], FORMATS["label-62"], sheet_of("label-62"), "Badges", "fr")
    for page in pdfium.PdfDocument(pdf):
        assert all(part.getextrema() == (0, 0) for part in colour_of(page.render(scale=1).to_pil()))


def colour_of(picture: Image.Image) -> list[Image.Image]:
    """How far each pixel's red and blue are from its green."""
    red, green, blue = picture.convert("RGB").split()
    return [ImageChops.difference(green, other) for other in (red, blue)]


@pytest.fixture(scope="module")
def pdf(app) -> bytes:
    with app.app_context():
        return render([badge(category=mark) for mark in MARKS], A6_PORTRAIT, one_a_page(A6_PORTRAIT), "Badges", "fr")


@pytest.fixture(scope="module")
def document(pdf) -> Iterator[pdfium.PdfDocument]:
    opened = pdfium.PdfDocument(pdf)
    yield opened
    opened.close()


@pytest.mark.parametrize("mark", MARKS, ids=lambda mark: mark.code)
def test_the_band_lies_where_it_should_in_its_colour(document, mark):
    page = document[MARKS.index(mark)].render(scale=DPI / 72).to_pil()
    badge_ = A6_PORTRAIT
    for x, y in ((badge_.margin + 2, badge_.height - badge_.margin - 2), (badge_.width - badge_.margin - 2, badge_.band_top + 6)):
        assert "#{:02X}{:02X}{:02X}".format(*page.getpixel((round(x * PIXELS), round(y * PIXELS)))) == mark.band
    framed = mark.band == "#FFFFFF"
    edge = page.getpixel((round(60 * PIXELS), round((badge_.height - badge_.margin - 0.5) * PIXELS)))
    assert (edge == (0, 0, 0)) == framed


def test_pages_have_the_size_of_the_badge(document):
    for page in document:
        assert page.get_size() == pytest.approx((105 * POINTS, 148.5 * POINTS), abs=0.1)


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
