"""Registrations over time, this edition beside the last one: a chart of lines and the table behind it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from app.accounts.access import current_account
from app.core import formats
from app.core.languages import current, pick
from app.events.models import Event
from app.organiser.figures import numbers, timeline


def chart(event: Event, at: datetime) -> dict[str, Any]:
    """This edition until now, and the last one, whose future is known."""
    days = timeline.steps(event.opens_at, event.doors_at)
    until_now = [number for number in days if event.doors_at - timedelta(days=number) <= at]
    today = max((event.doors_at - at).total_seconds() / 86_400, 0)
    here = numbers.registered_until(event.id, [*timeline.moments(until_now, event.doors_at), at])
    before = numbers.last_edition(event, current_account())
    there = numbers.registered_until(before.id, timeline.moments(days, before.doors_at)) if before else []
    lines = timeline.scale(max([1, *here, *there]))
    names = [(_edition(event, here[-1]), "ink")] + ([(_edition(before, there[-1]), "edge")] if before else [])
    return {
        "names": names,
        "series": [
            {"key": "ink", "points": list(zip([*until_now, today], here, strict=True))},
            *([{"key": "edge", "points": list(zip(days, there, strict=True))}] if before else []),
        ],
        "first": days[0],
        "lines": [(line, said(line)) for line in lines],
        "marks": [(number, _days_before(number)) for number in days[:: -(-len(days) // 4)]],
        "now": (today, said(here[-1])) if today else None,
        "heads": [_("Days before"), *(name for name, _key in names)],
        "rows": _table(days, here[:-1], there),
    }


def _table(days: Sequence[int], here: Sequence[int], there: Sequence[int]) -> list[list[str]]:
    """`here`: as far as time has come."""
    mine = [*(said(value) for value in here), *([_("to come")] * (len(days) - len(here)))]
    others = [[said(value)] for value in there] or [[] for _day in days]
    return [[said(day), now, *then] for day, now, then in zip(days, mine, others, strict=True)]


def _days_before(number: int) -> str:
    return ngettext("%(num)s day before", "%(num)s days before", number) if number else _("the doors")


def _edition(event: Event, total: int) -> str:
    """“Medicen Day 2027: 412 in all”, whatever became of them, whether the name has its year or not."""
    name, year = pick(event.name, current()), str(event.starts_at.astimezone(event.zone).year)
    return _("%(edition)s: %(number)s in all", edition=name if year in name else f"{name} {year}", number=said(total))


def said(value: int) -> str:
    return formats.number(value, current())
