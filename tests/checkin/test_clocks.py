"""A phone's clocks against ours: whatever they do, a moment lies where it can have been."""

from hypothesis import given
from hypothesis import strategies as st

from app.checkin.clocks import JUMP, SURE_WITHIN, Mark, Reading, correct

PAIRED, RECEIVED = 1_000_000_000, 1_100_000_000
MINUTE = 60_000


def phone(at, ahead=0, run="a", began=PAIRED):
    """What its clocks say at `at`, ours."""
    return Reading(run, at + ahead, at - began)


def mark(at, ahead=0, run="a", began=PAIRED):
    return Mark(run, at + ahead, at - began, at)


def test_a_clock_ten_minutes_ahead_is_put_right():
    at = PAIRED + 5 * MINUTE
    found = correct(phone(at, 10 * MINUTE), [mark(PAIRED, 10 * MINUTE)], PAIRED, RECEIVED)
    assert (found.at, found.sure) == (at, True)


def test_between_two_marks_before_a_jump_the_earlier_one_counts():
    marks = [mark(PAIRED), mark(PAIRED + 20 * MINUTE, ahead=MINUTE)]
    at = PAIRED + 15 * MINUTE
    assert correct(phone(at), marks, PAIRED, RECEIVED).at == at
    assert correct(phone(at, ahead=MINUTE), marks, PAIRED, RECEIVED).at == at


def test_between_two_jumps_nobody_vouches_for_the_time_but_it_stays_between_the_marks():
    marks = [mark(PAIRED + 5 * MINUTE), mark(PAIRED + 20 * MINUTE, ahead=MINUTE)]
    found = correct(phone(PAIRED + 15 * MINUTE, ahead=-50 * MINUTE), marks, PAIRED, RECEIVED)
    assert not found.sure
    assert PAIRED + 5 * MINUTE <= found.at <= PAIRED + 20 * MINUTE


def test_another_run_goes_by_the_wall_clock():
    at = PAIRED + 30 * MINUTE
    around = [mark(PAIRED, 10 * MINUTE), mark(PAIRED + 60 * MINUTE, 10 * MINUTE, run="c", began=PAIRED + 59 * MINUTE)]
    found = correct(phone(at, 10 * MINUTE, run="b"), around, PAIRED, RECEIVED)
    assert (found.at, found.sure) == (at, True)


def test_another_run_between_marks_that_disagree_is_unsure():
    around = [mark(PAIRED), mark(PAIRED + 60 * MINUTE, 10 * MINUTE, run="c")]
    assert not correct(phone(PAIRED + 30 * MINUTE, run="b"), around, PAIRED, RECEIVED).sure


def test_without_a_mark_within_twelve_hours_the_time_is_unsure():
    late = PAIRED + SURE_WITHIN + MINUTE
    assert not correct(phone(late), [mark(PAIRED)], PAIRED, RECEIVED).sure
    assert correct(phone(late - 2 * MINUTE), [mark(PAIRED)], PAIRED, RECEIVED).sure
    assert not correct(phone(late), [], PAIRED, RECEIVED).sure


def test_a_time_outside_pairing_and_receipt_is_moved_inside_and_unsure():
    before = correct(phone(PAIRED - MINUTE), [mark(PAIRED)], PAIRED, RECEIVED)
    after = correct(phone(RECEIVED + MINUTE), [mark(RECEIVED)], PAIRED, RECEIVED)
    assert (before.at, before.sure, after.at, after.sure) == (PAIRED, False, RECEIVED, False)


moments = st.integers(0, 2**53)
runs = st.sampled_from("abc")
readings = st.builds(Reading, run=runs, wall=moments, mono=moments)
marks_of_all_kinds = st.lists(st.builds(Mark, run=runs, wall=moments, mono=moments, at=moments), max_size=6)


@given(readings, marks_of_all_kinds)
def test_whatever_the_clocks_say_a_moment_lies_between_pairing_and_receipt(reading, marks):
    assert PAIRED <= correct(reading, marks, PAIRED, RECEIVED).at <= RECEIVED


@given(readings, marks_of_all_kinds, st.randoms())
def test_the_order_of_the_marks_does_not_matter_where_the_time_is_sure(reading, marks, random):
    shuffled = list(marks)
    random.shuffle(shuffled)
    found, again = correct(reading, marks, PAIRED, RECEIVED), correct(reading, shuffled, PAIRED, RECEIVED)
    assert found == again or not (found.sure and again.sure) or abs(found.at - again.at) <= 2 * JUMP


@given(st.integers(0, 80 * MINUTE), st.integers(-(10**9) + 1, 10**9), st.integers(0, 80 * MINUTE))
def test_a_clock_that_only_is_wrong_changes_nothing(since, ahead, marked):
    found = correct(phone(PAIRED + since, ahead), [mark(PAIRED + marked, ahead)], PAIRED, RECEIVED)
    assert (found.at, found.sure) == (PAIRED + since, True)
