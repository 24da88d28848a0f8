"""A morning at the door; what a process remembers of an event is of one test alone."""

import pytest
import time_machine

from app.checkin import figures, frame
from tests.checkin import door
from tests.checkin.phone import Phone


@pytest.fixture(autouse=True)
def nothing_remembered(app):
    with app.app_context():
        frame.forget()
        figures.forget()


@pytest.fixture
def clock():
    with time_machine.travel("2027-03-18T08:00:00Z", tick=False) as clock:
        yield clock


@pytest.fixture
def point(event):
    return door.point(event)


@pytest.fixture
def phone(client, point):
    return Phone(client, point.lanes[0])
