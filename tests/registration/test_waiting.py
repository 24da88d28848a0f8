"""Who waits with a better rank and would fit."""

from hypothesis import given
from hypothesis import strategies as st

from app.registration.room import NO_LIMIT, Ahead, CategoryRoom, Room
from app.registration.waiting import fitting

A, B, STAFF = 1, 2, 3
ROOM = Room(10, {A: CategoryRoom(quota=4, taken=2), B: CategoryRoom(), STAFF: CategoryRoom(counts=False)})


def test_everybody_counts_where_nothing_limits():
    assert fitting([(B, "", 5)], ROOM, {}, B, "") == Ahead(total=5, in_category=5)


def test_no_more_of_a_category_than_its_quota_leaves():
    assert fitting([(A, "", 5)], ROOM, {}, A, "") == Ahead(total=2, in_category=2)


def test_no_more_of_an_organisation_than_its_limit_leaves_in_all_categories_together():
    groups = [(A, "id:1", 1), (B, "id:1", 5), (B, "id:2", 1)]
    assert fitting(groups, ROOM, {"id:1": 3, "id:2": 0}, B, "id:1") == Ahead(total=3, in_category=2, in_organisation=3)


def test_who_takes_no_seat_of_the_capacity_is_not_in_the_way_of_others():
    assert fitting([(STAFF, "", 3)], ROOM, {}, B, "") == Ahead(total=0)


def test_people_of_other_categories_are_ahead_for_the_capacity_alone():
    assert fitting([(B, "", 3)], ROOM, {}, A, "id:9") == Ahead(total=3)


GROUPS = st.lists(
    st.tuples(st.sampled_from([A, B, STAFF]), st.sampled_from(["", "id:1", "id:2"]), st.integers(1, 9)),
    unique_by=lambda group: group[:2],
)


@given(GROUPS, st.integers(0, 5), st.integers(0, 5))
def test_never_more_than_wait_nor_than_any_limit_leaves(groups, left_1, left_2):
    left = {"id:1": left_1, "id:2": left_2}
    for category in ROOM.categories:
        for key in ("", "id:1", "id:2"):
            found = fitting(groups, ROOM, left, category, key)
            assert 0 <= found.in_category <= min(
                sum(n for c, _key, n in groups if c == category), ROOM.categories[category].left
            )
            assert found.in_organisation <= (left.get(key, NO_LIMIT) if key else 0)
            assert found.total <= sum(n for c, _key, n in groups if c != STAFF)
