import pytest

from app.events.models import EventState
from app.organiser.dashboard.advice import Advice, Standing, advise

BUSY = Standing(EventState.published, people=300, pending=3, waiting=5, free=2, undelivered=1)


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        (Standing(EventState.draft, missing_settings=2), Advice.complete_settings),
        (Standing(EventState.draft), Advice.publish),
        (BUSY, Advice.approve),
        (Standing(EventState.published, people=300, waiting=5, free=2, undelivered=1), Advice.mend_addresses),
        (Standing(EventState.published, people=300, waiting=5, free=2), Advice.give_seats),
        (Standing(EventState.published, people=300, waiting=5), None),
        (Standing(EventState.published, free=200), Advice.tell_people),
        (Standing(EventState.closed, free=200), None),
    ],
)
def test_one_thing_comes_first(standing, expected):
    assert advise(standing) is expected
