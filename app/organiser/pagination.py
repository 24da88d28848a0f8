"""A list in pages: what stands below it."""

from collections.abc import Callable
from typing import Any

from flask import request
from flask_babel import gettext as _

from app.core import formats
from app.core.languages import current
from app.core.numbers import whole

LAST = 1_000_000
"""No list is longer; databases cannot skip more rows than they can count."""


def page_asked() -> int:
    """The page in the address, counted from 1."""
    return min(max(1, request.args.get("page", 1, type=whole)), LAST)


def pages(page: int, size: int, shown: int, total: int, to: Callable[[int], str]) -> dict[str, Any]:
    """For components/navigation.html. `shown`: rows on this page; `to`: the address of another."""
    first, last = (page - 1) * size + 1, (page - 1) * size + shown
    lang = current()
    numbers = {name: formats.number(value, lang) for name, value in dict(first=first, last=last, all=total).items()}
    return {
        "text": _("%(first)s to %(last)s of %(all)s", **numbers),
        "previous": to(page - 1) if page > 1 else None,
        "next": to(page + 1) if last < total else None,
    }
