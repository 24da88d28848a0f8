"""One press that invites, or reminds, everybody who should be: counted before, sent once."""

import pytest
import sqlalchemy as sa
import time_machine

from app.audit.service import Actor
from app.core.clock import now
from app.extensions import db
from app.jobs import worker
from app.mailing.models import Mailing, MailingRecipient, RecipientState
from app.mailing.service import flag
from app.registration.owed import MailKind
from app.registration.service import guests
from tests import factories


@pytest.fixture
def letters(app, outbox):
    """What leaves; every mail that is due leaves when `letters()` is called."""
    return lambda: (worker.drain(app.extensions["job_handlers"]), outbox)[1]


@pytest.fixture
def crowd(event):
    """Three to invite, and one of each who is not written to; codes are nobody's."""
    three = [factories.guest(event) for _ in range(3)]
    registered, refuses, broken, sent = (factories.guest(event) for _ in range(4))
    factories.guest(event, email=None)
    factories.registration(event, email=registered.email)
    guests.want_none(refuses.address_print)
    flag(broken.email, "550")
    sent.invited_at = now()
    db.session.flush()
    return three


def invite(desk, place, **values):
    page = desk.page(place("invitations/to-many/invitation"))
    return desk.submit(page, **values)


TYPED = "%Y-%m-%dT%H:%M"


def half_way(event):
    """An hour at which registration is open."""
    return (now() + (event.closes_at - now()) / 2).astimezone(event.zone).replace(hour=9)


def states(mailing):
    return set(db.session.scalars(sa.select(MailingRecipient.state).where(MailingRecipient.mailing_id == mailing.id)))


def the_mailing(kind=MailKind.invitation):
    return db.session.scalars(sa.select(Mailing).where(Mailing.kind == kind)).one()


def test_the_dry_run_says_who_is_left_out_and_why(desk, place, crowd):
    page = desk.page(desk.page(place("invitations")).link("Send those not sent"))
    assert page.texts(".facts dd") == [
        "3 people",
        "1 has answered, 1 has an address that takes no mail, 1 wants no invitations, 1 was written to already",
    ]
    assert "Send it to 3 people" in page.text and "/i/" not in page.source


def test_where_nobody_is_left_to_write_to_the_page_says_why_and_leads_to_inviting(desk, place, event):
    page = desk.page(place("invitations/to-many/invitation"))
    assert "Nobody is invited by name yet" in page.text and not page.all("main form")
    assert desk.page(page.link("Invite a person")).heading == "Invite a person"
    factories.guest(event, invited_at=now())
    page = desk.page(place("invitations/to-many/invitation"))
    assert "1 was written to already" in page.text and "Each is left out, for the reasons above." in page.text


def test_as_many_as_the_dry_run_said_are_written_to_once(desk, place, crowd, letters):
    page = desk.page(place("invitations/to-many/invitation"))
    for _click in range(2):
        desk.submit(page, "Send it to 3 people")
    assert {letter.recipient for letter in letters()} == {guest.email for guest in crowd}
    assert len(letters()) == 3
    assert states(the_mailing()) == {RecipientState.sent}
    assert all(guest.invited_at for guest in crowd)


def test_who_waits_in_a_mailing_to_come_is_written_to_by_no_other(desk, place, event, crowd, letters):
    invite(desk, place, send_at=half_way(event).strftime(TYPED))
    assert "0 people" in desk.page(place("invitations/to-many/invitation")).text
    assert letters() == []


def test_a_reminder_leaves_at_its_hour_without_who_has_answered_meanwhile(desk, place, event, letters):
    silent, answers, declines, unsent = (factories.guest(event) for _ in range(4))
    for guest in (silent, answers, declines):
        guest.invited_at = now()
    hour = half_way(event)
    page = desk.page(place("invitations/to-many/reminder"))
    assert page.texts(".facts dd") == ["3 people", "1 was never sent"]
    desk.submit(page, send_at=hour.strftime(TYPED))
    assert letters() == []
    factories.registration(event, invitation_id=answers.id)
    guests.decline(declines, by=Actor("attendee"))
    db.session.commit()
    with time_machine.travel(hour, tick=False):
        assert [letter.recipient for letter in letters()] == [silent.email]
        assert states(the_mailing(MailKind.invitation_reminder)) == {RecipientState.sent, RecipientState.left_out}
    assert desk.page(place("invitations/to-many/reminder")).texts(".facts dd")[0] == "0 people"
    assert unsent.reminded_at is None


def test_a_changed_list_is_shown_again_before_anything_leaves(desk, place, event, crowd, letters):
    page = desk.page(place("invitations/to-many/invitation"))
    factories.guest(event)
    answer = desk.submit(page, "Send it to 3 people")
    assert "it would go to 4 people now" in answer.page.text and "Send it to 4 people" in answer.page.text
    assert letters() == []


def test_what_is_stopped_before_its_hour_may_be_sent_later(desk, place, crowd, letters, event):
    answer = invite(desk, place, send_at=half_way(event).strftime(TYPED))
    desk.submit(desk.page(answer.location), "Stop the rest")
    assert "3 people" in desk.page(place("invitations/to-many/invitation")).text


@pytest.mark.parametrize("what", ["nonsense", "message"])
def test_nothing_else_can_be_sent_to_guests(desk, place, what):
    assert desk.get(place(f"invitations/to-many/{what}")).status_code == 404


def test_the_mail_of_a_guest_offers_the_way_out_and_others_do_not(desk, place, event, letters):
    desk.submit(desk.page(place(f"invitations/{factories.guest(event).id}")), "Send the invitation")
    (letter,) = letters()
    assert b"\r\nList-Unsubscribe: <http" in letter.content and b"/no-invitations/" in letter.content
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in letter.content
    desk.submit(desk.page(place(f"people/{factories.registration(event).id}")), "Send the mail again")
    assert b"List-Unsubscribe" not in letters()[1].content
