"""The event as a file for one person's calendar (RFC 5545).

Nobody is invited by it (METHOD:PUBLISH, no organizer, no attendee), so no answer is ever sent. UID
stays the same for a registration and SEQUENCE grows, so that a change or a cancellation replaces it.
"""

from datetime import date, datetime
from functools import lru_cache
from urllib.parse import urlsplit

import icalendar
from flask import current_app
from flask_babel import gettext as _

from app.core.addresses import absolute
from app.core.languages import pick
from app.events.models import Event, EventState
from app.registration.models import Registration, Status

BEGIN = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Medicen Day//Registration//EN\r\nCALSCALE:GREGORIAN\r\n"
    b"METHOD:PUBLISH\r\n"
)
END = b"END:VCALENDAR\r\n"
EUROPE_PARIS = """\
BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


def entry(registration: Registration, at: datetime) -> bytes:
    """The calendar file: CRLF, lines folded at 75 octets. Without a place, or if the event is off, it cancels the entry.

    Call it inside `force_locale(registration.language)`; `at` is now.
    """
    zone = _timezone(registration.event.timezone, registration.event.starts_at.year)
    return BEGIN + zone + _event(registration, at).to_ical() + END


def _event(registration: Registration, at: datetime) -> icalendar.Event:
    event, lang = registration.event, registration.language
    host = urlsplit(current_app.config["BASE_URL"]).hostname
    component = icalendar.Event()
    component.add("uid", f"registration-{registration.id}@{host}")
    component.add("sequence", event.calendar_sequence + registration.calendar_sequence)
    component.add("dtstamp", at)
    component.add("dtstart", event.starts_at.astimezone(event.zone))
    component.add("dtend", event.ends_at.astimezone(event.zone))
    component.add("summary", pick(event.name, lang))
    component.add("location", _place(event, lang))
    component.add("description", _("Your ticket stands behind the link in your confirmation mail."))
    component.add("url", absolute("registration.show", lang=lang, slug=event.slug))
    component.add("status", "CONFIRMED" if takes_place(registration) else "CANCELLED")
    return component


def takes_place(registration: Registration) -> bool:
    """Whether the person is expected on that date. A postponed event has none: it leaves the calendar
    until the next one is known."""
    off = registration.event.state in (EventState.cancelled, EventState.postponed)
    return registration.status is Status.confirmed and not off


def _place(event: Event, lang: str) -> str:
    return ", ".join(filter(None, (pick(event.venue, lang), *pick(event.address, lang).splitlines())))


@lru_cache(maxsize=8)
def _timezone(name: str, year: int) -> bytes:
    if name == "Europe/Paris":
        return icalendar.Timezone.from_ical(EUROPE_PARIS).to_ical()
    return icalendar.Timezone.from_tzid(name, first_date=date(year, 1, 1), last_date=date(year + 1, 1, 1)).to_ical()
