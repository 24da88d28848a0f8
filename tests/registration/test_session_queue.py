"""Which sessions go together, and whose a free place is."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.registration.session_queue import Turn, allot, find_overlap, overlap

NOON = datetime(2027, 3, 18, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Hour:
    """A session that begins so many minutes after noon."""

    minutes: int
    lasts: int = 60

    @property
    def starts_at(self) -> datetime:
        return NOON + timedelta(minutes=self.minutes)

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.lasts)


SPANS = {1: Hour(0), 2: Hour(30), 3: Hour(60), 4: Hour(-30, 240)}


def test_one_session_may_begin_when_the_other_ends():
    assert not overlap(SPANS[1], SPANS[3])
    assert overlap(SPANS[1], SPANS[2]) and overlap(SPANS[2], SPANS[1])


def test_the_first_two_that_overlap_are_named():
    assert find_overlap([SPANS[1], SPANS[3], SPANS[2]]) == (SPANS[1], SPANS[2])
    assert find_overlap([SPANS[1], SPANS[3]]) is None


def test_the_first_who_waits_gets_the_place():
    assert allot([Turn(8, 1), Turn(7, 1)], {1: 1}, SPANS, {}) == [Turn(8, 1)]


def test_who_sits_elsewhere_at_that_time_is_passed_over():
    assert allot([Turn(8, 1), Turn(7, 1)], {1: 1}, SPANS, {8: {2}}) == [Turn(7, 1)]


def test_who_waits_for_two_that_overlap_gets_one():
    assert allot([Turn(8, 1), Turn(8, 2), Turn(7, 2)], {1: 1, 2: 1}, SPANS, {}) == [Turn(8, 1), Turn(7, 2)]


@given(
    queue=st.lists(st.builds(Turn, st.integers(1, 6), st.sampled_from(list(SPANS))), unique=True, max_size=15),
    left=st.dictionaries(st.sampled_from(list(SPANS)), st.integers(-2, 4)),
    held=st.dictionaries(st.integers(1, 6), st.sets(st.sampled_from(list(SPANS)), max_size=1)),
)
def test_nobody_sits_in_two_places_and_nothing_free_is_left_to_who_could_sit_there(queue, left, held):
    given_ = allot(queue, left, SPANS, held)
    used = Counter(turn.session_id for turn in given_)
    assert all(used[session] <= max(0, left.get(session, 0)) for session in SPANS)
    sits = {who: {*held.get(who, ()), *(t.session_id for t in given_ if t.registration_id == who)} for who in range(1, 7)}
    assert not any(find_overlap(SPANS[each] for each in where) for where in sits.values())
    for turn in set(queue) - set(given_):
        busy = any(overlap(SPANS[turn.session_id], SPANS[other]) for other in sits[turn.registration_id])
        assert busy or used[turn.session_id] >= left.get(turn.session_id, 0)
