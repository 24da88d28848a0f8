"""CSV from anywhere: separators, encodings, quotation marks, what a spreadsheet keeps text."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange import csv_french, csv_machine
from app.exchange.tables.csv_text import decoded, lines
from app.exchange.tables.reading import read
from tests.refusals import refused

PEOPLE = "Prénom;NOM;Organisation\r\nZoë;Müller;L’Œuvre\r\nŁukasz;Wójcikowski;A\r\n"
FRENCH = "Prénom;NOM\r\nHélène;Lefèvre-d’Orval\r\nFrançois;Cœur\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_any_unicode_encoding_is_told_from_the_bytes(encoding):
    table = read(PEOPLE.encode(encoding))
    assert table.headers == ["Prénom", "NOM", "Organisation"]
    assert [(row.line, row.cells) for row in table.rows] == [
        (2, ["Zoë", "Müller", "L’Œuvre"]), (3, ["Łukasz", "Wójcikowski", "A"]),
    ]  # fmt: skip


def test_windows_1252_is_told_from_the_bytes():
    assert read(FRENCH.encode("cp1252")).rows[1].cells == ["François", "Cœur"]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_the_separator_is_the_one_that_makes_a_table(separator):
    text = f"Nom{separator}\"Ville; pays, région\"{separator}E-mail\na{separator}b{separator}c\n"
    assert read(text.encode()).rows[0].cells == ["a", "b", "c"]


def test_commas_within_cells_do_not_beat_semicolons_between_them():
    text = "Nom, prénom, titre;E-mail\nMartin, Marie, Dr;m@example.com\nPetit;h@example.com\n"
    assert read(text.encode()).headers == ["Nom, prénom, titre", "E-mail"]


def test_the_line_in_which_excel_names_the_separator_is_no_header():
    table = read(b"sep=,\nName,E-mail\na,b\n")
    assert (table.headers, table.rows[0].line) == (["Name", "E-mail"], 3)


def test_a_single_column_is_a_table_too():
    assert read(b"E-mail\na@example.com\n").rows[0].cells == ["a@example.com"]


def test_line_breaks_within_a_cell_count_as_a_spreadsheet_counts_them():
    table = read(b'Name;Note\r\n"a";"one\r\ntwo"\r\n\r\nb;c\r\n')
    assert [(row.line, row.cells[0]) for row in table.rows] == [(2, "a"), (4, "b")]


@pytest.mark.parametrize("text", ['Name;E-mail\na;"b\nc;d\n', 'Name;E-mail\na;"b"c\n'])
def test_a_quotation_mark_without_a_partner_is_named_with_its_line(text, english):
    with refused("quotes") as refusal:
        read(text.encode())
    assert "Line 2" in refusal.value.message


def test_an_apostrophe_that_keeps_a_spreadsheet_from_calculating_is_taken_off():
    assert read(b"a;b\n'=1+1;'t Hooft\n'+33 6 39 98 12 34;'-omics\n").rows[0].cells == ["=1+1", "'t Hooft"]


CELLS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=12)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=5))
def test_our_own_french_export_comes_back_as_it_was(rows):
    file = io.BytesIO()
    csv_french.FORMAT.write(file, ["Prénom", "NOM"], rows, None)
    back = [cells for _line, cells in lines(file.getvalue())]
    assert back == [["Prénom", "NOM"], *rows]


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=30), st.sampled_from(["utf-8-sig", "utf-16"]))
def test_a_text_with_a_byte_order_mark_is_read_as_it_was_written(text, encoding):
    assert decoded(text.encode(encoding)) == text


@given(st.binary(max_size=200))
def test_any_bytes_are_a_table_or_a_refusal(content):
    try:
        table = read(content)
    except Exception as refusal:
        assert hasattr(refusal, "code"), refusal
    else:
        assert all(len(row.cells) == len(table.headers) for row in table.rows)


def test_programs_read_what_programs_wrote():
    file = io.BytesIO()
    csv_machine.FORMAT.write(file, ["first_name", "areas"], [["Zoë, dite \"Z\"", ["a", "b"]]], None)
    assert read(file.getvalue()).rows[0].cells == ["Zoë, dite \"Z\"", "a|b"]
