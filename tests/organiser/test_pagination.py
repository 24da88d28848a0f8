"""Which pages of a list are one click away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.audit.service import Actor, record
from app.organiser.pagination import LAST, last_page, nearby, page_number
from tests import factories


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


@pytest.mark.parametrize("text, page", [
    ("", 1), ("two", 1), ("-3", 1), ("²", 1), ("0", 1), ("7", 7), ("1000001", LAST), ("9" * 20, LAST), ("9" * 5000, LAST),
])  # fmt: skip
def test_what_is_no_number_is_the_first_page_and_what_is_beyond_counting_the_last(text, page):
    assert page_number(text) == page


@pytest.fixture
def long_lists(event):
    """51 of each, and 50 on a page."""
    for number in range(51):
        factories.organisation(f"Lab {number:02}")
        factories.registration(event, last_name=f"Roux {number:02}")
        record("event.change", by=Actor("system"), event_id=event.id, object_type="event", object_id=event.id)


@pytest.mark.parametrize("number", ["3", "999", "9" * 20])
@pytest.mark.parametrize("path", ["people", "organisations", "journal"])
def test_past_the_end_of_a_list_stands_its_last_page(client, owner, place, long_lists, path, number):
    answer = client.sign_in(owner).get(place(f"{path}?page={number}"), follow_redirects=True)
    assert "51 to 51 of 51" in answer.page.text
    assert len(answer.page.all("main tbody tr")) == 1
