"""When people heard something else than what holds now."""

from datetime import UTC, datetime

import pytest

from app.mailing.unheard import Change, Period, unheard

NINE, TEN, ELEVEN, NOON = (datetime(2027, 3, 1, hour, tzinfo=UTC) for hour in (9, 10, 11, 12))
NOW = {"room": "B", "starts": 14}


@pytest.mark.parametrize(
    ("changes", "period"),
    [
        ([], None),
        ([Change(NINE, {"room": "A"})], Period(None, NINE)),
        ([Change(TEN, {"starts": 15}), Change(NINE, {"room": "A"})], Period(None, TEN)),
        ([Change(TEN, {"room": "C"}), Change(NINE, {"room": "A"})], Period(None, TEN)),
        ([Change(TEN, {"room": "A"}), Change(NINE, {"room": "B"})], Period(NINE, TEN)),
        ([Change(NOON, {"starts": 15}), Change(ELEVEN, {"room": "A"}), Change(NINE, {"room": "B", "starts": 14})], Period(NINE, NOON)),
        ([Change(NINE, {"room": object()})], Period(None, NINE)),
    ],
    ids=["nothing changed", "once", "two things", "one thing twice", "set back", "both set back", "erased"],
)
def test_whoever_came_before_the_last_change_heard_what_does_not_hold_unless_it_was_set_back(changes, period):
    assert unheard(changes, NOW) == period
