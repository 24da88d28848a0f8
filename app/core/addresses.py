"""Absolute addresses for mails and codes: from BASE_URL alone, never from a request's Host."""

from flask import current_app


def absolute(endpoint: str, **values: str | int) -> str:
    """The public address of an endpoint; works in the worker, outside any request."""
    path = current_app.url_map.bind("").build(endpoint, values)
    return current_app.config["BASE_URL"] + path
