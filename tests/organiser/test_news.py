"""Another date or place, postponed, called off: who is told, once."""

from datetime import timedelta
from email import policy
from email.parser import BytesParser

import icalendar
import pytest

from app.audit.service import SYSTEM, record
from app.core.errors import DomainError
from app.events.models import EventState
from app.events.service import change, set_state
from app.jobs import worker
from app.mailing import announcing
from app.registration.models import Status
from tests import factories


@pytest.fixture
def mails(app, outbox):
    parser = BytesParser(policy=policy.default)
    return lambda: (worker.drain(app.extensions["job_handlers"]), [parser.parsebytes(each.content) for each in outbox])[1]


@pytest.fixture
def crowd(event, attendee):
    """Confirmed, waiting, and gone."""
    factories.registration(event, status=Status.waitlisted)
    factories.registration(event, status=Status.cancelled)
    return attendee


def entry(mail):
    """The event in the attached calendar."""
    (file,) = [part for part in mail.iter_attachments() if part.get_content_type() == "text/calendar"]
    return icalendar.Calendar.from_ical(file.get_content()).walk("VEVENT")[0]


def move(desk, place, event):
    """Save another start; where that leads."""
    starts = event.starts_at.astimezone(event.zone)
    return desk.submit(desk.page(place("settings/dates")), "Save the settings", starts_at=f"{starts:%Y-%m-%d}T11:00")


def test_a_changed_hour_leads_to_whom_to_tell(desk, place, event, crowd, mails):
    before = event.calendar_sequence
    page = desk.page(move(desk, place, event).location)
    assert page.heading == "Date, hours or place changed"
    assert "2 people" in page.text and crowd.full_name in page.text
    assert all("ce qui change" not in mail["Subject"] for mail in mails())
    desk.submit(page, "Tell 2 people")
    told = {mail["To"]: mail for mail in mails() if "ce qui change" in mail["Subject"]}
    assert len(told) == 2
    assert entry(told[crowd.email])["SEQUENCE"] == before + 1 + crowd.calendar_sequence


def test_who_is_told_once_is_not_asked_about_again(desk, place, event, crowd, mails):
    desk.submit(desk.page(move(desk, place, event).location), "Tell 2 people")
    assert "Nobody has been told yet" not in desk.page(place("settings")).text
    assert "there is nothing to tell" in desk.page(place("messages/news")).text


def test_it_can_wait_and_settings_remind_of_it(desk, place, event, crowd):
    move(desk, place, event)
    page = desk.page(place("settings"))
    assert "Nobody has been told yet" in page.text
    assert "Tell 2 people" in desk.page(page.link("Tell people")).text


def test_what_waits_already_does_not_stand_in_the_way_of_other_settings(desk, place, event, crowd):
    move(desk, place, event)
    answer = desk.submit(desk.page(place("settings/places")), "Save the settings", capacity="250")
    assert answer.location.endswith("/settings")
    assert "Nobody has been told yet" in desk.page(answer.location).text


def test_what_was_set_back_before_anybody_was_told_is_no_news(desk, place, event, crowd):
    before = event.starts_at.astimezone(event.zone)
    move(desk, place, event)
    answer = desk.submit(desk.page(place("settings/dates")), "Save the settings", starts_at=f"{before:%Y-%m-%dT%H:%M}")
    assert answer.location.endswith("/settings")
    assert "Nobody has been told yet" not in desk.page(answer.location).text
    assert "there is nothing to tell" in desk.page(place("messages/news")).text


def test_what_was_set_back_after_people_were_told_is_news(event, crowd):
    usual = event.venue
    change(event.id, {"venue": {"fr": "Ailleurs", "en": "Elsewhere"}}, by=SYSTEM)
    announcing.tell(event, announcing.untold(event), expected=2, by=SYSTEM, account=factories.account(event))
    change(event.id, {"venue": usual}, by=SYSTEM)
    assert announcing.dry_run(event, announcing.untold(event)).reached == 2


def test_who_registered_before_it_was_set_back_is_told_alone(event, crowd):
    usual = event.venue
    change(event.id, {"venue": {"fr": "Ailleurs", "en": "Elsewhere"}}, by=SYSTEM)
    factories.registration(event)
    change(event.id, {"venue": usual}, by=SYSTEM)
    assert announcing.dry_run(event, announcing.untold(event)).reached == 1


def test_what_changed_before_the_event_was_published_is_no_news(event, crowd):
    change(event.id, {"venue": {"fr": "Ailleurs", "en": "Elsewhere"}}, by=SYSTEM)
    published = {"from": "draft", "to": "published"}
    record("event.state", by=SYSTEM, event_id=event.id, object_type="event", object_id=event.id, detail=published)
    assert announcing.untold(event) is None


def test_an_event_that_is_called_off_after_a_postponement_was_told_is_news(event, crowd):
    set_state(event.id, EventState.postponed, by=SYSTEM)
    announcing.tell(event, announcing.untold(event), expected=2, by=SYSTEM, account=factories.account(event))
    set_state(event.id, EventState.cancelled, by=SYSTEM)
    assert announcing.untold(event).kind is announcing.MailKind.event_cancelled


def test_who_registers_afterwards_knows_it(desk, place, event, crowd):
    move(desk, place, event)
    factories.registration(event)
    assert "Tell 2 people" in desk.page(place("messages/news")).text


def test_other_settings_tell_nobody(desk, place, event, crowd):
    answer = desk.submit(desk.page(place("settings/places")), "Save the settings", capacity="250")
    assert answer.location.endswith("/settings")


@pytest.mark.parametrize(("button", "says"), [("Cancel the event", "is called off"), ("Postpone the event", "is postponed")])
def test_an_event_that_is_off_leaves_calendars_with_the_same_uid(desk, place, event, crowd, mails, button, says):
    desk.submit(desk.page(desk.page(place("settings")).link(button)), button)
    desk.submit(desk.page(place("messages/news")), "Tell 2 people")
    mail = next(mail for mail in mails() if mail["To"] == crowd.email)
    off = entry(mail)
    assert says in mail["Subject"] or "annulé" in mail["Subject"] or "reporté" in mail["Subject"]
    assert (off["STATUS"], off["UID"].split("@")[0]) == ("CANCELLED", f"registration-{crowd.id}")
    assert off["SEQUENCE"] == event.calendar_sequence + crowd.calendar_sequence == 1


def test_a_new_date_after_a_postponement_brings_it_back(event, crowd, desk, place, mails):
    set_state(event.id, EventState.postponed, by=SYSTEM)
    for name in ("controller", "dpo", "rights_contact", "sender_name", "day_phone"):
        setattr(event, name, "Medicen")
    event.legal_basis = event.recipients = {"fr": "x"}
    set_state(event.id, EventState.published, by=SYSTEM)
    change(event.id, {"ends_at": event.ends_at + timedelta(hours=1)}, by=SYSTEM)
    desk.submit(desk.page(place("messages/news")), "Tell 2 people")
    again = entry(next(mail for mail in mails() if mail["To"] == crowd.email))
    assert (again["STATUS"], again["SEQUENCE"]) == ("CONFIRMED", 3)


def test_a_draft_tells_nobody(event, crowd, desk, place):
    event.state = EventState.draft
    change(event.id, {"venue": {"fr": "Ailleurs"}}, by=SYSTEM)
    assert "Nobody has been told yet" not in desk.page(place("settings")).text


def test_what_a_colleague_told_meanwhile_is_not_told_twice(event, crowd):
    change(event.id, {"venue": {"fr": "Ailleurs", "en": "Elsewhere"}}, by=SYSTEM)
    news, account = announcing.untold(event), factories.account(event)
    announcing.tell(event, news, expected=2, by=SYSTEM, account=account)
    with pytest.raises(DomainError) as refusal:
        announcing.tell(event, news, expected=2, by=SYSTEM, account=account)
    assert refusal.value.code == "told"
