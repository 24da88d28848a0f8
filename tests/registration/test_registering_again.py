"""Whoever cancelled and comes after all, and whoever was refused."""

from datetime import timedelta

import pytest
import time_machine

from app.audit.service import Actor
from app.core.clock import now
from app.credentials import service as credentials
from app.events.models import Entry
from app.extensions import db
from app.registration.models import CancelReason, Registration, Status
from app.registration.particulars import ConsentKind
from app.registration.questions.queries import said_by
from app.registration.service import handing_over, leaving
from app.registration.service.consenting import consent_given
from tests import factories
from tests.registration.form_filling import YOU, mails_about, open_event, own_address, send, walk_steps

AGAIN = "M’inscrire de nouveau"


@pytest.fixture
def event():
    made = open_event()
    credentials.open_event(made)
    return made


@pytest.fixture
def gone(event) -> Registration:
    """Cancelled the day before yesterday."""
    return cancelled(event)


def cancelled(event, **values) -> Registration:
    return factories.registration(event, **dict(
        status=Status.cancelled, cancel_reason=CancelReason.attendee, cancelled_from=Status.confirmed,
        cancelled_at=now() - timedelta(days=2), job_title="Directrice",
    ) | values)  # fmt: skip


def newest() -> Registration:
    db.session.expire_all()
    return db.session.scalars(db.select(Registration).order_by(Registration.id.desc())).first()


def test_one_press_makes_a_new_registration_of_what_was_known_and_leaves_the_old_one(client, event, gone):
    table = factories.question(event)
    db.session.add(factories.answer(gone, table, "12"))
    answer = client.submit(client.page(own_address(gone)), AGAIN)
    anew = newest()
    assert client.page(answer.location).heading == gone.full_name
    assert (anew.id != gone.id, anew.status, gone.status) == (True, Status.confirmed, Status.cancelled)
    assert (anew.job_title, anew.email, said_by(anew.id)) == ("Directrice", gone.email, {table.code: "12"})
    assert mails_about(anew) == ["confirmed"]


def test_consents_are_asked_anew(client, gone):
    client.submit(client.page(own_address(gone)), AGAIN)
    assert consent_given(newest(), ConsentKind.image) is None


def test_it_is_decided_as_new(client, event, gone):
    event.capacity = 0
    client.submit(client.page(own_address(gone)), AGAIN)
    assert newest().status is Status.waitlisted


def test_pressed_twice_it_is_one_and_the_old_link_does_not_open_the_new_page(client, gone):
    page = client.page(own_address(gone))
    client.submit(page, AGAIN)
    answer = client.submit(page, AGAIN)
    assert answer.location == page.address
    assert newest().id == gone.id + 1
    assert mails_about(newest()) == ["confirmed", "link"]


def test_within_the_hour_the_cancellation_is_taken_back_instead(client, event):
    page = client.page(own_address(cancelled(event, cancelled_at=now() - timedelta(minutes=5))))
    assert AGAIN not in page.text and "Revenir sur l’annulation" in page.text


def test_whoever_passed_the_place_on_may_come_too(client, event):
    giver = factories.badge_holder(event)
    to = handing_over.Details("Ștefan", email="stefan@example.com", organisation_name="Curie")
    handing_over.hand_over(event.id, giver.id, to, by=Actor("attendee"), language="fr")
    client.submit(client.page(own_address(giver)), AGAIN)
    assert newest().email == giver.email


@pytest.mark.parametrize("closed", [True, False])
def test_nobody_registers_again_who_lives_on_elsewhere_or_after_the_end(client, event, gone, closed):
    if closed:
        event.closes_at = now()
    else:
        gone.cancel_reason = CancelReason.merged
    assert AGAIN not in client.page(own_address(gone)).text
    assert client.post(own_address(gone, page="again")).status_code == 409
    assert newest().id == gone.id


def test_an_invitation_with_a_use_left_opens_its_category_once_more(client, event):
    speakers = factories.category(event, entry=Entry.invitation)
    code = factories.guest(event, category=speakers, email=None)
    client.submit(client.page(own_address(cancelled(event, category=speakers, invitation_id=code.id))), AGAIN)
    assert (newest().category_id, newest().status) == (speakers.id, Status.confirmed)


def test_a_managed_colleague_stays_managed(client, event):
    manager = dict(email=None, manager_email="x@curie.example", manager_key="x@curie.example")
    client.submit(client.page(own_address(cancelled(event, **manager))), AGAIN)
    assert (newest().address, newest().managed) == ("x@curie.example", True)


@pytest.mark.usefixtures("patient")
def test_the_form_of_somebody_cancelled_is_a_new_one_with_what_is_typed_now(client, event):
    gone = cancelled(event, email=YOU["email"])
    answer = send(client, walk_steps(client, event))
    assert client.page(answer.location).heading == "Regardez vos e‑mails"
    assert (newest().first_name, newest().status) == (YOU["first_name"], Status.unverified)
    assert (mails_about(newest()), mails_about(gone)) == (["verify"], [])


@pytest.mark.usefixtures("patient")
def test_the_form_of_somebody_refused_mails_a_link_to_the_contact(client, event):
    refused = factories.registration(event, email=YOU["email"], status=Status.refused, refusal_reason="Trop tard.")
    answer = send(client, walk_steps(client, event))
    assert client.page(answer.location).heading == "Regardez vos e‑mails"
    assert mails_about(refused) == ["link"]
    assert f"Trop tard. Une question ? Écrivez à {event.reply_to}." in client.page(own_address(refused)).text


def test_taking_back_too_late_points_to_the_button(client, event):
    person = factories.badge_holder(event)
    leaving.cancel(event.id, person.id, by=Actor("attendee"), reason=CancelReason.attendee)
    with time_machine.travel(now() + timedelta(minutes=61)):
        assert "inscrivez-vous de nouveau" in client.post(own_address(person, page="restore")).page.text
