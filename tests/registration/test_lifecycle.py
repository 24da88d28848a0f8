"""What is not in the table raises."""

import itertools

import pytest

from app.registration.lifecycle import ALLOWED, GONE, NEW, Move, check, may
from app.registration.models import LIVE, Status
from tests.refusals import refused

EVERY_STEP = list(itertools.product(Move, [NEW, *Status], [GONE, *Status]))
TABLE = {
    (move, before, after) for move, ways in ALLOWED.items() for before, afters in ways.items() for after in afters
}


def test_every_move_leads_somewhere():
    assert {move for move, _before, _after in TABLE} == set(Move)


def test_only_the_steps_of_the_table_are_taken():
    for move, before, after in EVERY_STEP:
        if (move, before, after) in TABLE:
            check(move, before, after)
        else:
            with refused("not_allowed"):
                check(move, before, after)


def test_a_refused_registration_can_only_be_reopened():
    assert [move for move in Move if may(move, Status.refused)] == [Move.reopen]


def test_a_cancelled_registration_can_only_be_restored():
    assert [move for move in Move if may(move, Status.cancelled)] == [Move.restore]


@pytest.mark.parametrize("move", [Move.cancel, Move.merge, Move.change_category])
def test_whatever_lives_can_be_cancelled_merged_and_moved(move):
    assert {status for status in Status if may(move, status)} == set(LIVE)


def test_a_seat_is_only_given_to_who_is_new_asked_for_it_or_waited():
    seated = {before for _move, before, after in TABLE if after is Status.confirmed and before is not Status.confirmed}
    assert seated == {NEW, Status.unverified, Status.pending, Status.waitlisted, Status.offered, Status.cancelled}
