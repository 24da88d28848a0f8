"""What a page says outside ⟦…⟧, the marks that the pseudo-locale sets around each translated text."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import sqlalchemy as sa
from babel import Locale

from app.core.languages import LANGUAGES
from app.credentials.reference import show
from app.extensions import db
from tests.page import Page

ATTRIBUTES = ("alt", "aria-label", "placeholder", "title", "aria-roledescription", "aria-valuetext")
SILENT = {"script", "style", "template", "noscript"}
WORD = re.compile(r"[^\W\d_]{2,}")
NAMES = {"Medicen Day", "PDF", "CSV", "XLSX", "QR", *LANGUAGES.values()}


def words(page: Page, data: re.Pattern[str]) -> set[str]:
    """The words of a page that are neither translated nor data nor part of a date."""
    found: set[str] = set()
    for text in [outside("\n".join(spoken(page))), *map(outside, attributes(page))]:
        found |= set(WORD.findall(calendar_words().sub(" ", data.sub(" ", text))))
    return found


def outside(text: str) -> str:
    """What stands outside all marks."""
    depth, kept = 0, []
    for character in text:
        if character in "⟦⟧":
            depth += 1 if character == "⟦" else -1
            kept.append(" ")
        elif depth <= 0:
            kept.append(character)
    return "".join(kept)


def spoken(page: Page) -> Iterator[str]:
    for element in page.root.iter():
        if isinstance(element.tag, str) and element.tag not in SILENT:
            yield element.text or ""
        if element.tail and (element.getparent() is None or element.getparent().tag not in SILENT):
            yield element.tail


def attributes(page: Page) -> Iterator[str]:
    for element in page.root.iter():
        for name in ATTRIBUTES:
            if element.get(name):
                yield element.get(name)


def data() -> re.Pattern[str]:
    """Every text that stands in the database, longest first."""
    texts = set(NAMES)
    for table in db.metadata.sorted_tables:
        for row in db.session.execute(sa.select(table)):
            for value in row:
                texts |= set(strings(value))
    texts |= {show(text) for text in texts if re.fullmatch(r"[A-Z]{8}", text)}
    longest_first = "|".join(re.escape(text) for text in sorted(texts, key=len, reverse=True) if len(text) > 1)
    return re.compile(rf"(?<!\w)(?:{longest_first})(?!\w)")


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
        yield from (line.strip() for line in value.splitlines())
        yield " ".join(value.split())
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


@cache
def calendar_words() -> re.Pattern[str]:
    """Months and days, as formatted dates spell them."""
    names: set[str] = set()
    for code in LANGUAGES:
        locale = Locale(code)
        for calendar in (locale.months, locale.days):
            for context in calendar.values():
                for width in context.values():
                    names |= {name for name in width.values() if len(name) > 1}
    return re.compile("|".join(rf"\b{re.escape(name)}" for name in sorted(names, key=len, reverse=True)))
