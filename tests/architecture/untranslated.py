"""What a page says outside ⟦…⟧, the marks that the pseudo-locale sets around each translated text."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import sqlalchemy as sa
from babel import Locale

from app.core.languages import LANGUAGES
from app.credentials.codes import ALPHABET
from app.exchange.columns import COLUMNS
from app.extensions import db
from app.mailing.texts import FIELDS
from tests.page import Page

ATTRIBUTES = ("alt", "aria-label", "placeholder", "title", "aria-roledescription", "aria-valuetext")
SILENT = {"script", "style", "template", "noscript"}
WORD = re.compile(r"[^\W\d_]{2,}")
NAMES = {"Medicen Day", "PDF", "CSV", "XLSX", "QR", *LANGUAGES.values(), *FIELDS, "if", "endif"}

APART = re.compile(r"[\s’']+")
PARTED = {"first_name", "last_name"}
"""Data that pages set in parts: the particle light."""
CODE = rf"[{ALPHABET}]{{1,4}}"
"""References and entry codes, in fours: no word of any language."""


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
        if isinstance(element.tag, str) and element.tag not in SILENT and element.get("translate") != "no":
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
    texts = NAMES | {column.label(language) for column in COLUMNS for language in LANGUAGES}
    for table in db.metadata.sorted_tables:
        for row in db.session.execute(sa.select(table)).mappings():
            for column, value in row.items():
                texts |= set(strings(value))
                if column in PARTED and value:
                    texts |= set(APART.split(value))
    longest_first = "|".join(re.escape(text) for text in sorted(texts, key=len, reverse=True) if len(text) > 1)
    return re.compile(rf"(?<!\w)(?:{longest_first}|{CODE})(?!\w)")


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
    spelled = [rf"(?<!\w){re.escape(name)}(?!\w)" for name in sorted(names, key=len, reverse=True)]
    return re.compile("|".join([r"(?<=\d)ᵉʳ?", *spelled]), re.IGNORECASE)
