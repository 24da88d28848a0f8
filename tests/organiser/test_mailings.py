"""Messages to many: to whom, when, how far, and stopped."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
import time_machine

from app.core.clock import now
from app.extensions import db
from app.jobs import worker
from app.mailing.models import Mailing, MailingRecipient, MailingState, RecipientState
from app.mailing.service import flag
from app.registration.models import CancelReason, Status
from tests import factories

WORDS = {"body_fr": "Bonjour {{ name }}, venez.", "body_en": "Hello {{ name }}, come."}


@pytest.fixture
def letters(app, outbox):
    """What leaves; every mail that is due leaves when `letters()` is called."""
    return lambda: (worker.drain(app.extensions["job_handlers"]), outbox)[1]


@pytest.fixture
def crowd(event):
    """Five who can be written to and one of each who cannot."""
    people = [factories.registration(event) for _ in range(5)]
    factories.registration(event, email=None)
    flag(factories.registration(event).email, "550 no such user")
    factories.registration(event, status=Status.cancelled, cancel_reason=CancelReason.attendee)
    factories.registration(event, status=Status.cancelled, cancel_reason=CancelReason.merged)
    db.session.flush()
    return people


@pytest.fixture
def write(desk, place):
    """write("?status=pending"): the page that writes to that view."""
    return lambda view="": desk.page(place("messages/to-many/write") + view)


def states(mailing):
    rows = sa.select(MailingRecipient.state, sa.func.count()).group_by(MailingRecipient.state)
    return dict(db.session.execute(rows.where(MailingRecipient.mailing_id == mailing.id)).all())


def the_mailing():
    return db.session.scalars(sa.select(Mailing)).one()


def test_the_list_leads_to_a_message_to_what_it_shows(desk, place, crowd):
    page = desk.page(desk.page(place("people?status=cancelled")).link("Write to this view"))
    assert "Status: Cancelled" in page.text and "Send it to 1 person" in page.text


def test_the_dry_run_says_who_is_left_out_and_why(write, crowd):
    said = write().texts(".facts dd")
    assert said[:2] == ["All", "5 people"]
    assert said[2] == (
        "1 is merged into another registration, 1 is cancelled or refused, 1 has no address, "
        "1 has an address that takes no mail"
    )


def test_where_nobody_can_be_written_to_the_page_says_why_and_leads_to_the_list(desk, write, event):
    page = write("?status=pending")
    assert "Nobody is in this view." in page.text and not page.all("main form")
    assert desk.page(page.link("Back to the list")).heading == "Registrations"
    factories.registration(event, email=None)
    page = write()
    assert "1 has no address" in page.text and "Each is left out, for the reasons above." in page.text


def test_as_many_as_the_dry_run_said_are_written_to_once(desk, write, crowd, letters):
    desk.submit(write(), "Send it to 5 people", **WORDS)
    sent = letters()
    assert sorted(letter.recipient for letter in sent) == sorted(person.email for person in crowd)
    assert states(the_mailing()) == {RecipientState.sent: 5}
    assert letters() == sent and the_mailing().state is MailingState.done


def test_the_words_are_those_of_the_persons_language(desk, write, event, letters):
    factories.registration(event, first_name="Zoë", last_name="", language="en")
    desk.submit(write(), "Send it to 1 person", **WORDS)
    assert b"Hello Zo=C3=AB, come." in letters()[0].content


def test_a_list_that_changed_meanwhile_is_looked_at_again(desk, write, event, crowd, letters):
    page = write()
    factories.registration(event)
    answer = desk.submit(page, "Send it to 5 people", **WORDS).page
    assert "it would go to 6 people now" in answer.text and letters() == []
    desk.submit(answer, "Send it to 6 people")
    assert len(letters()) == 6


def test_it_waits_for_its_hour_where_the_event_is(desk, write, crowd, letters):
    desk.submit(write(), "Send it to 5 people", send_at="2040-03-26T09:30", **WORDS)
    assert the_mailing().due_at == datetime(2040, 3, 26, 7, 30, tzinfo=UTC)  # summer time since the day before
    with time_machine.travel(datetime(2040, 3, 26, 7, 29, 59, tzinfo=UTC), tick=False) as clock:
        assert letters() == []
        clock.shift(1)
        assert len(letters()) == 5


def test_pressed_twice_it_goes_out_once(desk, write, crowd, letters):
    page = write()
    answers = [desk.submit(page, "Send it to 5 people", **WORDS) for _press in range(2)]
    assert answers[0].location == answers[1].location and len(letters()) == 5


def test_other_words_from_the_same_page_are_another_message(desk, write, crowd, letters):
    page = write()
    for body in ("Come.", "Come at noon."):
        desk.submit(page, "Send it to 5 people", **WORDS | {"body_en": body})
    assert len(letters()) == 10


def test_an_hour_that_clocks_jump_over_is_refused(desk, write, crowd):
    page = desk.submit(write(), "Send it to 5 people", send_at="2027-03-28T02:30", **WORDS).page
    assert "clocks jump over this hour" in page.text


@pytest.mark.parametrize("typed", ["0001-01-01T00:00", "9999-12-31T23:59", "2027-02-30T09:00", "tomorrow"])
def test_a_moment_that_nobody_means_is_refused_beside_its_box(desk, write, crowd, letters, typed):
    page = desk.submit(write(), "Send it to 5 people", send_at=typed, **WORDS).page
    assert page.title.startswith("Error:") and len(page.texts(".error-summary a")) == 1
    assert letters() == []


def test_the_rest_is_stopped(desk, place, write, crowd, letters):
    desk.submit(write(), "Send it to 5 people", send_at="2040-03-28T12:30", **WORDS)
    mailing = the_mailing()
    answer = desk.submit(desk.page(place(f"messages/to-many/{mailing.id}")), "Stop the rest")
    assert "5 people will not be written to" in desk.page(answer.location).text
    with time_machine.travel(datetime(2040, 4, 1, tzinfo=UTC)):
        assert letters() == []
    assert (mailing.state, states(mailing)) == (MailingState.cancelled, {RecipientState.stopped: 5})


def test_whoever_is_in_the_outbox_is_stopped_too(desk, place, write, crowd, app, letters):
    desk.submit(write(), "Send it to 5 people", **WORDS)
    worker.drain(app.extensions["job_handlers"], limit=3)  # hands over, then two mails
    page = desk.page(place(f"messages/to-many/{the_mailing().id}"))
    desk.submit(page, "Stop the rest")
    assert len(letters()) == 2
    assert states(the_mailing()) == {RecipientState.sent: 2, RecipientState.stopped: 3}


def test_who_cancels_meanwhile_is_left_out(desk, write, crowd, letters):
    desk.submit(write(), "Send it to 5 people", **WORDS)
    crowd[0].status = Status.cancelled
    db.session.flush()
    assert len(letters()) == 4
    assert states(the_mailing())[RecipientState.left_out] == 1


def test_the_viewer_shows_what_the_team_wrote(desk, place, write, event, letters):
    factories.registration(event, language="en")
    desk.submit(write(), "Send it to 1 person", **WORDS)
    letters()
    page = desk.page(desk.page(place("messages")).link("Message of the team"))
    assert ", come." in page.one(".letter").text_content()


def test_without_words_nothing_is_sent(desk, write, crowd):
    page = desk.submit(write(), "Send it to 5 people", body_fr="", body_en="").page
    assert page.texts(".error-summary a") == ["Write something here.", "Write something here."]


def test_a_greeting_alone_goes_to_nobody(desk, write, crowd):
    page = desk.submit(write(), "Send it to 5 people", body_fr=WORDS["body_fr"]).page
    assert page.texts(".error-summary a") == ["This is only the greeting: write what you have to say."]
    assert not db.session.scalars(sa.select(Mailing)).all()


def test_nobody_gets_a_header_by_a_line_break(desk, write, event, letters):
    factories.registration(event)
    desk.submit(write(), "Send it to 1 person", **WORDS, subject_fr="Salut\r\nBcc: evil@example.com")
    head = letters()[0].content.partition(b"\r\n\r\n")[0]
    assert b"\nBcc" not in head


def test_it_stands_in_the_list_with_how_it_ended(desk, place, write, crowd, letters):
    desk.submit(write(), "Send it to 5 people", subject_en="Lunch is at noon", **WORDS)
    letters()
    row = desk.page(place("messages/to-many")).texts("tbody tr")[0]
    assert "Lunch is at noon" in row and "All, 5 people" in row and "Sent" in row


def test_messages_of_another_event_are_not_here(desk, place):
    elsewhere = factories.add(Mailing(event_id=factories.event().id, kind="message", due_at=now(), words={}))
    assert desk.get(place(f"messages/to-many/{elsewhere.id}")).status_code == 404


@pytest.mark.parametrize("role", ["receptionist", "reader"])
def test_writing_is_for_organisers(request, client, place, role):
    client.sign_in(request.getfixturevalue(role))
    assert client.get(place("messages/to-many/write")).status_code == 403
    assert client.post(place("messages/to-many/1/stop")).status_code == 403
