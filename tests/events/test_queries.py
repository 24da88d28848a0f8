from datetime import timedelta

from app.core.clock import now
from app.events import queries
from app.events.models import EventState
from app.extensions import db
from tests import factories
from tests.refusals import refused


def edition(days: int, **values):
    """An event that ends in so many days."""
    ends = now() + timedelta(days=days)
    return factories.event(ends_at=ends, starts_at=ends - timedelta(hours=9), **values)


def test_the_event_of_an_address_is_found():
    event = factories.event(slug="day-2027")
    assert queries.get_by_slug("day-2027") is event


def test_an_unknown_address_is_refused_in_words():
    assert queries.find_by_slug("nowhere") is None
    with refused("no_event"):
        queries.get_by_slug("nowhere")


def test_the_current_edition_is_the_next_one():
    edition(400), edition(-300)
    this_year = edition(30, state=EventState.closed)
    assert queries.find_current() is this_year


def test_after_the_last_edition_it_stays_the_current_one():
    edition(-400)
    last = edition(-3, state=EventState.past)
    assert queries.find_current() is last


def test_a_draft_is_nobodys_current_edition():
    edition(30, state=EventState.draft)
    assert queries.find_current() is None


def test_categories_that_share_a_place_stand_as_they_were_made_whatever_was_changed_since():
    event = factories.event()
    made = [factories.category(event) for _ in range(3)]
    made[0].label = {"fr": "Presse", "en": "Press"}  # PostgreSQL writes the row anew, behind the others
    db.session.flush()
    db.session.expire(event)
    assert event.categories == made
