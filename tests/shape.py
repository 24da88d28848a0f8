"""How a page is built, without its words: what axe finds on one page it finds on every page of that shape.

axe reads elements, roles, states and colours, which come from classes. Words matter to it only where there
are none. That ids are unique and found is looked at on every page (tests/page_rules.py).
"""

import re

from lxml.html import HtmlElement

from tests.page import Page

TELLING = re.compile(
    r"class|role|type|rel|scope|colspan|rowspan|tabindex|dir|autocomplete|http-equiv"
    r"|aria-(current|hidden|live|expanded|pressed|selected|checked|sort|invalid|haspopup|modal|disabled|required)"
)
"""Attributes whose value makes a difference; of others only whether there is one."""
VERSION = re.compile(r"[0-9a-f]{8,}|\d+")
"""What differs in the address of one style sheet from event to event."""
LISTS = {"tbody", "ul", "ol", "dl", "select", "optgroup", "datalist", "svg", "g"}
"""Of things alike in them one is enough, however many people a list has."""


def shape(page: Page, parts: str = "html") -> str:
    """Of the elements that a CSS selector names."""
    return "".join(map(_built, page.all(parts)))


def _built(element: HtmlElement) -> str:
    children = [child for child in element if isinstance(child.tag, str)]
    inside = [_built(child) for child in children]
    words = any((text or "").strip() for text in [element.text, *(child.tail for child in element)])
    attributes = " ".join(sorted(_told(element, name, value) for name, value in element.items()))
    kept = dict.fromkeys(inside) if element.tag in LISTS else inside
    return f"<{element.tag} {attributes}>{'…' if words else ''}{''.join(kept)}</>"


def _told(element: HtmlElement, name: str, value: str) -> str:
    if TELLING.fullmatch(name):
        return f"{name}={value}"
    if (element.tag, name) == ("link", "href"):
        return f"{name}={VERSION.sub('#', value)}"
    return name if value.strip() else f"{name}=''"
