"""The dashboard on the day: who is in, how they come, whether the lanes suffice. No name but for those who
may read names."""

from datetime import datetime
from statistics import median
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.accounts.access import may
from app.accounts.permissions import Permission
from app.checkin import flow, following, live, unsettled
from app.checkin.flow import Lanes
from app.checkin.live import Post
from app.checkin.moments import milliseconds, moment
from app.checkin.readiness import SILENT_AFTER
from app.core import formats
from app.core.languages import current, pick
from app.events.models import Event
from app.organiser.checkin.page import lane_name
from app.organiser.dashboard import chart
from app.organiser.devices.page import phone_name


def board(event: Event, at: datetime, come: int, everybody: int) -> dict[str, Any]:
    """What the dashboard shows on the day. `come` of `everybody` expected have arrived."""
    entries = [(row.entry_lane_id, milliseconds(row.entry_at)) for row in live.entries(event)]
    found, inside = live.posts(event.id, at), live.count_inside(event.id)
    return {
        "figures": _figures(event, at, inside, come, everybody, found),
        "advice": _overfull(event, inside) or _advice(event, found, at, entries, everybody - come),
        "chart": chart.of_arrivals(event, entries, at),
        "lanes": [_post(event, post, at) for post in found],
        "latest": _latest(event) if may(Permission.see_people) else [],
        "actions": _actions(),
    }


def _actions() -> list[tuple[str, str]]:
    people = [(_("People inside"), url_for("dashboard.inside"))] if may(Permission.see_people) else []
    return [*people, (_("Big screen"), url_for("dashboard.screen"))]


def _figures(
    event: Event, at: datetime, inside: int, come: int, everybody: int, found: list[Post]
) -> list[dict[str, Any]]:
    limit, left, lang = event.room_limit, everybody - come, current()
    seconds = _median(found)
    over = at > event.ends_at
    made = [
        _figure(_("Inside"), formats.number(inside, lang), of=limit, note=_("team and suppliers included")),
        _figure(_("Arrived"), formats.number(come, lang), of=everybody, note=_share(come, everybody)),
        _figure(
            _("Did not come") if over else _("Still expected"), formats.number(left, lang), note=_("see them"),
            href=_people(status="confirmed", arrived="no"),
        ),
        _figure(
            _("Between two scans"), formats.decimal(f"{seconds / 1000:.1f}", lang) if seconds else "–",
            unit=_("s") if seconds else None, note=_("median, all lanes"),
        ),
    ]  # fmt: skip
    return [*made, _to_clarify(event)] if may(Permission.manage_door) else made


def _median(found: list[Post]) -> float | None:
    """Of the lanes' own paces: scans of two lanes between each other say nothing."""
    paces = [pace for post in found if (pace := flow.pace(_moments(post)))]
    return median(paces) if paces else None


def _to_clarify(event: Event) -> dict[str, Any]:
    open_ = unsettled.count(event.id)
    note = ngettext("%(num)s double entry", "%(num)s double entries", open_.conflicts) if open_.conflicts else _("see them")
    return _figure(_("To clarify"), formats.number(open_.total, current()), note=note, href=url_for("clarify.index"), public=False)


def _figure(
    label: str, value: str, *, of: int | None = None, unit: str | None = None, note: str | None = None, href: str | None = None,
    public: bool = True,
) -> dict[str, Any]:
    total = f"/ {formats.number(of, current())}" if of is not None else unit
    return {"label": label, "value": value, "of": total, "note": note, "href": href, "public": public}


def _share(come: int, everybody: int) -> str | None:
    return _("%(percent)s %% of those expected", percent=100 * come // everybody) if everybody else None


def _people(**view: str) -> str | None:
    return url_for("people.index", **view) if may(Permission.see_people) else None


def _moments(post: Post) -> list[int]:
    return [milliseconds(each) for each in post.moments]


def _overfull(event: Event, inside: int) -> dict[str, Any] | None:
    """Lanes that could not know of each other may have let in too many."""
    if event.room_limit is None or inside <= event.room_limit:
        return None
    over = inside - event.room_limit
    fact = ngettext("%(num)s person more than the room may hold.", "%(num)s people more than the room may hold.", over)
    return {"fact": fact, "text": _("Tell the lanes: nobody comes in until enough have left."), "action": None}


def _advice(event: Event, found: list[Post], at: datetime, entries: list[tuple[int, int]], left: int) -> dict[str, Any] | None:
    """Whether the lanes suffice, and when everybody is in."""
    ms = milliseconds(at)
    loads = [flow.load(_moments(post), ms) for post in found]
    advice = flow.advise(loads)
    if advice is None:
        return None
    action = (_("Pair a phone"), url_for("devices.invite")) if may(Permission.manage_door) else None
    forecast = _forecast(event, entries, left, ms)
    if advice is Lanes.open_another:
        text = _("Each lane works without a pause, so people wait behind it.")
        return {"fact": _("Open another lane."), "text": f"{text} {forecast}".strip(), "action": action}
    working = sum(load > 0 for load in loads)
    busiest = _("The busiest one works %(percent)s %% of the time.", percent=round(100 * max(loads)))
    fact = ngettext("%(num)s lane suffices.", "%(num)s lanes suffice.", working)
    return {"fact": fact, "text": f"{busiest} {forecast}".strip(), "action": None}


def _forecast(event: Event, entries: list[tuple[int, int]], left: int, at: int) -> str:
    when = flow.all_in_at((moment_ for _lane, moment_ in entries), left, at)
    if when is None:
        return ""
    return ngettext(
        "At this pace the %(num)s person still expected is in by %(time)s.",
        "At this pace the %(num)s people still expected are in by %(time)s.",
        left, time=formats.time(moment(when), event.zone, current()),
    )  # fmt: skip


def _post(event: Event, post: Post, at: datetime) -> dict[str, Any]:
    lang, seconds = current(), flow.pace(_moments(post))
    return {
        "name": lane_name(post.lane, lang),
        "where": phone_name(post.device) if post.device else _("the desk"),
        "who": post.operator or "–",
        "arrived": formats.number(post.entries, lang),
        "median": _("%(seconds)s s", seconds=formats.decimal(f"{seconds / 1000:.1f}", lang)) if seconds else "–",
        "last": formats.time(post.last_at, event.zone, lang) if post.last_at else "–",
        "state": _state(post, at),
    }


def _state(post: Post, at: datetime) -> dict[str, Any]:
    phone = post.device
    if phone is None:
        return {"kind": None, "label": _("at the desk")}
    silent = milliseconds(at) - milliseconds(phone.last_seen_at) if phone.last_seen_at else None
    if silent is None or silent > SILENT_AFTER:
        minutes = silent // flow.MINUTE if silent is not None else None
        text = ngettext("no news for %(num)s minute", "no news for %(num)s minutes", minutes) if minutes else _("no news yet")
        return {"kind": "attention", "label": text}
    if phone.unsent:
        return {"kind": "attention", "label": ngettext("%(num)s unsent scan", "%(num)s unsent scans", phone.unsent)}
    return {"kind": None, "label": _("online")}


def _latest(event: Event) -> list[dict[str, Any]]:
    people = live.awaited(event.id)
    hosts = following.hosts(event.id) if people else None
    return [
        {
            "time": formats.time(person.arrived_at, event.zone, current(), in_column=True), "name": person.full_name,
            "note": _("VIP") if person.vip else pick(person.category.label, current()),
            "text": _("%(host)s is told", host=host) if hosts and (host := hosts.of(person)) else person.organisation_name,
        }
        for person in people
    ]  # fmt: skip
