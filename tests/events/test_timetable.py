from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.events.timetable import FOLLOWS, MOMENTS, out_of_order

NINE = datetime(2027, 3, 18, 9, tzinfo=UTC)
SOUND = {
    "opens_at": NINE - timedelta(days=90), "closes_at": NINE - timedelta(days=1), "freeze_at": NINE - timedelta(days=5),
    "doors_at": NINE - timedelta(minutes=30), "starts_at": NINE, "ends_at": NINE + timedelta(hours=8),
}  # fmt: skip


def test_a_sound_timetable_is_in_order():
    assert out_of_order(SOUND) == []


def test_the_moment_that_comes_too_early_is_named():
    assert out_of_order(SOUND | {"closes_at": SOUND["opens_at"] - timedelta(days=1)}) == ["closes_at"]


def test_an_event_that_ends_as_it_starts_is_none():
    assert out_of_order(SOUND | {"ends_at": NINE}) == ["ends_at"]


@given(st.permutations(range(len(MOMENTS))))
def test_it_is_in_order_exactly_when_every_pair_is(places):
    moments = {moment: NINE + timedelta(hours=place) for moment, place in zip(MOMENTS, places, strict=True)}
    expected = {later for first, later in FOLLOWS if moments[first] > moments[later]}
    assert set(out_of_order(moments)) == expected
