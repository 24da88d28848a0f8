"""Whole numbers in addresses and forms: no larger than a database can look for."""

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

MOST = 2**31 - 1
"""PostgreSQL's largest integer. SQLite's is larger, and its driver breaks beyond it."""


def whole(text: str) -> int:
    """0 to MOST, as in `request.args.get("page", type=whole)`. Raises ValueError, for “²” too, which
    Python calls a digit."""
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(MOST)) and int(text) <= MOST):
        raise ValueError("no number that could be looked for")
    return int(text)


class WholeConverter(IntegerConverter):
    """`<int:…>` in a rule: a number beyond MOST leads to nothing."""

    def __init__(self, map: Map, **limits: Any):
        super().__init__(map, **{"max": MOST} | limits)


def init_app(app: Flask) -> None:
    app.url_map.converters["int"] = WholeConverter
