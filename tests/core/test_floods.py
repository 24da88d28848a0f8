"""The guard against floods."""

import pytest
import time_machine
from flask import Blueprint, Flask

from app.core import floods


@pytest.fixture
def small(monkeypatch):
    """An application whose pages answer twice a minute."""
    monkeypatch.setattr(floods, "MOST", 2)
    monkeypatch.setattr(floods, "_open", set())
    app, calm = Flask(__name__, static_folder=None), Blueprint("calm", __name__)
    app.config["RATELIMIT_ENABLED"] = True
    for path in ("/one", "/other"):
        app.add_url_rule(path, path, lambda: "")
    calm.add_url_rule("/calm", "calm", lambda: "")
    floods.exempt(calm)
    app.register_blueprint(calm)
    floods.init_app(app)
    return app.test_client()


def statuses(client, path, times, address="127.0.0.1"):
    return [client.get(path, environ_overrides={"REMOTE_ADDR": address}).status_code for _ in range(times)]


def test_a_page_answers_one_address_so_often_a_minute(small):
    with time_machine.travel("2027-03-11T09:00:10Z", tick=False):
        assert statuses(small, "/one", 3) == [200, 200, 429]
        assert statuses(small, "/one", 1, "127.0.0.2") == [200]
        assert statuses(small, "/other", 1) == [200]
    with time_machine.travel("2027-03-11T09:01:10Z", tick=False):
        assert statuses(small, "/one", 1) == [200]


def test_what_is_exempt_always_answers(small):
    assert statuses(small, "/calm", 5) == [200] * 5
