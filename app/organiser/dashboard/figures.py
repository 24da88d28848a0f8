"""The dashboard in figures and words. No name stands here: readers see it too."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.accounts.access import may
from app.accounts.permissions import Permission
from app.checkin import live
from app.core import formats
from app.core.languages import current, pick
from app.events import readiness
from app.events.models import Event
from app.extensions import db
from app.mailing.queries import not_delivered
from app.organiser.dashboard import door
from app.organiser.dashboard.advice import Advice, Standing, advise
from app.registration import counting, queries
from app.registration.models import LIVE, Registration, Status
from app.registration.queries import Answered, Filters
from app.registration.room import Room
from app.registration.wording import unnamed

MOST_SHAPES = 600


def context(event: Event, counts: dict[Status, int], at: datetime) -> dict[str, Any]:
    """For organiser/dashboard/board.html. `counts`: people by status."""
    arrivals, lang = _arrivals(event), current()
    come, everybody = (sum(numbers) for numbers in zip((0, 0), *arrivals.values(), strict=True))
    day = formats.day(at, event.zone, lang)
    if live.is_on(event, at):
        shown = {**door.board(event, at, come, everybody), "shares": _arrived_shares(event, arrivals, lang), "seats": None}
    else:
        room = counting.room(event, at)
        shown = {
            "figures": _figures(counts, room, come, everybody), "advice": _advice(event, counts, room),
            "shares": _shares(event, room, lang), "seats": {"taken": room.taken, "total": event.capacity},
            "chart": None, "lanes": [], "latest": [], "actions": [],
        }  # fmt: skip
    return {
        "board": {
            "title": f"{day[:1].upper()}{day[1:]}, {formats.time(at, event.zone, lang)}",
            "presence": _presence(event, arrivals, lang),
            "presence_text": _("One shape, a person who has arrived; a dot, a person who is expected."),
            **shown,
        }
    }


def _arrivals(event: Event) -> dict[int, tuple[int, int]]:
    """(arrived, arrived or expected) by category."""
    arrived = Registration.arrived_at.is_not(None)
    rows = db.session.execute(
        sa.select(Registration.category_id, sa.func.count().filter(arrived), sa.func.count())
        .where(Registration.event_id == event.id, sa.or_(Registration.status == Status.confirmed, arrived))
        .group_by(Registration.category_id)
    )
    return {category_id: (come, everybody) for category_id, come, everybody in rows}


def _figures(counts: dict[Status, int], room: Room, come: int, everybody: int) -> list[dict[str, Any]]:
    unverified, active = counts.get(Status.unverified, 0), sum(counts.get(status, 0) for status in LIVE)
    offers = counts.get(Status.offered, 0)
    see_the_list, see_them = (_("see the list"), _("see them")) if may(Permission.see_people) else (None, None)
    offered = ngettext("%(num)s place offered", "%(num)s places offered", offers) if offers else see_the_list
    free = ngettext("%(num)s place is free", "%(num)s places are free", room.free)
    return [
        _figure(_("Active registrations"), active, ngettext("%(num)s not verified", "%(num)s not verified", unverified),
                of=_in_all(active, sum(counts.values())), status=Status.unverified),
        _figure(_("Places confirmed"), counts.get(Status.confirmed, 0), free, status=Status.confirmed),
        _figure(_("Waiting list"), counts.get(Status.waitlisted, 0), offered, status=Status.waitlisted),
        _figure(_("To approve"), counts.get(Status.pending, 0), see_them, status=Status.pending),
        _figure(_("Arrived"), come, see_them, of=f"/ {formats.number(everybody, current())}", arrived="yes"),
    ]  # fmt: skip


def _in_all(active: int, everybody: int) -> str | None:
    """Where some were refused or cancelled: how many the list has."""
    return _("of %(total)s", total=formats.number(everybody, current())) if everybody > active else None


def _figure(label: str, value: int, note: str | None, *, of: str | None = None, **view: str) -> dict[str, Any]:
    href = url_for("people.index", **view) if may(Permission.see_people) else None
    return {"label": label, "value": formats.number(value, current()), "of": of, "note": note, "href": href, "public": True}


def _shares(event: Event, room: Room, lang: str) -> list[dict[str, Any]]:
    """Places taken in each category, those without a name too, of its quota where it has one."""
    return [
        {
            "category": {"code": each.code, "shape": each.shape, "label": pick(each.label, lang)},
            "done": room.categories[each.id].all_taken,
            "total": each.quota,
            "note": unnamed(room.categories[each.id].unnamed),
        }
        for each in event.categories
    ]


def _arrived_shares(event: Event, arrivals: dict[int, tuple[int, int]], lang: str) -> list[dict[str, Any]]:
    """Who has arrived of those expected, by category."""
    return [
        {
            "category": {"code": each.code, "shape": each.shape, "label": pick(each.label, lang)},
            "done": arrivals[each.id][0], "total": arrivals[each.id][1], "note": "",
        }
        for each in event.categories if each.id in arrivals
    ]  # fmt: skip


def _presence(event: Event, arrivals: dict[int, tuple[int, int]], lang: str) -> list[dict[str, Any]] | None:
    """One shape a person, once somebody is there and while a page can hold them."""
    come, everybody = (sum(numbers) for numbers in zip((0, 0), *arrivals.values(), strict=True))
    if not come or everybody > MOST_SHAPES:
        return None
    return [
        {
            "category": {"code": each.code, "shape": each.shape, "label": pick(each.label, lang)},
            "present": arrivals[each.id][0], "expected": arrivals[each.id][1],
        }
        for each in event.categories if each.id in arrivals
    ]  # fmt: skip


def _advice(event: Event, counts: dict[Status, int], room: Room) -> dict[str, Any] | None:
    if not may(Permission.edit_people):
        return None
    undelivered, silent = queries.counts(
        queries.search(event.id, Filters(), not_delivered()),
        queries.search(event.id, Filters(answer=Answered.silent)),
    )
    standing = Standing(
        state=event.state,
        missing_settings=len(readiness.missing(event)),
        people=sum(counts.values()),
        pending=counts.get(Status.pending, 0),
        waiting=counts.get(Status.waitlisted, 0),
        free=room.free,
        undelivered=undelivered,
        silent=silent,
    )
    advice = advise(standing)
    return None if advice is None else _words(advice, standing)


def _words(advice: Advice, standing: Standing) -> dict[str, Any]:
    fact, text, label, url = {
        Advice.complete_settings: lambda: (
            ngettext("%(num)s setting is still empty.", "%(num)s settings are still empty.", standing.missing_settings),
            _("The law or your guests want them before the event is published."),
            _("Complete the settings"), url_for("settings.index"),
        ),
        Advice.publish: lambda: (
            _("The event is a draft."), _("Nobody can register before it is published."),
            _("Publish the event"), url_for("settings.index"),
        ),
        Advice.approve: lambda: (
            ngettext("%(num)s person waits for your answer.", "%(num)s people wait for your answer.", standing.pending),
            _("They hear from you by mail as soon as you decide."),
            _("Approve or refuse"), url_for("approval.show"),
        ),
        Advice.mend_addresses: lambda: (
            ngettext("%(num)s person gets no mail.", "%(num)s people get no mail.", standing.undelivered),
            _("The address may be mistyped: ask by phone."),
            _("See who"), url_for("people.index", mail="undelivered"),
        ),
        Advice.release_silent: lambda: (
            ngettext("%(num)s person has not said whether they come.", "%(num)s people have not said whether they come.", standing.silent),
            _("You can release their places to the waiting list, or call them first."),
            _("See who"), url_for("people.index", answer=Answered.silent.value),
        ),
        Advice.give_seats: lambda: (
            ngettext("%(num)s place is free while people wait.", "%(num)s places are free while people wait.", standing.free),
            _("A quota or the limit of an organisation keeps them waiting."),
            _("Offer them all the same"), url_for("beyond.show"),
        ),
        Advice.tell_people: lambda: (
            _("Nobody has registered yet."), _("Send the address of the event page to those you invite."),
            _("Add a person"), url_for("people.add"),
        ),
    }[advice]()  # fmt: skip
    return {"fact": fact, "text": text, "action": (label, url)}
