"""How many spares an event keeps ready."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.credentials.reserve import needed, to_draw

counts = st.integers(0, 50_000)


@pytest.mark.parametrize(("issued", "spares"), [(0, 50), (25, 50), (26, 52), (500, 1000)])
def test_at_least_fifty_and_twice_what_went_in_a_day(issued, spares):
    assert needed(issued) == spares


@given(counts, counts)
def test_drawing_always_reaches_the_reserve(spares, issued):
    assert spares + to_draw(spares, issued) >= needed(issued)


@given(counts)
def test_a_full_reserve_draws_nothing(issued):
    assert to_draw(needed(issued), issued) == 0


def test_few_issues_have_to_draw():
    spares, draws = 60, 0
    for issued in range(1, 201):
        spares -= 1
        drawn = to_draw(spares, issued)
        spares, draws = spares + drawn, draws + bool(drawn)
    assert draws < 40
