"""Both kinds of CSV, byte for byte."""

import csv
import io
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange import csv_french, csv_machine
from app.exchange.csv_french import guarded

PARIS = ZoneInfo("Europe/Paris")
NINE = datetime(2027, 3, 18, 8, 5, tzinfo=UTC)
ROW = ["L’Œuvre; Fils", NINE, True, 1.5, None, ["Produire", "Soigner"]]


def written(form, *rows) -> bytes:
    file = io.BytesIO()
    assert form.write(file, ["Nom", "Né"], rows, PARIS) == len(rows)
    return file.getvalue()


def test_excel_in_france_reads_it_at_a_double_click():
    assert written(csv_french.FORMAT, ROW) == (
        b"\xef\xbb\xbf" + "Nom;Né\r\n\"L’Œuvre; Fils\";18/03/2027 09:05;✓;1,5;;Produire, Soigner\r\n".encode()
    )


def test_a_program_reads_it():
    assert written(csv_machine.FORMAT, ROW) == (
        "Nom,Né\r\nL’Œuvre; Fils,2027-03-18T09:05:00+01:00,true,1.5,,Produire|Soigner\r\n".encode()
    )


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "\t=", "'="])
def test_what_a_spreadsheet_would_calculate_is_kept_text(sign):
    assert guarded(f"{sign}cmd|'/C calc'!A0") == f"'{sign}cmd|'/C calc'!A0"


@pytest.mark.parametrize("text", ["", "d’Arvieu", "Jean-Baptiste", "a=b", "'t Hooft", "1 240"])
def test_ordinary_text_stays_as_it_is(text):
    assert guarded(text) == text


@given(st.text(alphabet="'=+-@＝\t ab1", max_size=8))
def test_taking_one_apostrophe_off_gives_the_text_back(text):
    shown = guarded(text)
    assert shown == text or (shown[0] == "'" and shown[1:] == text)


@given(st.text(alphabet="'=+-@＝＠\t\r\n;\"ab", max_size=8))
def test_no_cell_ever_begins_with_what_is_calculated(text):
    lines = io.StringIO(written(csv_french.FORMAT, [text]).decode("utf-8-sig"), newline="")
    _head, *rows = csv.reader(lines, delimiter=";")
    assert all(row[0][:1] not in set("=+-@＝＋－＠\t\r\n") for row in rows if row and row[0])
