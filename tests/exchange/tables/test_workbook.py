"""Workbooks as programs write them, and as nobody should."""

import zipfile
from datetime import UTC, date, datetime, time
from io import BytesIO
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.exchange import excel
from app.exchange.csv_french import guarded, unguarded
from app.exchange.tables.parts import is_date_format
from app.exchange.tables.reading import read
from tests.refusals import refused

PARIS = ZoneInfo("Europe/Paris")
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
NOON = datetime(2027, 3, 18, 12)  # noqa: DTZ001 (a workbook knows no zones)


def saved(*rows, header=("a", "b"), **more) -> bytes:
    """A workbook by openpyxl."""
    book, file = openpyxl.Workbook(), BytesIO()
    for row in (header, *rows):
        book.active.append(row)
    for name, change in more.items():
        change(book) if callable(change) else setattr(book, name, change)
    book.save(file)
    return file.getvalue()


def by_hand(sheet: str, strings: str = "", **parts: str) -> bytes:
    """A workbook with this sheet, in the fewest parts there may be."""
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    written = {
        "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{relations}"><sheets><sheet name="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET}"><sheetData>{sheet}</sheetData></worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{SHEET}">{strings}</sst>',
    } | {name.replace("__", "/"): text for name, text in parts.items()}
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in written.items():
            archive.writestr(name, text)
    return file.getvalue()


HEADER = '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>'


def test_cells_have_their_kinds():
    [row] = read(saved(["Zoë", 3], header=["a", "b"])).rows
    assert row.cells == ["Zoë", 3]
    [row] = read(saved([True, 1.5])).rows
    assert row.cells == [True, 1.5]


def test_dates_are_dates_however_they_are_shown():
    content = saved([NOON, date(2027, 3, 18)], [time(9, 15), 46464])
    assert [row.cells for row in read(content).rows] == [[NOON, NOON.replace(hour=0)], ["09:15", 46464]]


def test_days_counted_since_1904_are_the_same_days():
    assert read(saved([NOON, "x"], epoch=openpyxl.utils.datetime.CALENDAR_MAC_1904)).rows[0].cells[0] == NOON


@pytest.mark.parametrize(("code", "is_date"), [
    ("dd/mm/yyyy hh:mm", True), ("[$-40C]d mmmm yyyy;@", True), ("[h]:mm", True), ('"jour" 0', False),
    ("[Red]0.00", False), (r"0\d", False), ("General", False), ("#,##0.00 €", False), ("0%", False),
])  # fmt: skip
def test_a_format_shows_a_date_or_not(code, is_date):
    assert is_date_format(code) is is_date


def test_our_own_csv_that_was_saved_as_a_workbook_comes_back_as_it_was():
    cells = ["=Synergy", "+Plus", "@Health", "'t Hooft", "de La Rochebrune"]
    assert read(saved([guarded(cell) for cell in cells], header=tuple("abcde"))).rows[0].cells == cells


def test_our_own_export_comes_back_as_it_was():
    file = BytesIO()
    at = datetime(2027, 3, 18, 8, 15, tzinfo=UTC)
    excel.FORMAT.write(file, ["Prénom", "Inscrit le"], [["=1+1", at], ["+33 6 39", None], ["'t Hooft", at]], PARIS)
    assert [row.cells for row in read(file.getvalue()).rows] == [
        ["=1+1", NOON.replace(hour=9, minute=15)], ["+33 6 39", ""], ["'t Hooft", NOON.replace(hour=9, minute=15)],
    ]  # fmt: skip


XML_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1, max_size=20)


@settings(max_examples=30)
@given(st.lists(st.lists(XML_TEXT | st.integers(-10**9, 10**9) | st.booleans(), min_size=2, max_size=2), min_size=1, max_size=4))
def test_whatever_a_library_writes_is_read_as_it_reads_it_itself(rows):
    content = saved(*[[f"'{cell}" if str(cell).startswith("=") else cell for cell in row] for row in rows])
    theirs = openpyxl.load_workbook(BytesIO(content)).active.iter_rows(min_row=2, values_only=True)
    plain = [[unguarded(cell) if isinstance(cell, str) else cell for cell in row] for row in theirs]
    assert [row.cells for row in read(content).rows] == plain


def test_the_first_sheet_that_shows_is_read():
    def hide_first(book):
        book.active.sheet_state = "hidden"
        shown = book.create_sheet()
        for row in (["c"], ["seen"]):
            shown.append(row)
    assert read(saved(["x", "y"], hide=hide_first)).rows[0].cells == ["seen"]


def test_rows_keep_their_numbers_and_empty_cells_between():
    with refused("no_header"):
        read(by_hand(HEADER + '<row r="7"><c r="A7"/><c t="n"><v>1</v></c></row>'))
    table = read(by_hand(HEADER + '<row r="7"><c><v>1</v></c></row><row><c><v>2</v></c></row>'))
    assert [(row.line, row.cells) for row in table.rows] == [(7, [1]), (8, [2])]


def test_rich_texts_are_joined_and_escaped_signs_written_out():
    strings = "<si><r><t>Cu</t></r><r><t>rie</t></r><rPh><t>x</t></rPh></si><si><t>a_x0041_b</t></si>"
    table = read(by_hand(HEADER + '<row><c t="s"><v>0</v></c></row><row><c t="s"><v>1</v></c></row>', strings))
    assert [row.cells for row in table.rows] == [["Curie"], ["aAb"]]


def test_a_cell_that_could_not_be_calculated_is_named(english):
    with refused("broken_cell") as refusal:
        read(by_hand(HEADER + '<row r="3"><c r="A3" t="e"><v>#N/A</v></c></row>'))
    assert "Line 3, column A" in refusal.value.message and "#N/A" in refusal.value.message


def test_a_value_far_away_costs_nothing():
    with refused("too_many_columns"):
        read(by_hand(HEADER + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))


def test_one_long_text_shown_many_times_is_kept_once():
    rows = "".join(f'<row r="{line}"><c r="A{line}" t="s"><v>0</v></c></row>' for line in range(2, 2_002))
    cells = [row.cells[0] for row in read(by_hand(HEADER + rows, f"<si><t>{'x' * 30_000}</t></si>")).rows]
    assert len({id(cell) for cell in cells}) == 1


ENTITIES = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize("content", [
    by_hand(HEADER, **{"xl__workbook.xml": f"{ENTITIES}<workbook/>"}),
    by_hand("<row><c><v>&b;</v></c></row>"),
    by_hand("<row><c r='A1'><v>1e999</v></c></row>"),
    by_hand("<row><c r='1A'><v>1</v></c></row>"),
    by_hand("<row><c t='s'><v>9</v></c></row>"),
    by_hand("<row r='x'/>"),
    by_hand("<row>").replace(b"PK\x01\x02", b"PK\x01\x03"),
    by_hand(HEADER, **{"xl___rels__workbook.xml.rels": "<Relationships/>"}),
    by_hand(HEADER)[:-40],
])  # fmt: skip
def test_what_is_no_workbook_is_refused(content):
    with refused("unreadable"):
        read(content)


def test_a_bomb_is_not_unpacked():
    with refused("too_large"):
        read(by_hand(HEADER, strings="<si><t>" + " " * (101 * 2**20) + "</t></si>"))


SOUND = saved(["Zoë", 3], [NOON, "x"])


@settings(max_examples=60)
@given(st.dictionaries(st.integers(4, len(SOUND) - 1), st.integers(0, 255), min_size=1, max_size=6))
def test_a_damaged_workbook_is_a_table_or_a_refusal(hits):
    content = bytearray(SOUND)
    for place, byte in hits.items():
        content[place] = byte
    try:
        read(bytes(content))
    except Exception as refusal:
        assert hasattr(refusal, "code"), repr(refusal)
