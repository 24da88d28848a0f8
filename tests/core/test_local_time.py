"""Hours typed on a clock, as moments."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.local_time import NoSuchHour, days_from, days_later, exact

PARIS = ZoneInfo("Europe/Paris")
FROM, UNTIL = datetime.fromisoformat("2000-01-01"), datetime.fromisoformat("2100-01-01")


def test_an_hour_that_clocks_jump_over_is_none():
    with pytest.raises(NoSuchHour):
        exact(datetime.fromisoformat("2027-03-28T02:30"), PARIS)


def test_of_an_hour_that_comes_twice_it_is_the_first():
    assert exact(datetime.fromisoformat("2027-10-31T02:30"), PARIS) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


@given(st.datetimes(FROM, UNTIL))
def test_what_a_clock_shows_is_what_was_typed(local):
    try:
        moment = exact(local, PARIS)
    except NoSuchHour:
        return
    assert moment.astimezone(PARIS).replace(tzinfo=None, fold=0) == local


@given(st.datetimes(FROM, UNTIL, timezones=st.just(UTC)), st.integers(-400, 400))
def test_days_are_counted_on_the_calendar_and_the_hour_is_that_of_the_place(moment, days):
    there = days_from(moment, days, 16, PARIS).astimezone(PARIS)
    assert (there.hour, there.minute) == (16, 0)
    assert there.date() == moment.astimezone(PARIS).date() + timedelta(days=days)


@given(st.datetimes(FROM, UNTIL, timezones=st.just(UTC)), st.integers(-400, 400))
def test_so_many_days_later_the_clock_shows_the_same_unless_it_jumps_over_that_hour(moment, days):
    before, later = moment.astimezone(PARIS), days_later(moment, days, PARIS).astimezone(PARIS)
    wanted = before.replace(tzinfo=None, fold=0) + timedelta(days=days)
    try:
        exact(wanted, PARIS)
    except NoSuchHour:
        wanted += timedelta(hours=1)
    assert later.replace(tzinfo=None, fold=0) == wanted
