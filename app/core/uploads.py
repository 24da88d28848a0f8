"""Files that people send: only to views that take them, and no larger than these say.

The limit has to stand before anything reads the body, which the check of the CSRF token does; what is
larger is refused by its announced length, before it travels.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, request

View = TypeVar("View", bound=Callable[..., Any])

AROUND = 64 * 1024
"""What the other fields of the form and the envelope may add."""


def takes_file(most: int) -> Callable[[View], View]:
    """Let a view receive a file of at most so many bytes."""

    def mark(view: View) -> View:
        view.takes_bytes = most + AROUND  # type: ignore[attr-defined]
        return view

    return mark


def init_app(app: Flask) -> None:
    app.url_value_preprocessor(_allow)


def _allow(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    view = current_app.view_functions.get(endpoint or "")
    most = getattr(view, "takes_bytes", None)
    if most is not None:
        request.max_content_length = most
