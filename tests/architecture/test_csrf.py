"""Whatever a cookie lets one do asks for the form's token."""

from tests.architecture.walk import routes

WITHOUT_COOKIES = {"device_api", "no_invitations"}
"""Blueprints whose callers show a token instead."""


def test_every_form_is_refused_without_its_token(app, client, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    for route in routes(app):
        if route.method == "GET" or route.rule.endpoint.partition(".")[0] in WITHOUT_COOKIES:
            continue
        answer = client.open(route.address(app, {"lang": "fr"}), method=route.method)
        assert answer.status_code == 400, f"{route.name} answered {answer.status}"


def test_nothing_else_is_exempt(app):
    protection = app.extensions["csrf"]
    assert protection._exempt_views == set()
    assert {blueprint.name for blueprint in protection._exempt_blueprints} == WITHOUT_COOKIES
