"""WeasyPrint as this process uses it: one font configuration, style sheets parsed once.

Both are shared, so whoever lays out is `at_work`. A configuration of its own for each document
would cost 30 ms and leak a quarter of a megabyte.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import RLock
from typing import Any

from flask import current_app
from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from app.badges.blocks import GAP, LEADING, TRACKING
from app.badges.fonts import BUNDLED
from app.badges.logos import Logo

_lock = RLock()


@contextmanager
def at_work() -> Iterator[None]:
    """Hold the shared parts for one document. It is a tree of many small objects that all live to
    its end: looking for garbage among them, and through the whole application each time, would
    cost a quarter of the time."""
    with _lock:
        was_collecting = gc.isenabled()
        gc.disable()
        try:
            yield
        finally:
            if was_collecting:
                gc.enable()


class BundledFiles(URLFetcher):
    """Serves the fonts that come with the product, as "bundled:<name>", an event's logo as
    "bundled:logo", and nothing else."""

    def __init__(self, logo: Logo | None = None):
        super().__init__()
        self._logo = logo

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        scheme, _colon, name = url.partition(":")
        if url == "bundled:logo" and self._logo is not None:
            return URLFetcherResponse(url, self._logo.content, {"Content-Type": self._logo.kind})
        if scheme != "bundled" or name not in {path.name for path in BUNDLED.glob("*.ttf")}:
            raise ValueError(f"not a bundled file: {url}")
        return URLFetcherResponse(url, (BUNDLED / name).read_bytes(), {"Content-Type": "font/ttf"})


def lay_out(source: str, style: CSS, logo: Logo | None = None) -> Document:
    """Pages of an HTML text, fonts and pictures from the product alone, and the logo."""
    page = HTML(string=source, url_fetcher=_files() if logo is None else BundledFiles(logo))
    return page.render(font_config=_font_configuration(), stylesheets=[style])


def template(name: str, **values: Any) -> str:
    """A text of `templates/badges/`, with what every one of them may use."""
    shared = {"leading": LEADING, "gap": GAP, "tracking": TRACKING}
    return current_app.jinja_env.get_template(f"badges/{name}").render(**shared, **values)


def style_sheet(source: str) -> CSS:
    return CSS(string=source, font_config=_font_configuration(), url_fetcher=_files())


@cache
def _font_configuration() -> FontConfiguration:
    return FontConfiguration()


@cache
def _files() -> URLFetcher:
    return BundledFiles()
