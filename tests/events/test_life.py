import pytest

from app.events import life
from app.events.models import EventState
from tests.refusals import refused


def test_every_state_has_its_line_in_the_table():
    assert set(life.ALLOWED) == set(EventState)


def test_a_draft_is_published():
    life.check(EventState.draft, EventState.published)


@pytest.mark.parametrize("after", EventState)
def test_what_is_past_or_cancelled_stays_so(app, after):
    for before in (EventState.past, EventState.cancelled):
        with refused("not_allowed"):
            life.check(before, after)
