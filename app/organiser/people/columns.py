"""The columns of the list: which can be chosen, what heads them, and what stands in a cell in words."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.core import formats
from app.core.languages import current
from app.credentials.reference import show
from app.events.models import Event
from app.exchange import service
from app.exchange.columns import Column, Value, columns_of
from app.organiser.people.views import View
from app.organiser.when import short_moment
from app.registration.queries import Order

FIRST, LAST = ("organisation", "category", "status"), ("arrived_at", "registered_at")
USUAL = (*FIRST, *LAST)
"""What stands there unless other columns are chosen. The list draws these itself."""
IN_THE_NAME = ("first_name", "last_name")
"""Always there, as the name that leads to the person."""
WORDS = {
    "category": _l("Category"),
    "status": _l("Status"),
    "arrived_at": _l("Arrival"),
    "registered_at": _l("Registered"),
    "email": _l("E-mail"),
    "member": _l("Member"),
}
"""Shorter than in an export, and what the other pages call the same."""
SORTED = {"organisation": Order.organisation, "category": Order.category, "registered_at": Order.newest}


def offered(event: Event) -> list[Column]:
    """Those of an export, in the order in which the list shows them."""
    found = {column.key: column for column in columns_of(event) if column.key not in IN_THE_NAME}
    between = [key for key in found if key not in USUAL]
    return [found[key] for key in (*FIRST, *between, *LAST)]


def chosen(among: Sequence[Column], view: View) -> list[Column]:
    """Those of the offered that this view shows."""
    keys = view.all("column") or USUAL
    return [column for column in among if column.key in keys]


def label(column: Column) -> str:
    return str(WORDS.get(column.key) or column.label(current()))


def heads(shown: Sequence[Column]) -> list[tuple[str, str, Order | None]]:
    """(key, label, the order that it sorts by) of each, the name before them."""
    return [("name", _("Name"), Order.name), *((each.key, label(each), SORTED.get(each.key)) for each in shown)]


def cells(event: Event, shown: Sequence[Column], ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """What stands in the columns that the list does not draw itself, by person and key."""
    more = [column for column in shown if column.key not in USUAL]
    if not more or not ids:
        return {}
    found = service.cells(event, ids, more, lang=current())
    return {
        id_: {column.key: said(column, value, event) for column, value in zip(more, values, strict=True)}
        for id_, values in found.items()
    }


def said(column: Column, value: Value, event: Event) -> str:
    """In words; nothing is an empty text."""
    if column.key == "reference":
        return show(str(value))
    return in_words(value, event)


def in_words(value: Value, event: Event) -> str:
    lang = current()
    match value:
        case None:
            return ""
        case bool():
            return _("Yes") if value else _("No")
        case datetime():
            return short_moment(value, event)
        case date():
            return formats.calendar_day(value, lang)
        case int() | float():
            return formats.decimal(str(value), lang)
        case list():
            return ", ".join(value)
    return value


def to_choose(among: Sequence[Column], shown: Sequence[Column]) -> list[dict[str, Any]]:
    """For the boxes above the list."""
    keys = {column.key for column in shown}
    return [{"key": each.key, "label": label(each), "checked": each.key in keys} for each in among]
