"""What comes through a scanner or a keyboard: the shared readings, and what holds for every text."""

import json
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import app.checkin.reading
from app.checkin.reading import LAYOUTS, Kind, Reading, read
from app.credentials.codes import ALPHABET
from app.credentials.reference import check_letter

READINGS = json.loads(Path(app.checkin.reading.__file__).with_name("readings.json").read_text())["readings"]

codes = st.text(ALPHABET, min_size=24, max_size=24)


@pytest.mark.parametrize("reading", READINGS, ids=[reading["name"] for reading in READINGS])
def test_reading(reading):
    assert read(reading["given"]) == Reading(Kind(reading["kind"]), reading["text"], reading["layout"])


@given(st.text())
def test_no_text_is_too_odd_to_be_read(text):
    reading = read(text)
    assert (reading.kind is Kind.nothing) == (reading.text == "")


prefixes = st.sampled_from(["", "]Q1", "$A&", "+q1"])
ends = st.sampled_from(["", "\r", "\n", "\r\n", "\t"])


@given(codes, prefixes, ends, st.booleans())
def test_a_code_survives_what_scanners_add(code, before, after, small):
    sent = before + (code.lower() if small else code) + after
    assert read(sent) == Reading(Kind.code, code)


@given(codes, st.lists(st.integers(1, 23), max_size=6), st.sampled_from([" ", "-", "–", "\t"]))
def test_a_code_may_be_typed_with_breaks(code, places, separator):
    typed = "".join(separator * (place in places) + letter for place, letter in enumerate(code))
    assert read(typed) == Reading(Kind.code, code)


@given(codes, st.sampled_from([(name, row) for name, rows in LAYOUTS.items() for row in rows]))
def test_a_code_through_a_wrong_layout_is_put_right(code, layout):
    name, row = layout
    sent = code.translate(str.maketrans(ALPHABET, row))
    assume(not set(sent.upper()) <= set(ALPHABET))
    assert read(sent) == Reading(Kind.code, code, name)


@given(st.text(ALPHABET, min_size=7, max_size=7), st.sampled_from(ALPHABET))
def test_a_reference_is_told_from_a_mistyped_one(letters, last):
    right = check_letter(letters) == last
    assert read(f"{letters[:4]} {letters[4:]}{last}".lower()) == Reading(
        Kind.reference if right else Kind.mistyped, letters + last
    )


def test_each_layout_gives_every_key_a_sign_of_its_own():
    for rows in LAYOUTS.values():
        assert all(len(set(row)) == len(ALPHABET) for row in rows)
