from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from flask_babel import force_locale

from app.core.clock import now
from app.extensions import db
from app.mailing import calendar
from app.registration.links import token_for
from app.registration.models import Status
from tests.mailing.cast import MOMENT, medicen_day, person


@pytest.fixture
def registration():
    return person(medicen_day())


def entry(registration) -> bytes:
    with force_locale(registration.language):
        return calendar.entry(registration, MOMENT)


def component(registration) -> icalendar.Event:
    (event,) = icalendar.Calendar.from_ical(entry(registration)).walk("VEVENT")
    return event


def test_it_says_what_when_and_where(registration):
    event = component(registration)
    assert event["SUMMARY"] == "Medicen Day 2027"
    assert event["LOCATION"] == "Espace Claude-Bernard, 9, rue Claude-Bernard, 75005 Paris"
    assert event["DTSTART"].dt == registration.event.starts_at
    assert event["DTEND"].dt == registration.event.ends_at
    assert event["STATUS"] == "CONFIRMED"


def test_nobody_is_invited_by_it(registration):
    text = entry(registration).decode()
    assert "METHOD:PUBLISH" in text
    assert "ORGANIZER" not in text and "ATTENDEE" not in text


def test_it_tells_nothing_that_opens_anything(registration):
    text = entry(registration).decode().replace("\r\n ", "")
    assert token_for(registration).partition(".")[0] not in text
    assert registration.reference not in text


def test_lines_end_with_crlf_and_are_folded_at_75_octets(registration):
    registration.event.venue = {"fr": "Île‑de‑France, grand amphithéâtre de l’Espace Claude-Bernard " * 3}
    raw = entry(registration)
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.split(b"\r\n"))) <= 75
    assert "grand amphithéâtre" in component(registration)["LOCATION"]


def test_a_change_and_a_cancellation_replace_the_entry(registration):
    first = component(registration)
    registration.event.calendar_sequence += 1
    changed = component(registration)
    registration.status = Status.cancelled
    registration.calendar_sequence += 1
    ended = component(registration)
    assert first["UID"] == changed["UID"] == ended["UID"]
    assert first["SEQUENCE"] < changed["SEQUENCE"] < ended["SEQUENCE"]
    assert ended["STATUS"] == "CANCELLED"


@pytest.mark.parametrize("month", [1, 3, 7, 10, 12])
def test_paris_has_the_hours_that_paris_has(registration, month):
    event = registration.event
    event.starts_at = datetime(2027, month, 28, 7, 0, tzinfo=UTC)
    event.ends_at = event.starts_at + timedelta(hours=9)
    parsed = icalendar.Calendar.from_ical(entry(registration))
    (zone,) = parsed.walk("VTIMEZONE")
    (start,) = [each["DTSTART"] for each in parsed.walk("VEVENT")]
    assert start.params["TZID"] == zone["TZID"] == "Europe/Paris"
    wall_clock = start.dt.replace(tzinfo=None)
    assert wall_clock - event.starts_at.replace(tzinfo=None) == zone.to_tz().utcoffset(wall_clock)


def test_other_zones_are_described_too(registration):
    registration.event.timezone = "America/Cayenne"
    assert b"TZID:America/Cayenne" in entry(registration)


def test_it_can_be_fetched_with_ones_own_link(client, registration):
    db.session.commit()
    answer = client.get(f"/fr/r/{token_for(registration)}/calendar.ics")
    assert answer.content_type == "text/calendar; charset=utf-8"
    (event,) = icalendar.Calendar.from_ical(answer.data).walk("VEVENT")
    assert event["UID"] == component(registration)["UID"]
    assert event["DTSTAMP"].dt <= now()


def test_without_the_link_there_is_none(client, registration):
    assert client.get("/fr/r/nothing/calendar.ics").status_code == 404
