"""WeasyPrint as this process uses it: one font configuration, style sheets parsed once.

Both are shared, so whoever lays out is `at_work`. A configuration of its own for each document
would cost 30 ms and leak a quarter of a megabyte. It is loaded when the first page is printed: that
takes a fifth of what the whole product takes to load, and most processes print nothing.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from threading import RLock
from typing import TYPE_CHECKING, Any

from flask import current_app

from app.badges.blocks import GAP, LEADING, TRACKING
from app.badges.logos import Logo

if TYPE_CHECKING:
    from weasyprint import CSS
    from weasyprint.document import Document

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


def lay_out(source: str, style: "CSS", logo: Logo | None = None) -> "Document":
    """Pages of an HTML text, fonts and pictures from the product alone, and the logo."""
    weasy = weasyprint()
    page = weasy.HTML(string=source, url_fetcher=weasy.BundledFiles(logo))
    return page.render(font_config=weasy.FONT_CONFIGURATION, stylesheets=[style])


def template(name: str, **values: Any) -> str:
    """A text of `templates/badges/`, with what every one of them may use."""
    shared = {"leading": LEADING, "gap": GAP, "tracking": TRACKING}
    return current_app.jinja_env.get_template(f"badges/{name}").render(**shared, **values)


def style_sheet(source: str) -> "CSS":
    weasy = weasyprint()
    return weasy.CSS(string=source, font_config=weasy.FONT_CONFIGURATION, url_fetcher=weasy.BundledFiles())


def weasyprint() -> Any:
    """The module `weasy`, loaded. Raises OSError where the system lacks what WeasyPrint draws with."""
    return import_module("app.badges.weasy")
