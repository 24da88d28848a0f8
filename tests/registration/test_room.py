"""How much room there is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.registration.room import Ahead, Allotted, CategoryRoom, Room

A, B, STAFF = 1, 2, 3


def room(capacity=10, **values) -> Room:
    categories = {A: CategoryRoom(taken=3, quota=5), B: CategoryRoom(taken=4), STAFF: CategoryRoom(taken=2, counts=False)}
    return Room(capacity, **{"categories": categories, **values})


def test_categories_that_do_not_count_take_no_seat():
    assert (room().taken, room().free) == (7, 3)


def test_allotted_seats_that_nobody_is_named_for_are_taken_from_capacity_and_quota():
    kept = room(categories={A: CategoryRoom(taken=3, quota=5, unnamed=2), B: CategoryRoom(taken=4)})
    assert kept.free == 1
    assert kept.limit_reached(A) == "quota"


def test_a_capacity_lowered_below_what_is_taken_leaves_nothing_and_not_less():
    assert room(capacity=5).free == 0


def test_each_limit_is_named():
    assert room().limit_reached(A) is None
    assert room(capacity=7).limit_reached(B) == "capacity"
    assert room(categories={A: CategoryRoom(taken=5, quota=5)}).limit_reached(A) == "quota"
    assert room(organisation_taken=2, organisation_limit=2).limit_reached(A) == "organisation"


def test_all_limits_are_named_together():
    full = room(capacity=7, categories={A: CategoryRoom(taken=7, quota=5)}, organisation_taken=1, organisation_limit=1)
    assert full.limits_reached(A) == ["quota", "capacity", "organisation"]


def test_staff_enter_a_full_event():
    assert room(capacity=7).limit_reached(STAFF) is None


def test_without_an_organisation_there_is_no_limit_of_one():
    assert room(organisation_taken=9, organisation_limit=None).limit_reached(A) is None


@pytest.mark.parametrize(
    ("ahead", "limit"),
    [
        (Ahead(total=2, in_category=1), None),
        (Ahead(total=2, in_category=2), "quota"),
        (Ahead(total=3, in_category=1), "capacity"),
        (Ahead(total=1, in_organisation=1), "organisation"),
    ],
)
def test_who_waits_with_a_better_rank_comes_first(ahead, limit):
    assert room(organisation_taken=1, organisation_limit=2).limit_reached(A, ahead) == limit


def test_a_delegate_sits_on_a_seat_that_is_taken_already():
    full = room(capacity=7, organisation_taken=2, organisation_limit=2, allotted=Allotted(left=1, kept=True))
    assert full.limit_reached(A) is None


def test_an_allotment_takes_no_more_delegates_than_it_has_seats():
    assert room(allotted=Allotted(left=0, kept=True)).limit_reached(A) == "allotment"


def test_after_the_return_date_a_delegate_needs_a_free_seat_but_meets_no_organisation_limit():
    given_back = Allotted(left=1, kept=False)
    assert room(capacity=7, allotted=given_back).limit_reached(A) == "capacity"
    assert room(allotted=given_back, organisation_taken=2, organisation_limit=2).limit_reached(A) is None


@pytest.mark.parametrize(("capacity", "most"), [(0, 10), (100, 10), (101, 10), (200, 20), (5000, 500)])
def test_holds_take_a_tenth_at_most_and_ten_at_least(capacity, most):
    assert room(capacity=capacity).most_holds == most


def test_a_hold_needs_a_seat_that_nobody_waits_for():
    assert room().can_hold(A)
    assert not room(holds=10).can_hold(A)
    assert not room(capacity=7).can_hold(A)
    assert not room().can_hold(A, Ahead(total=3))


@given(st.integers(0, 50), st.integers(0, 50), st.none() | st.integers(0, 50), st.integers(0, 10))
def test_a_seat_is_given_only_while_one_is_left(capacity, taken, quota, unnamed):
    full = Room(capacity, {A: CategoryRoom(taken, quota, unnamed=unnamed)})
    left = full.limit_reached(A) is None
    assert left == (taken + unnamed < capacity and (quota is None or taken + unnamed < quota))
