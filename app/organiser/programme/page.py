"""The programme put into words: sessions by hour, how full they are, and what a change means."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.checkin.points import CheckinPoint
from app.core import formats
from app.core.languages import current, pick
from app.events.models import Event, Session
from app.events.programme import Use
from app.extensions import db
from app.mailing import announcing
from app.organiser import texts
from app.organiser.doubts import below
from app.organiser.form_page import rows
from app.organiser.programme.forms import SessionForm
from app.registration import event_preview, session_room
from app.registration.form_pages import row
from app.registration.session_queue import overlap
from app.registration.session_room import Fill


def listed(event: Event) -> dict[str, Any]:
    """For organiser/programme/index.html."""
    fill, news = session_room.fill_of(event), announcing.untold_sessions(event)
    by_hour = groupby(event.sessions, key=lambda session: (session.starts_at, pick(session.slot, current())))
    return {
        "slots": [
            {
                "heading": heading or None,
                "sessions": [_row(session, fill.get(session.id, Fill())) for session in parallel],
            }
            for (_starts, heading), parallel in by_hour
        ],
        "untold": news and announcing.dry_run(event, news).reached,
        "tell_url": url_for("news.sessions"),
        "page_url": event_preview.page_url(event) + "#programme",
    }


def _row(session: Session, fill: Fill) -> dict[str, Any]:
    lang, zone = current(), session.event.zone
    speakers = [speaker["name"] for speaker in session.speakers]
    return {
        "id": session.id,
        "hours": formats.hours(session.starts_at, session.ends_at, zone, lang),
        "title": pick(session.title, lang),
        "speakers": ", ".join(speakers) or None,
        "room": pick(session.room, lang),
        "places": None if session.capacity is None else _places(session, fill),
        "places_url": url_for("people.index", session=session.id),
        "waiting": fill.waiting,
        "waiting_url": url_for("people.index", waits=session.id),
    }


def _places(session: Session, fill: Fill) -> str:
    held, capacity = (formats.number(number, current()) for number in (fill.held, session.capacity))
    return _("%(held)s of %(capacity)s", held=held, capacity=capacity)


def use_of(session: Session) -> Use:
    """Who chose a session, and where the door asks for it."""
    points = db.session.scalars(sa.select(CheckinPoint).where(CheckinPoint.session_id == session.id))
    chosen = session_room.fill_of(session.event).get(session.id, Fill()).chosen
    return Use(chosen, tuple(pick(point.label, current()) for point in points))


def doubts(session: Session, values: dict[str, Any]) -> list[str]:
    """What organisers should know before this is saved."""
    held, capacity = session_room.fill_of(session.event).get(session.id, Fill()).held, values["capacity"]
    return [*below(capacity, held), *_clashes(session, values)]


def _clashes(session: Session, values: dict[str, Any]) -> Iterator[str]:
    """Sessions that people have a place in, and could not be at any more."""
    moved = Session(starts_at=values["starts_at"], ends_at=values["ends_at"])
    for other in session.event.sessions:
        if other is not session and overlap(moved, other) and not overlap(session, other):
            both = session_room.hold_both(session.id, other.id)
            if both:
                yield ngettext(
                    "%(num)s person holds a place here and in “%(other)s”, which would overlap.",
                    "%(num)s people hold a place here and in “%(other)s”, which would overlap.",
                    both, other=pick(other.title, current()),
                )  # fmt: skip


def about_rows(form: SessionForm) -> list[dict[str, Any]]:
    languages = form.event.languages
    return [
        *texts.side_by_side(form, "title", languages),
        row("pair", fields=rows(form, "starts", "ends")),
        *texts.side_by_side(form, "room", languages),
        *rows(form, "capacity"),
        *texts.side_by_side(form, "slot", languages),
        *texts.side_by_side(form, "detail", languages),
    ]


def speaker_rows(form: SessionForm) -> list[dict[str, Any]]:
    languages = form.event.languages
    return [
        made
        for number in range(form.rows)
        for made in (*rows(form, f"speaker_{number}_name"), *texts.side_by_side(form, f"speaker_{number}", languages))
    ]
