"""A list in pages: what stands below it."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from flask import request
from flask_babel import gettext as _

from app.core import formats
from app.core.languages import current

LAST = 1_000_000
"""No list is longer; databases cannot skip more rows than they can count."""


def page_asked(size: int, total: int) -> int:
    """The page in the address, counted from 1. Past the end it is the last one: a list shrinks under an old link."""
    return min(page_number(request.args.get("page", "")), last_page(size, total))


def page_number(text: str) -> int:
    """What an address says: the first page where it is no number, and no page beyond LAST. Pure."""
    if not (text.isascii() and text.isdigit()):
        return 1
    return LAST if len(text) > len(str(LAST)) else min(max(1, int(text)), LAST)


def last_page(size: int, total: int) -> int:
    return max(1, -(-total // size))


def pages(page: int, size: int, shown: int, total: int, to: Callable[[int], str]) -> dict[str, Any]:
    """For components/navigation.html. `shown`: rows on this page; `to`: the address of another."""
    first, last = (page - 1) * size + 1, (page - 1) * size + shown
    lang, end = current(), last_page(size, total)
    numbers = {name: formats.number(value, lang) for name, value in dict(first=first, last=last, all=total).items()}
    return {
        "text": _("%(first)s to %(last)s of %(all)s", **numbers),
        "previous": to(page - 1) if page > 1 else None,
        "next": to(page + 1) if last < total else None,
        "numbers": [
            {"text": formats.number(each, lang), "href": to(each), "current": each == page} if each else None
            for each in nearby(page, end)
        ],
    }


def nearby(page: int, end: int) -> list[int | None]:
    """The first page, the last one, this one and its neighbours; None where some are left out. None at all
    where “previous” and “next” lead everywhere. Pure."""
    if end < 3:
        return []
    shown = sorted({each for each in (1, page - 1, page, page + 1, end) if 1 <= each <= end})
    found: list[int | None] = []
    for before, each in pairwise([0, *shown]):
        if each > before + 1:
            found.append(before + 1 if each == before + 2 else None)
        found.append(each)
    return found
