"""Who asks for another host than ours is refused, whatever the page."""

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize("path", ["/fr/", "/healthz", "/fr/organise", "/nothing"])
def test_another_host_is_refused_in_plain_words(app, monkeypatch, path):
    monkeypatch.setitem(app.config, "TRUSTED_HOSTS", ["day.example.org"])
    answer = FlaskClient(app).get(path, base_url="https://other.example.org")
    assert (answer.status_code, "href" in answer.text) == (400, False)
    assert FlaskClient(app).get("/healthz", base_url="https://day.example.org").status_code == 200
