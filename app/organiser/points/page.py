"""Check-in points put into words: who passes, how many are inside, and what a change means."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.checkin import queries
from app.checkin.points import CheckinPoint, Lane
from app.checkin.terms import PointKind
from app.checkin.usage import phones_at, was_passed
from app.checkin.wording import DIRECTIONS
from app.core import formats
from app.core.languages import current, pick
from app.events.models import Event
from app.organiser import texts
from app.organiser.categories.page import mark
from app.organiser.form_page import rows
from app.organiser.points.forms import LaneForm, PointForm
from app.organiser.points.words import KIND_HINTS, KINDS, POLICIES, POLICY_HINTS
from app.registration.form_pages import row


def listed(event: Event) -> dict[str, Any]:
    """For organiser/points/index.html."""
    return {
        "points": [_row(point) for point in queries.points(event.id)],
        "event_limit": formats.number(event.room_limit, current()),
        "limit_url": url_for("settings.part", part="places"),
    }


def _row(point: CheckinPoint) -> dict[str, Any]:
    lang = current()
    return {
        "id": point.id,
        "name": pick(point.label, lang),
        "kind": KINDS[point.kind],
        "policy": POLICIES[point.policy],
        "categories": [mark(category) for category in point.event.categories if category in point.categories],
        "session": point.session and pick(point.session.title, lang),
        "hours": _hours(point),
        "inside": _inside(point),
        "lanes": [{"id": lane.id, "name": pick(lane.label, lang), "direction": DIRECTIONS[lane.direction]} for lane in point.lanes],
    }


def _hours(point: CheckinPoint) -> str | None:
    opens, closes = (at and _at(at, point.event) for at in (point.opens_at, point.closes_at))
    if opens and closes:
        return _("from %(opens)s to %(closes)s", opens=opens, closes=closes)
    if opens:
        return _("from %(opens)s", opens=opens)
    return closes and _("until %(closes)s", closes=closes)


def _at(at: datetime, event: Event) -> str:
    """On the day of the event the hour alone."""
    same_day = at.astimezone(event.zone).date() == event.starts_at.astimezone(event.zone).date()
    return (formats.time if same_day else formats.moment)(at, event.zone, current())


def _inside(point: CheckinPoint) -> str:
    inside, limit = (None if n is None else formats.number(n, current()) for n in (queries.count_inside(point.id), point.limit))
    return inside if limit is None else _("%(held)s of %(capacity)s", held=inside, capacity=limit)


def doubts(event: Event, point: CheckinPoint, values: dict[str, Any]) -> list[str]:
    """What organisers should know before this is saved."""
    return [*_of_inside(event, point, values), *_of_entrance(event, point, values)]


def _of_inside(event: Event, point: CheckinPoint, values: dict[str, Any]) -> Iterator[str]:
    limit = values["room_limit"]
    if limit is None and values["kind"] is PointKind.entrance:
        limit = event.room_limit
    inside = queries.count_inside(point.id)
    if limit is not None and inside > limit:
        yield ngettext(
            "%(num)s person is inside already. Nobody is sent out; nobody gets in before enough have left.",
            "%(num)s people are inside already. Nobody is sent out; nobody gets in before enough have left.", inside,
        )  # fmt: skip


def _of_entrance(event: Event, point: CheckinPoint, values: dict[str, Any]) -> Iterator[str]:
    others = any(each.kind is PointKind.entrance for each in queries.points(event.id) if each is not point)
    if point.kind is PointKind.entrance and values["kind"] is not PointKind.entrance and not others:
        yield _("No entrance would be left: nobody would count as arrived.")


def lane_doubts(lane: Lane, values: dict[str, Any]) -> list[str]:
    phones = phones_at(lane)
    if values["direction"] is lane.direction or not phones:
        return []
    return [ngettext(
        "%(num)s phone stands here. It turns round as soon as it has a network; until then it counts as before.",
        "%(num)s phones stand here. They turn round as soon as they have a network; until then they count as before.", phones,
    )]  # fmt: skip


def point_rows(form: PointForm) -> list[dict[str, Any]]:
    kept = was_passed(form.point) if form.point else False
    other = {kind.value: _("people have passed already") for kind in KINDS if form.point and kept and kind is not form.point.kind}
    return [
        *texts.side_by_side(form, "label", form.event.languages),
        row("choices", form["kind"], hints=_by_value(KIND_HINTS), disabled=other),
        row("choices", form["policy"], hints=_by_value(POLICY_HINTS)),
        row("choices", form["categories"], columns=2),
        *([row("choices", form["session"])] if len(form["session"].choices) > 1 else []),
        *rows(form, "room_limit"),
        row("pair", fields=rows(form, "opens_at", "closes_at")),
    ]


def lane_rows(form: LaneForm) -> list[dict[str, Any]]:
    return [*texts.side_by_side(form, "label", form.event.languages), row("choices", form["direction"])]


def _by_value(words: dict[Any, Any]) -> dict[str, Any]:
    return {each.value: said for each, said in words.items()}
