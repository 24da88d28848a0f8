"""Where badges lie on paper: measured on the page, compared with what makers of labels state."""

import csv
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest

from app.badges.calibration import SMALL, calibration_pdf
from app.badges.formats import FORMATS, POINTS
from app.badges.render import render
from app.badges.sheets import grids, room, sheet_of
from tests.badges.cast import badge
from tests.badges.reading import boxes
from tests.refusals import refused

TABLE = (Path(__file__).parents[1] / "data/badge-formats.csv").read_text(encoding="utf-8")
STATED = {row["code"]: row for row in csv.DictReader(TABLE.splitlines())}
PAGES = {"portrait": (210, 297), "landscape": (297, 210)}
WITHIN = 0.1
"""Millimetres."""


def stated_page(row) -> tuple[float, float]:
    return PAGES.get(row["page"]) or (float(row["width_mm"]), float(row["height_mm"]))


def stated_cells(row) -> list[tuple[float, float]]:
    left, top, across, down = (float(row[name]) for name in ("left_margin_mm", "top_margin_mm", "pitch_x_mm", "pitch_y_mm"))
    return [(left + across * x, top + down * y) for y in range(int(row["rows"])) for x in range(int(row["columns"]))]


def pdf_of(app, code: str, number: int, right: float = 0, down: float = 0, **how) -> bytes:
    with app.app_context():
        return render([badge()] * number, FORMATS[code], sheet_of(code, right, down), "Badges", "fr", **how)


def printed(app, code: str, number: int, right: float = 0, down: float = 0, **how) -> pdfium.PdfPage:
    return pdfium.PdfDocument(pdf_of(app, code, number, right, down, **how))[0]


def stated_edges(row) -> tuple[set[float], set[float]]:
    """Where badges begin and end within the page: from the left, and from the top."""
    (wide, high), (width, height) = (float(row["width_mm"]), float(row["height_mm"])), stated_page(row)
    cells = stated_cells(row)
    uprights = {round(x, 2) for left, _top in cells for x in (left, left + wide)} - {0, width}
    return uprights, {round(y, 2) for _left, top in cells for y in (top, top + high)} - {0, height}


def marks_on(pdf: bytes) -> tuple[set[float], set[float]]:
    """Of the lines that nobody reads out: x of the uprights and y of the levels."""
    uprights, levels = set(), set()
    with pikepdf.open(BytesIO(pdf)) as opened:
        page = opened.pages[0]
        points = [[float(each) / POINTS for each in operands] for operands, operator in pikepdf.parse_content_stream(page, "m l")]
        height = float(page.MediaBox[3]) / POINTS
    for (x, y), (x_end, _y_end) in zip(points[::2], points[1::2], strict=True):
        if x == x_end:
            uprights.add(round(x, 2))
        else:
            levels.add(round(height - y, 2))
    return uprights, levels


def codes_on(page: pdfium.PdfPage, code: str) -> list[tuple[float, float]]:
    """Left and top edges of the badges, by where their codes are."""
    form = FORMATS[code]
    return [(left - form.code_left, top - form.code_top) for left, top in boxes(page, form.code_side, form.code_side)]


def test_every_format_of_the_table_is_offered_and_no_other():
    assert list(FORMATS) == list(STATED) == list(grids())


@pytest.mark.parametrize("moved", [(0, 0), (1.5, -1)], ids=["in place", "moved"])
@pytest.mark.parametrize("code", FORMATS)
def test_badges_lie_where_the_table_says(app, code, moved):
    row, (right, down) = STATED[code], moved
    cells = stated_cells(row)[: 1 if code == "home-fold" else None]
    page = printed(app, code, len(cells), right, down)
    assert page.get_size() == pytest.approx([mm * POINTS for mm in stated_page(row)], abs=WITHIN * POINTS)
    for found, (left, top) in zip(codes_on(page, code), cells, strict=True):
        assert found == pytest.approx((left + right, top + down), abs=WITHIN)
    form = FORMATS[code]
    assert (form.width, form.height) == (float(row["width_mm"]), float(row["height_mm"]))


@pytest.mark.parametrize("moved", [(0, 0), (1.5, -1)], ids=["in place", "moved"])
@pytest.mark.parametrize("code", [code for code, row in STATED.items() if row["page"] != "single"])
def test_marks_to_cut_at_lie_where_the_table_says(app, code, moved):
    found = marks_on(pdf_of(app, code, 1, *moved))
    for marks, stated, away in zip(found, stated_edges(STATED[code]), moved, strict=True):
        assert sorted(marks) == pytest.approx(sorted(edge + away for edge in stated), abs=WITHIN)


@pytest.mark.parametrize("code", FORMATS)
def test_the_calibration_sheet_has_its_frames_there(app, code):
    with app.test_request_context("/en/"):
        page = pdfium.PdfDocument(calibration_pdf(code, 1.5, -1, "en"))[0]
    frames = boxes(page, FORMATS[code].width, FORMATS[code].height)
    cells = stated_cells(STATED[code])[: 2 if code == "home-fold" else None]
    assert len(frames) == len(cells)
    for found, (left, top) in zip(frames, cells, strict=True):
        assert found == pytest.approx((left + 1.5, top - 1), abs=WITHIN)


@pytest.mark.parametrize("code", FORMATS)
def test_the_line_to_measure_is_as_long_as_it_says(app, code):
    with app.test_request_context("/en/"):
        page = pdfium.PdfDocument(calibration_pdf(code, 0, 0, "en"))[0]
    length = 100 if page.get_width() > SMALL * POINTS else 40
    assert len(boxes(page, length, 4)) == 1
    assert f"{length} mm" in page.get_textpage().get_text_bounded()


@pytest.mark.parametrize("code", FORMATS)
def test_what_would_leave_the_paper_is_refused_and_how_far_it_may_go_is_said(app, code):
    to_left, to_right, up, down = room(grids()[code])
    with app.test_request_context("/en/"):
        for right, below in ((to_right, down), (-to_left, -up)):
            assert sheet_of(code, right, below).cells
        for right, below in ((to_right + 0.1, 0), (-to_left - 0.1, 0), (0, down + 0.1), (0, -up - 0.1)):
            with refused("off_paper") as said:
                sheet_of(code, right, below)
            assert f"{to_right:g} mm to the right" in said.value.message


def test_a_sheet_used_before_is_printed_from_its_next_label_on(app):
    page = printed(app, "durable-1445", 3, skipped=8)
    assert codes_on(page, "durable-1445") == [pytest.approx(cell, abs=WITHIN) for cell in stated_cells(STATED["durable-1445"])[8:]]


def test_marks_to_cut_at_can_be_left_out():
    assert sheet_of("a7-landscape").marks and not sheet_of("a7-landscape", marked=False).marks
    assert sheet_of("home-fold", marked=False).marks  # they say where to fold
    assert not sheet_of("card").marks


def test_print_dialogues_offer_the_actual_size(app):
    with app.app_context():
        pdf = render([badge()], FORMATS["card"], sheet_of("card"), "Badges", "fr")
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert opened.Root.ViewerPreferences.PrintScaling == "/None"
