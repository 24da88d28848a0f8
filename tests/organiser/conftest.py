"""The organiser's browser, and where their work stands."""

from collections.abc import Callable

import pytest
import time_machine

from app.checkin import figures, frame
from tests.client import Client


@pytest.fixture
def desk(client: Client, organiser) -> Client:
    """The back office as an organiser sees it."""
    return client.sign_in(organiser)


@pytest.fixture
def place(event) -> Callable[[str], str]:
    """place("people"): the English address of a page of the event."""
    return lambda path="": f"/en/organise/{event.slug}/{path}".rstrip("/")


@pytest.fixture
def clock(app):
    """A morning at the door: nothing of an event is remembered."""
    with app.app_context():
        frame.forget()
        figures.forget()
    with time_machine.travel("2027-03-18T08:00:00Z", tick=False) as clock:
        yield clock
