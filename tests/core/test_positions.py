"""Things in an order of their own."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from app.core.positions import last, number, shifted


@given(st.lists(st.integers(), unique=True, min_size=1), st.data(), st.integers(-3, 3))
def test_one_moves_by_its_places_and_the_others_keep_their_order(things, data, places):
    thing = data.draw(st.sampled_from(things))
    ordered = shifted(things, thing, places)
    goes_to = things.index(thing) + places
    if 0 <= goes_to < len(things):
        assert ordered.index(thing) == goes_to
        assert [each for each in ordered if each != thing] == [each for each in things if each != thing]
    else:
        assert ordered is None


def test_what_is_not_in_the_list_does_not_move_in_it():
    assert shifted(["a"], "b", 1) is None


def test_who_comes_last_comes_after_all_others():
    things = [SimpleNamespace(position=position) for position in (7, 0, 3)]
    assert (last(things), last([])) == (8, 0)
    number(things)
    assert [thing.position for thing in things] == [0, 1, 2]
