"""The small cast: one event, the people who run it and somebody who comes."""

import pytest

from app.accounts.models import Account
from app.accounts.permissions import Role
from app.events.models import Event
from app.registration.models import Registration
from tests import factories


@pytest.fixture
def event() -> Event:
    """A published event of 200 seats with one category that lets everybody in."""
    made = factories.event()
    factories.category(made)
    return made


@pytest.fixture
def owner(event: Event) -> Account:
    return factories.account(event, Role.owner)


@pytest.fixture
def organiser(event: Event) -> Account:
    return factories.account(event, Role.organiser)


@pytest.fixture
def receptionist(event: Event) -> Account:
    return factories.account(event, Role.reception)


@pytest.fixture
def reader(event: Event) -> Account:
    return factories.account(event, Role.reader)


@pytest.fixture
def attendee(event: Event) -> Registration:
    """Confirmed, with an entry code."""
    return factories.badge_holder(event)
