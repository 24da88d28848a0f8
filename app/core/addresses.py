"""Absolute addresses for mails and codes: from BASE_URL alone, never from a request's Host.
And the words in addresses that no event may be called by."""

from flask import current_app


def absolute(endpoint: str, **values: str | int) -> str:
    """The public address of an endpoint; works in the worker, outside any request."""
    path = current_app.url_map.bind("").build(endpoint, values)
    return current_app.config["BASE_URL"] + path


def taken_words() -> set[str]:
    """What stands where an event's slug would (`/en/sign-in`, `/healthz`): no event is called so."""
    words: set[str] = set()
    for rule in current_app.url_map.iter_rules():
        parts = rule.rule.strip("/").split("/")
        words.update(parts[1:2] if parts[0].startswith("<language:") else parts[:1])
    return {word for word in words if word and not word.startswith("<")}
