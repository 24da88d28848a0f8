"""Who waits with a better rank and would fit."""

from hypothesis import given
from hypothesis import strategies as st

from app.registration.room import Ahead, CategoryRoom, Room
from app.registration.waiting import fitting

A, B, STAFF = 1, 2, 3
ROOM = Room(10, {A: CategoryRoom(quota=4, taken=2), B: CategoryRoom(), STAFF: CategoryRoom(counts=False)})


def test_everybody_counts_where_nothing_limits():
    assert fitting([(B, "")] * 5, ROOM, {}, B, "") == Ahead(total=5, in_category=5)


def test_no_more_of_a_category_than_its_quota_leaves():
    assert fitting([(A, "")] * 5, ROOM, {}, A, "") == Ahead(total=2, in_category=2)


def test_no_more_than_the_capacity_leaves():
    assert fitting([(B, "")] * 20, ROOM, {}, A, "") == Ahead(total=8)


def test_no_more_of_an_organisation_than_its_limit_leaves_in_all_categories_together():
    waiters = [(A, "id:1"), *[(B, "id:1")] * 5, (B, "id:2")]
    assert fitting(waiters, ROOM, {"id:1": 3, "id:2": 0}, B, "id:1") == Ahead(total=3, in_category=2, in_organisation=3)


def test_first_come_first_served_where_two_limits_meet():
    staff_first = [(STAFF, "id:1"), (B, "id:1")]
    assert fitting(staff_first, ROOM, {"id:1": 1}, B, "") == Ahead(total=0)
    assert fitting(staff_first[::-1], ROOM, {"id:1": 1}, B, "") == Ahead(total=1, in_category=1)


def test_who_takes_no_seat_of_the_capacity_is_not_in_the_way_of_others():
    assert fitting([(STAFF, "")] * 3, ROOM, {}, B, "") == Ahead(total=0)


def test_people_of_other_categories_are_ahead_for_the_capacity_alone():
    assert fitting([(B, "")] * 3, ROOM, {}, A, "id:9") == Ahead(total=3)


WAITERS = st.lists(st.tuples(st.sampled_from([A, B, STAFF]), st.sampled_from(["", "id:1", "id:2"])))


@given(WAITERS, st.integers(0, 5), st.integers(0, 5))
def test_never_more_than_wait_nor_than_any_limit_leaves(waiters, left_1, left_2):
    left = {"id:1": left_1, "id:2": left_2}
    for category in ROOM.categories:
        for key in ("", "id:1", "id:2"):
            found = fitting(waiters, ROOM, left, category, key)
            waiting = sum(waiter[0] == category for waiter in waiters)
            assert 0 <= found.in_category <= min(waiting, ROOM.categories[category].left)
            assert found.in_organisation <= (left[key] if key else 0)
            assert found.total <= min(ROOM.free, sum(waiter[0] != STAFF for waiter in waiters))
