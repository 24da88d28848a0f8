"""Arrivals as bars: a bar a step, in it the lanes."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from app.checkin import flow, queries
from app.checkin.flow import Columns
from app.checkin.moments import milliseconds, moment
from app.core import formats
from app.core.languages import current, pick
from app.events.models import Event
from app.organiser.checkin.page import lane_name

KEYS = ("ink", "edge", "outline")
"""How the lanes of a bar look: two by themselves, the others together."""
MOST_LABELS = 12


def of_arrivals(event: Event, entries: Sequence[tuple[int, int]], at: datetime) -> dict[str, Any] | None:
    """For components/charts.html, with the table behind. `entries`: (lane, moment in ms)."""
    now = milliseconds(at)
    counted = flow.columns(entries, min(now, max((each for _lane, each in entries), default=0) + 2 * flow.STEP))
    if not counted.starts:
        return None
    totals = sum(counted.lanes, Counter())
    groups = _groups(totals)
    values = [[sum(column[lane] for lane in group) for group in groups] for column in counted.lanes]
    top, lines = flow.top(max(map(sum, values)))
    names = _names(event.id, groups)
    hours = [formats.time(moment(start), event.zone, current(), in_column=True) for start in counted.starts]
    return {
        "title": _title(counted.step // flow.MINUTE),
        "names": _legend(names, groups, totals),
        "columns": _columns(values, _labels(hours, now=_ends_now(counted, now))),
        "top": top,
        "lines": lines,
        "heads": [_("From"), *names],
        "rows": [[hour, *numbers] for hour, numbers in zip(hours, values, strict=True)],
    }


def _groups(totals: Counter[int]) -> list[list[int]]:
    """The busiest lanes by themselves, all others as one."""
    order = sorted(totals, key=lambda lane: (-totals[lane], lane))
    alone, others = order[: len(KEYS) - 1], order[len(KEYS) - 1 :]
    return [[lane] for lane in alone] + ([others] if others else [])


def _ends_now(counted: Columns, now: int) -> bool:
    return counted.starts[-1] + counted.step > now


def _labels(hours: list[str], *, now: bool) -> list[str | None]:
    """An hour below each third bar or so; the last bar may be the present, which needs room."""
    every = max(3, -(-len(hours) // MOST_LABELS))
    last = len(hours) - 1
    shown = [hour if place % every == 0 and not (now and last - place < every) else None for place, hour in enumerate(hours)]
    return [*shown[:-1], _("now")] if now else shown


def _columns(values: list[list[int]], labels: list[str | None]) -> list[dict[str, Any]]:
    return [
        {"label": label, "values": numbers, "now": label == _("now")}
        for label, numbers in zip(labels, values, strict=True)
    ]  # fmt: skip


def _legend(names: list[str], groups: list[list[int]], totals: Counter[int]) -> list[tuple[str, str]]:
    numbers = [formats.number(sum(totals[lane] for lane in group), current()) for group in groups]
    return [
        (_("%(lane)s, %(number)s", lane=name, number=number), key)
        for name, number, key in zip(names, numbers, KEYS, strict=False)
    ]  # fmt: skip


def _title(minutes: int) -> str:
    return _("Arrivals every five minutes") if minutes == 5 else _("Arrivals every %(minutes)s minutes", minutes=minutes)


def _names(event_id: int, groups: list[list[int]]) -> list[str]:
    """The point is named where there are several."""
    lanes = {lane.id: lane for lane in queries.lanes(event_id)}
    one_point = len({lane.point_id for lane in lanes.values()}) == 1

    def name(lane_id: int) -> str:
        lane = lanes[lane_id]
        return pick(lane.label, current()) if one_point else lane_name(lane, current())

    return [name(group[0]) if len(group) == 1 else _("Other lanes") for group in groups]
