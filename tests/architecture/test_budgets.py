"""Hot pages ask the database little, however many people there are."""

import pytest

from app.registration.links import token_for
from app.registration.models import Status
from tests import factories
from tests.counted import statements

CROWD = 60


@pytest.fixture
def crowd(event):
    """Enough people that one statement for each would show."""
    for _ in range(CROWD):
        factories.badge_holder(event)
    return event


@pytest.mark.parametrize(
    ("address", "most"),
    [("/fr/{slug}/", 5), ("/fr/{slug}/register", 4), ("/fr/{slug}/privacy", 3), ("/fr/{slug}/speakers", 3)],
)
def test_public_pages(client, crowd, address, most):
    with statements() as sent:
        assert client.get(address.format(slug=crowd.slug), follow_redirects=True).status_code == 200
    assert len(sent) <= most, sent


def test_the_ticket(client, crowd, attendee):
    with statements() as sent:
        assert client.get(f"/fr/r/{token_for(attendee)}/").status_code == 200
    assert len(sent) <= 8, sent


@pytest.mark.parametrize(("room", "most"), [("", 12), ("/people", 12), ("/approve", 10), ("/messages", 10), ("/journal", 10)])
def test_back_office(client, crowd, organiser, room, most):
    client.sign_in(organiser)
    with statements() as sent:
        assert client.get(f"/fr/organise/{crowd.slug}{room}").status_code == 200
    assert len(sent) <= most, sent


def test_the_list_tells_cheaply_why_people_wait(client, crowd, organiser):
    for number in range(3):
        factories.registration(crowd, status=Status.waitlisted, organisation_name=f"Firm {number}")
    client.sign_in(organiser)
    with statements() as sent:
        assert client.get(f"/fr/organise/{crowd.slug}/people?status=waitlisted").status_code == 200
    assert len(sent) <= 12, sent
