"""What a cell means, however somebody wrote it."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.tables import values
from app.exchange.tables.serials import from_serial

PARIS = ZoneInfo("Europe/Paris")
THE_DAY = date(2027, 3, 18)


@pytest.mark.parametrize("cell", [
    "18/03/2027", "18/3/27", "18.03.2027", "18-03-2027", "2027-03-18", "46464", 46464, 46464.5,
    "18/03/2027 09:15", "2027-03-18T09:15:00+01:00", datetime(2027, 3, 18, 9),  # noqa: DTZ001 (of a workbook)
])  # fmt: skip
def test_a_day_in_any_hand(cell):
    assert values.day(cell) == THE_DAY


@pytest.mark.parametrize("cell", [
    "18/03/2027 09:15", "18/03/2027 9h15", "18/03/2027 à 9 h 15", "18/03/2027, 09:15:00", "2027-03-18 09:15",
    "2027-03-18T08:15:00Z", "2027-03-18T09:15:00+01:00",
])  # fmt: skip
def test_a_moment_is_on_the_clock_of_the_event_unless_it_says_otherwise(cell):
    assert values.moment(cell, PARIS) == datetime(2027, 3, 18, 8, 15, tzinfo=UTC)


@pytest.mark.parametrize("cell", ["", "soon", "31/02/2027", "18/03/2027 or so", "18/03/0001", True, "09:15", 0.5, -1, 10**12, "2027"])
def test_what_is_no_date_is_refused(cell):
    with pytest.raises(ValueError):
        values.day(cell)


def test_an_hour_that_clocks_jump_over_is_refused():
    with pytest.raises(ValueError):
        values.moment("28/03/2027 02:30", PARIS)


@given(st.dates(date(1900, 3, 1), date(2199, 12, 31)))
def test_a_day_comes_back_from_each_way_of_writing_it(day):
    serial = (day - date(1899, 12, 30)).days
    written = (f"{day:%d/%m/%Y}", day.isoformat(), serial)
    assert {values.day(cell) for cell in written} == {day}


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_number_is_a_date_or_stays(number):
    assert isinstance(from_serial(number), datetime | str | float)


def test_days_may_be_counted_since_1904():
    assert from_serial(0, since_1904=True) == from_serial(1462) == datetime(1904, 1, 1)  # noqa: DTZ001
    assert from_serial(46464) - from_serial(46463) == timedelta(days=1)


@pytest.mark.parametrize(("cell", "said"), [
    ("Oui", True), ("x", True), ("✓", True), (True, True), (1, True), ("VRAI", True), ("yes", True),
    ("", False), ("non", False), (False, False), (0, False), ("Faux", False),
])  # fmt: skip
def test_yes_and_no_in_both_languages(cell, said):
    assert values.yes(cell) is said


def test_what_is_neither_yes_nor_no_is_refused():
    with pytest.raises(ValueError):
        values.yes("perhaps")


@pytest.mark.parametrize(("cell", "number"), [("3", 3), (3, 3), ("1 240", 1240), ("1\u202f240", 1240), ("-1", -1)])
def test_a_whole_number(cell, number):
    assert values.whole(cell) == number


@pytest.mark.parametrize("cell", ["", "3,5", 3.5, "²", True, "9" * 30])
def test_what_is_no_whole_number_is_refused(cell):
    with pytest.raises(ValueError):
        values.whole(cell)


@pytest.mark.parametrize(("cell", "said"), [
    ("  Zoe\u0308  Müller ", "Zoë Müller"), (33639981234, "33639981234"), (1.5, "1.5"), (True, "true"),
    (datetime(2027, 3, 18), "2027-03-18"), (datetime(2027, 3, 18, 9, 15), "2027-03-18 09:15"),  # noqa: DTZ001
])  # fmt: skip
def test_a_text_is_one_clean_line(cell, said):
    assert values.text(cell) == said


@given(st.text() | st.integers() | st.floats() | st.booleans() | st.datetimes())
def test_anything_is_a_value_or_a_value_error(cell):
    for read in (values.text, values.yes, values.whole, values.day, lambda each: values.moment(each, PARIS)):
        with suppress(ValueError):
            read(cell)
