from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from app.extensions import db
from app.registration import guards
from tests import factories
from tests.registration.racing import SEATS
from tests.server import Server


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The person takes as long as the form expects of one."""
    monkeypatch.setattr(guards, "FASTEST", timedelta(0))


@pytest.fixture
def day(own_app, tmp_path) -> Iterator[tuple[Any, Server, int]]:
    """An application with a server of two processes, and an event with eight seats."""
    app = own_app()
    with app.app_context():
        event = factories.event(capacity=SEATS)
        factories.category(event)
        factories.credentials.open_event(event)
        db.session.commit()
        event_id = event.id
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    settings = {"DATABASE_URL": url, "RATELIMIT_ENABLED": "0", "INSTANCE_PATH": app.config["INSTANCE_PATH"]}
    with Server(settings, tmp_path / "log") as server:
        yield app, server, event_id
