"""Which pages of a list are one click away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.organiser.pagination import last_page, nearby


@pytest.mark.parametrize("page, end, found", [
    (1, 2, []),
    (1, 3, [1, 2, 3]),
    (1, 400, [1, 2, None, 400]),
    (60, 400, [1, None, 59, 60, 61, None, 400]),
    (4, 400, [1, 2, 3, 4, 5, None, 400]),
    (400, 400, [1, None, 399, 400]),
])  # fmt: skip
def test_the_ends_and_the_neighbours_are_shown_and_gaps_between_them(page, end, found):
    assert nearby(page, end) == found


@given(st.integers(1, 500), st.integers(3, 500))
def test_a_gap_stands_for_two_pages_at_least(page, end):
    found = nearby(min(page, end), end)
    assert (found[0], found[-1]) == (1, end) and len(found) <= 7
    for before, here, after in zip(found, found[1:], found[2:], strict=False):
        assert here or after - before > 2


@pytest.mark.parametrize("total, page", [(0, 1), (1, 1), (50, 1), (51, 2), (20_000, 400)])
def test_a_list_has_a_page_at_least_and_none_without_rows(total, page):
    assert last_page(50, total) == page
