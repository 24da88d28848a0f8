"""The workbook: every cell of the right kind, nothing that calculates."""

from datetime import UTC, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.excel import FORMAT

PARIS = ZoneInfo("Europe/Paris")


def opened(rows, header=("a", "b")):
    file = BytesIO()
    number = FORMAT.write(file, list(header), rows, PARIS)
    file.seek(0)
    return openpyxl.load_workbook(file).active, number


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+33 6 39 98 12 34", "@SUM(1)", "-omics", "007", "TRUE", "3/4", "{=1}"])
def test_what_looks_like_a_formula_or_number_stays_text(text):
    sheet, _number = opened([[text, "x"]])
    assert (sheet["A2"].value, sheet["A2"].data_type) == (text, "s")


def test_a_moment_is_a_date_at_the_clock_of_the_event():
    sheet, _number = opened([[datetime(2027, 3, 18, 8, 15, tzinfo=UTC), "x"]])
    assert sheet["A2"].is_date
    assert sheet["A2"].value == datetime(2027, 3, 18, 9, 15)  # noqa: DTZ001 (Excel knows no zones)


def test_numbers_lists_yes_and_nothing_have_their_cells():
    sheet, _number = opened([[3, ["Bio", "Data"]], [True, None], [False, 1.5]])
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        [3, "Bio, Data"], ["✓", None], [None, 1.5],
    ]  # fmt: skip


def test_the_header_stays_on_top_and_filters():
    sheet, number = opened([["1", "2"], ["3", "4"]])
    assert number == 2
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:B3"
    assert sheet["A1"].font.bold


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=200))
def test_any_name_comes_back_as_it_was(text):
    sheet, _number = opened([[text, "x"]])
    assert sheet["A2"].value == text


def test_a_text_longer_than_a_cell_is_cut_and_the_file_still_opens():
    sheet, _number = opened([["W" * 40_000, "x"]])
    assert len(sheet["A2"].value) == 32_767
