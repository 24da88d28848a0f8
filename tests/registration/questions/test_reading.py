"""Numbers and days as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.registration.questions.reading import YEARS, read_day, read_number


@pytest.mark.parametrize(("typed", "lang", "number"), [
    ("1 240,50", "fr", "1240.50"), ("1\u202f240,50", "fr", "1240.50"), ("1,5", "fr", "1.5"), ("1,240", "fr", "1.240"),
    ("1,240", "en", "1240"), ("1,240.50", "en", "1240.50"), ("1,5", "en", "1.5"), ("12,34,567", "fr", None),
    ("\u22123", "fr", "-3"), ("-0.5", "en", "-0.5"), ("1’000", "fr", "1000"), ("007", "fr", "007"),
    ("many", "fr", None), ("", "fr", None), ("²", "fr", None), ("٣", "fr", None), ("1e9", "en", None), ("NaN", "en", None),
    ("9" * 13, "fr", None), ("1.0000001", "fr", None), ("--1", "fr", None), ("1.2.3", "en", None),
])  # fmt: skip
def test_a_number_is_read_as_its_language_writes_it(typed, lang, number):
    if number is None:
        with pytest.raises(ValueError):
            read_number(typed, lang)
    else:
        assert read_number(typed, lang) == number


@given(st.text(max_size=20), st.sampled_from(["fr", "en"]))
def test_whatever_is_read_as_a_number_is_one_and_is_read_again(typed, lang):
    try:
        number = read_number(typed, lang)
    except ValueError:
        return
    assert float(number) == float(read_number(number, "fr"))


@pytest.mark.parametrize(("typed", "day"), [
    ("2027-03-18", "2027-03-18"), ("18/03/2027", "2027-03-18"), ("1/2/2027", "2027-02-01"), ("2027-W11-4", "2027-03-18"),
    ("2027-02-30", None), ("31/04/2027", None), ("0001-01-01", None), ("9999-12-31", None), ("soon", None), ("03/18/2027", None),
])  # fmt: skip
def test_a_day_is_a_day_of_the_calendar(typed, day):
    if day is None:
        with pytest.raises(ValueError):
            read_day(typed)
    else:
        assert read_day(typed) == day


@given(st.dates(date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31)))
def test_any_day_comes_back_in_both_spellings(day):
    assert read_day(f"{day:%d/%m/%Y}") == read_day(day.isoformat()) == day.isoformat()
