"""What a process remembers of an event is of one test alone."""

import pytest

from app.checkin import figures, frame


@pytest.fixture(autouse=True)
def nothing_remembered(app):
    with app.app_context():
        frame.forget()
        figures.forget()
