from hypothesis import given
from hypothesis import strategies as st

from app.organiser.people.views import CHOICES, FREE, NUMBERED, OF_SESSION, View, read
from app.registration.models import Status
from app.registration.queries import Filters, Order

CODES = {"ENT": 1, "ACA": 2}
SESSIONS = (2, 7)
NAMES = [*CHOICES, *FREE, *NUMBERED, *OF_SESSION, "category", "page", "status", "nonsense"]
VALUES = [*(value for values in CHOICES.values() for value in values), *CODES, "2", "0", "curie", " ", "'; drop"]
addresses = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(VALUES) | st.text(max_size=5)), max_size=8)


def view(*pairs) -> View:
    return read(pairs, CODES, SESSIONS)


@given(addresses)
def test_an_address_is_read_back_as_the_same_view(pairs):
    found = read(pairs, CODES, SESSIONS)
    again = [(name, value) for name, values in found.args.items() for value in values]
    assert set(read(again, CODES, SESSIONS).pairs) == set(found.pairs)


@given(addresses)
def test_any_address_gives_filters(pairs):
    found = read(pairs, CODES, SESSIONS)
    assert isinstance(found.filters(CODES), Filters)
    assert found.page >= 1


def test_several_statuses_stand_beside_each_other():
    found = view(("status", "pending"), ("status", "waitlisted"), ("status", "pending"))
    assert found.filters(CODES).statuses == (Status.waitlisted, Status.pending)


def test_categories_are_named_by_their_code():
    assert view(("category", "ACA"), ("category", "XYZ")).filters(CODES).category_ids == (2,)


def test_sessions_are_named_by_their_id():
    found = view(("session", "7"), ("waits", "2"), ("waits", "99")).filters(CODES)
    assert (found.session_id, found.waits_for_id) == (7, 2)


def test_the_last_of_two_answers_counts():
    assert view(("arrived", "yes"), ("arrived", "no")).filters(CODES).arrived is False


def test_an_allotment_is_a_number():
    assert view(("allotment", "7")).filters(CODES).allotment_id == 7
    assert view(("allotment", "²")) == view(("allotment", "seven")) == View((("lost", "allotment"),))


def test_a_value_that_is_not_known_leaves_nobody():
    found = view(("session", "9"), ("status", "nonsense"), ("status", "pending"))
    assert found.pairs == (("lost", "session"), ("lost", "status"), ("status", "pending")) and found.filters(CODES).nobody
    assert not view(("order", "price"), ("utm_source", "mail"), ("column", "price"), ("page", "x")).filters(CODES).nobody


def test_without_an_order_it_is_by_name():
    assert view(("order", "price")).filters(CODES).order is Order.name


def test_another_filter_starts_at_the_first_page():
    later = view(("q", "curie"), ("page", "4"))
    assert later.page == 4
    assert later.adding("vip", "yes").page == later.dropping("q").page == 1


def test_one_of_several_values_is_dropped_alone():
    found = view(("status", "pending"), ("status", "waitlisted"), ("q", "curie"))
    assert found.dropping("status", "pending").pairs == (("status", "waitlisted"), ("q", "curie"))
    assert found.dropping("status").pairs == (("q", "curie"),)


def test_order_and_page_leave_nobody_out():
    assert view(("order", "newest"), ("page", "2"), ("vip", "yes")).narrowing == (("vip", "yes"),)
