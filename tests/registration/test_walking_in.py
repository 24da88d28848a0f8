"""Somebody at the door who is not on the list."""

from app.audit.service import Actor
from app.core.clock import now
from app.registration.details import Details
from app.registration.models import Channel, Status
from app.registration.service.walking_in import walk_in
from tests import factories
from tests.refusals import refused

DOOR = Actor("operator", 1)


def come(event, category=None, **said):
    category = category or event.categories[0]
    return walk_in(event.id, Details("Zoë", **said), category.id, language="fr", by=DOOR, at=now())


def test_a_walk_in_is_confirmed_even_where_no_seat_is_left(event):
    event.capacity = 0
    person = come(event)
    assert (person.status, person.channel, person.codes) == (Status.confirmed, Channel.door, [])


def test_an_address_that_is_somebody_elses_is_left_out_and_finds_nobody_here(event, attendee):
    person = come(event, email=attendee.email.upper())
    assert (person.email, person.email_key) == (None, None)
    assert "curie" not in person.search_text


def test_a_category_of_another_event_is_refused(event):
    with refused("no_category"):
        come(event, factories.category(factories.event()))
