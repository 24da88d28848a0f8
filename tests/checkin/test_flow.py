"""How people come in, from moments alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.checkin.flow import BUSY, MINUTE, MOST_COLUMNS, QUEUE, STEP, Lanes, advise, all_in_at, columns, load, pace, top

A, B = 1, 2
moments = st.integers(0, 2 * 24 * 60 * MINUTE)


def test_entries_are_counted_by_lane_in_steps_of_five_minutes_with_the_empty_ones_between():
    found = columns([(A, 0), (A, STEP - 1), (B, STEP - 1), (B, 2 * STEP)], 0)
    assert found.starts == [0, STEP, 2 * STEP]
    assert [dict(lanes) for lanes in found.lanes] == [{A: 2, B: 1}, {}, {B: 1}]


def test_the_present_has_its_column_even_if_nobody_comes():
    assert len(columns([(A, 0)], 3 * STEP).starts) == 4


@given(st.lists(st.tuples(st.sampled_from([A, B]), moments), min_size=1), moments)
def test_nobody_is_lost_in_the_columns_and_there_are_never_too_many(entries, until):
    found = columns(entries, until)
    assert sum(sum(lanes.values()) for lanes in found.lanes) == len(entries)
    assert len(found.starts) <= MOST_COLUMNS
    assert found.step % STEP == 0


def test_the_pace_is_the_median_between_two_scans_of_a_queue():
    assert pace([0, 4_000, 10_000, 15_000, 15_000 + QUEUE + 1]) == 5_000
    assert pace([0]) is None
    assert pace([0, QUEUE + 1]) is None


def test_a_lane_that_works_without_a_pause_is_busy_and_one_that_rests_is_not():
    at = 60 * MINUTE
    assert load(range(at - STEP + 5_000, at + 1, 5_000), at) >= BUSY
    assert load([at - 10_000, at - 5_000], at) < 0.1
    assert load([], at) == 0


@pytest.mark.parametrize(
    ("loads", "said"),
    [([], None), ([0, 0], None), ([0.9], Lanes.open_another), ([0.9, 0.85], Lanes.open_another), ([0.9, 0.3], Lanes.suffice),
     ([0.9, 0], Lanes.open_another)],
)  # fmt: skip
def test_another_lane_is_wanted_when_each_that_works_is_busy(loads, said):
    assert advise(loads) is said


def test_the_forecast_goes_on_as_in_the_last_quarter_of_an_hour():
    at = 60 * MINUTE
    lately = [at - minute * MINUTE for minute in range(15)]
    assert all_in_at(lately, 30, at) == at + 30 * MINUTE
    assert all_in_at(lately, 0, at) is None
    assert all_in_at([], 30, at) is None
    assert all_in_at(lately, 10_000, at) is None


@given(st.integers(0, 20_000))
def test_a_scale_reaches_beyond_its_highest_bar_in_few_lines(most):
    end, lines = top(most)
    assert end >= most
    assert 1 <= len(lines) <= 4
    assert lines[-1] == end
