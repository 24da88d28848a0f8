"""What is refused of a table names the line and the column, as a spreadsheet shows them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.tables import table
from app.exchange.tables.reading import peek, read
from app.exchange.tables.table import letter
from tests.refusals import refused

MANY = "x;" * 250


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (b"", "empty_table", "no row below the header"),
        (b"Name;E-mail\n", "empty_table", "no row below the header"),
        (b"\n\n ; \n", "empty_table", "no row below the header"),
        (b"E-mail;Name;e mail\na;b;c\n", "same_header", "Line 1, column C: “e mail” stands in column A already"),
        (b"Name;E-mail\na;b\nc;d;e\n", "no_header", "Line 3, column C"),
        (b"Name;;E-mail\na;b;c\n", "no_header", "Line 2, column B"),
        (b"Name;E-mail\na;b\0c\n", "no_text", "Line 2, column B"),
        (b"Name;E-mail\na\xed\xa0\x80\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9;b\n", "no_text", "Line 2, column A"),
        ("Name;E-mail\na;\ud800\n".encode("utf-16", "surrogatepass"), "no_text", "Line 2, column B"),
        (f"Name\n{'x' * 32_768}\n".encode(), "too_long", "Line 2, column A"),
        (f"Name\n{'x' * 200_000}\n".encode(), "quotes", "Line 2, column A"),
        (f"{MANY}\n".encode(), "too_many_columns", "Line 1, column GS: only 200 columns"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old_excel", "Save it as .xlsx"),
        (b"PK\x03\x04 but no workbook", "unreadable", "no Excel workbook"),
        (b"x" * (10 * 2**20 + 1), "too_large", "10 MB"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_its_place(content, code, said, english):
    with refused(code) as refusal:
        read(content)
    assert said in refusal.value.message


def test_a_table_ends_with_its_last_row_that_may_be(monkeypatch, english):
    monkeypatch.setattr(table, "MOST_ROWS", 3)
    assert len(read(b"Name\na\n\nb\nc\n").rows) == 3
    with refused("too_many_rows") as refusal:
        read(b"Name\na\n\nb\nc\nd\ne\n")
    assert "Line 7" in refusal.value.message


def test_the_first_rows_are_read_without_a_look_at_the_others():
    content = b"\n\nName;E-mail\n\na;b\nc;d\ne;f;too many\n"
    assert [row.cells for row in peek(content, 2).rows] == [["a", "b"], ["c", "d"]]


def test_cells_left_out_at_the_end_of_a_line_are_empty():
    assert read(b"a;b;c\n1\n").rows[0].cells == ["1", "", ""]


def test_the_header_is_the_first_line_with_anything_on_it():
    found = read(b";;\n\n First  name ;E-mail\na;b\n")
    assert (found.headers, found.rows[0].line) == (["First name", "E-mail"], 4)


def test_rows_are_given_by_the_keys_of_a_mapping():
    found = read("Prénom;NOM;E-mail\nZoë;Müller;z@example.com\n".encode())
    assert list(found.records({"email": 2, "first_name": 0})) == [(2, {"email": "z@example.com", "first_name": "Zoë"})]


@given(st.integers(0, 20_000))
def test_columns_are_called_as_in_a_spreadsheet(index):
    number = 0
    for sign in letter(index):
        number = number * 26 + ord(sign) - 64
    assert number == index + 1
