"""The public page of an event, put into words: what `registration/event.html` shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from zlib import crc32

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.core import formats
from app.core.languages import pick
from app.events.life import takes_registrations
from app.events.models import Category, Entry, Event, EventState, FormMode, Session
from app.registration import counting, session_room
from app.registration.room import Room

FIRST_SPEAKERS = 6


@dataclass(frozen=True)
class Notice:
    fact: str
    text: str


def context(event: Event, lang: str, at: datetime) -> dict[str, Any]:
    """All that the template needs, in `lang`. Of a draft nothing leads to other pages: they are closed."""
    room = counting.room(event, at)
    people, draft = list(_speakers(event, lang)), event.state is EventState.draft
    return {
        "event": event,
        "page": _page(event, room, lang, at),
        "programme": list(_programme(event, lang)),
        "speakers": people if draft else people[:FIRST_SPEAKERS],
        "all_speakers": None if draft else _all_speakers(event, people),
        "categories": [_category(c, room, lang, event.shows_seats) for c in event.categories if c.public],
        "practical": list(_practical(event, lang)),
        "category_css": category_css_url(event),
    }


def category_css(event: Event) -> str:
    """The categories' colours as classes; data of the organisers, checked when they are saved."""
    return "".join(f".cat-{c.code}{{--band:{c.band};--band-text:{c.text}}}\n" for c in event.categories)


def category_css_url(event: Event) -> str:
    """Where they stand; another address once they change."""
    version = f"{crc32(category_css(event).encode()):08x}"
    return url_for("registration.category_css", slug=event.slug, revision=version)


def _page(event: Event, room: Room, lang: str, at: datetime) -> dict[str, Any]:
    opened = takes_registrations(event, at)
    seats = event.shows_seats and opened
    by_invitation = any(category.entry is Entry.invitation for category in event.categories)
    return {
        "name": pick(event.name, lang),
        "pitch": pick(event.summary, lang),
        "register_url": _form_url(event) if opened else None,
        "register_label": _("Register") if room.free else _("Join the waiting list"),
        "invitation_url": url_for("invitation.show", slug=event.slug) if opened and by_invitation else None,
        "closed_notice": _closed(event, room, lang, at),
        "taken": room.taken if seats else None,
        "total": event.capacity if seats else None,
        "facts": _facts(event, lang),
        "programme_note": pick(event.programme_note, lang) or None,
        "rooms_note": None,
        "closing": _closing(event, room, opened, seats),
        "contact": event.reply_to,
        "own_link_url": None if event.state is EventState.draft else url_for("registration.find", slug=event.slug),
        "map_url": event.map_url or None,
    }


def _form_url(event: Event) -> str:
    """Where the form begins; straight to the first step, without the redirect."""
    if event.form_mode is FormMode.steps:
        return url_for("registration_form.step", slug=event.slug, name="you")
    return url_for("registration_form.start", slug=event.slug)


def _closing(event: Event, room: Room, opened: bool, seats: bool) -> str:
    if not opened:
        return _("Registration is closed.")
    if not room.free:
        return _("The waiting list is open.")
    if not seats:
        return _("There is a place for you.")
    return ngettext("%(num)s place is left.", "%(num)s places are left.", room.free)


def _closed(event: Event, room: Room, lang: str, at: datetime) -> Notice | None:
    """Why nobody, or nobody without waiting, can register now; and what to do."""
    write = _("Questions: %(address)s.", address=event.reply_to)
    if event.state is EventState.cancelled:
        return Notice(_("This event is cancelled."), write)
    if event.state is EventState.postponed:
        return Notice(_("This event is postponed."), _("Places stay; the new date follows by mail."))
    if event.state is EventState.past or at > event.ends_at:
        return Notice(_("This event is over."), write)
    if event.state is EventState.draft:
        return Notice(_("This is a preview."), _("Nobody sees this page before it is published."))
    if at < event.opens_at:
        opens = formats.moment(event.opens_at, event.zone, lang)
        return Notice(_("Registration opens on %(moment)s.", moment=opens), write)
    if not takes_registrations(event, at):
        return Notice(_("Registration is closed."), write)
    if not room.free:
        return Notice(
            _("All places are taken."),
            _("Join the waiting list: a freed place is offered in the order of registration."),
        )
    return None


def _facts(event: Event, lang: str) -> list[tuple[str, str]]:
    zone = event.zone
    day = formats.day(event.starts_at, zone, lang)
    until = _("until %(day)s,\nin three minutes", day=formats.short_day(event.closes_at, zone, lang))
    facts = [
        (_("When"), f"{day[:1].upper()}{day[1:]}\n{formats.hours(event.starts_at, event.ends_at, zone, lang)}"),
        (_("Where"), "\n".join(filter(None, (pick(event.venue, lang), pick(event.district, lang))))),
        (_("Price"), pick(event.price, lang)),
        (_("Registration"), until),
    ]
    return [(term, value) for term, value in facts if value]


def _programme(event: Event, lang: str) -> Iterator[dict[str, Any]]:
    """Rows by hour; sessions that share a slot's heading stand side by side under it."""
    free = session_room.free(event)
    for (start, slot), group in groupby(event.sessions, key=lambda s: (s.starts_at, pick(s.slot, lang))):
        parallel = list(group)
        if not slot:
            for session in parallel:
                yield _row(session, event, lang)
            continue
        minutes = round((parallel[0].ends_at - start).total_seconds() / 60)
        yield {
            "time": formats.time(start, event.zone, lang, in_column=True),
            "datetime": start.astimezone(event.zone).isoformat(),
            "title": slot,
            "note": None,
            "where": ngettext("%(num)s minute", "%(num)s minutes", minutes),
            "parallel": [_choice(s, free, lang) for s in parallel],
        }


def _row(session: Session, event: Event, lang: str) -> dict[str, Any]:
    names = ", ".join(person["name"] for person in session.speakers)
    return {
        "time": formats.time(session.starts_at, event.zone, lang, in_column=True),
        "datetime": session.starts_at.astimezone(event.zone).isoformat(),
        "title": pick(session.title, lang),
        "note": pick(session.detail, lang) or names or None,
        "where": pick(session.room, lang) or None,
        "parallel": [],
    }


def _choice(session: Session, free: dict[int, int], lang: str) -> dict[str, Any]:
    left = free.get(session.id)
    seats = None
    if left is not None:
        seats = (
            ngettext("%(num)s place left", "%(num)s places left", left) if left > 0 else _("Full, waiting list open")
        )
    return {"title": pick(session.title, lang), "note": None, "where": pick(session.room, lang) or None, "seats": seats}


def _speakers(event: Event, lang: str) -> Iterator[dict[str, str]]:
    seen = set()
    for session in event.sessions:
        for person in session.speakers:
            if person["name"] not in seen:
                seen.add(person["name"])
                yield {"name": person["name"], "role": pick(person.get("function", {}), lang)}


def _all_speakers(event: Event, people: list[dict[str, str]]) -> tuple[str, str] | None:
    if len(people) <= FIRST_SPEAKERS:
        return None
    label = ngettext("All %(num)s speakers", "All %(num)s speakers", len(people))
    return label, url_for("registration.speakers", slug=event.slug)


def speakers(event: Event, lang: str) -> list[dict[str, str]]:
    """Everybody who speaks, in the order of the programme."""
    return list(_speakers(event, lang))


def _category(category: Category, room: Room, lang: str, shows_seats: bool) -> dict[str, Any]:
    policies = {
        Entry.automatic: _("Immediate for members") if category.member_check else _("Immediate"),
        Entry.approval: _("Answer within two days"),
        Entry.invitation: _("By invitation"),
    }
    return {
        "code": category.code,
        "shape": category.shape,
        "label": pick(category.label, lang),
        "policy": policies[category.entry],
        "seats": _seats_left(category, room) if shows_seats else "",
    }


def _seats_left(category: Category, room: Room) -> str:
    left = min(room.categories[category.id].left, room.free) if category.counts else room.categories[category.id].left
    if left <= 0:
        return _("Full, waiting list")
    return "" if category.quota is None else ngettext("%(num)s place", "%(num)s places", left)


def _practical(event: Event, lang: str) -> Iterator[tuple[str, list[str]]]:
    address = ["\n".join(filter(None, (pick(event.venue, lang), pick(event.address, lang))))]
    blocks = [
        (_("Address"), address),
        (_("Transport"), pick(event.transport, lang).splitlines()),
        (_("Accessibility"), pick(event.accessibility, lang).splitlines()),
    ]
    for heading, lines in blocks:
        if any(lines):
            yield heading, [line for line in lines if line]
