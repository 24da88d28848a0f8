"""A page as a test reads it: what a person sees, and the forms that they can send."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urljoin

from lxml import html
from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

selecting = cache(lambda selector: CSSSelector(selector, translator="html"))
"""Spelled out once: the same few selectors are asked of every page."""


def plain(element: HtmlElement) -> str:
    """Its text with every run of blanks made one."""
    return " ".join(element.text_content().split())


@dataclass
class Form:
    """A form: where it goes, how, and what its fields hold now."""

    action: str
    method: str
    names: set[str]
    holds: dict[str, list[str]] = field(default_factory=dict)

    def filled(self, values: dict[str, Any]) -> dict[str, Any]:
        """What a browser would send once `values` are entered; None empties a field."""
        unknown = set(values) - self.names
        assert not unknown, f"the form to {self.action} has no field {sorted(unknown)}; it has {sorted(self.names)}"
        return {name: value for name, value in (self.holds | values).items() if value is not None}


class Page:
    def __init__(self, text: str, address: str = "/"):
        self.source = text
        self.address = address
        self.root = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))

    def all(self, selector: str) -> list[HtmlElement]:
        """The elements that a CSS selector names."""
        return selecting(selector)(self.root)

    def one(self, selector: str) -> HtmlElement:
        found = self.all(selector)
        assert len(found) == 1, f"{len(found)} of {selector} on {self.address}"
        return found[0]

    def texts(self, selector: str) -> list[str]:
        return [plain(element) for element in self.all(selector)]

    @property
    def title(self) -> str:
        return plain(self.one("head > title"))

    @property
    def heading(self) -> str:
        return plain(self.one("h1"))

    @property
    def text(self) -> str:
        """What stands on the page, to look for sentences in."""
        return plain(self.one("body"))

    def link(self, text: str) -> str:
        """Where the link with that text leads."""
        found = {element.get("href") for element in self.all("a[href]") if plain(element) == text}
        assert len(found) == 1, f"{len(found)} links {text!r} on {self.address}"
        return urljoin(self.address, found.pop() or "")

    def forms(self) -> list[Form]:
        """Every form of the page, as it would be sent without a button's own value."""
        return [self._read(form, None) for form in self.all("form")]

    def form(self, button: str | None = None) -> Form:
        """The form that has a button of that text; without one, the only form of <main>."""
        forms = self.all("form") if button else self.all("main form")
        if button:
            forms = [form for form in forms if button in self._buttons(form)]
        assert len(forms) == 1, f"{len(forms)} forms{f' with {button!r}' if button else ''} on {self.address}"
        return self._read(forms[0], button)

    def _buttons(self, form: HtmlElement) -> dict[str, HtmlElement]:
        outside = self.all(f'button[form="{form.get("id")}"]') if form.get("id") else []
        named = ((name, button) for button in form.cssselect("button") + outside for name in (plain(button), button.get("aria-label")))
        return {name: button for name, button in named if name}

    def _read(self, form: HtmlElement, button: str | None) -> Form:
        pressed = self._buttons(form).get(button or "")
        action = form.get("action") or self.address
        if pressed is not None and pressed.get("formaction"):
            action = pressed.get("formaction")
        for control in form.cssselect("fieldset[disabled] [name]"):
            control.set("disabled", "")
        holds: dict[str, list[str]] = {}
        for name, value in form.form_values():
            holds.setdefault(name, []).append(value)
        if pressed is not None and pressed.get("name"):
            holds[pressed.get("name")] = [pressed.get("value", "")]
        names = {control.get("name") for control in form.cssselect("[name]:not([disabled])")}
        return Form(urljoin(self.address, action), (form.get("method") or "get").upper(), names, holds)
