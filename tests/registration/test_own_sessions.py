"""Attendees change their sessions behind their signed link."""

from datetime import timedelta

import pytest

from app.core.clock import now
from app.extensions import db
from app.registration.models import SeatState, Status
from app.registration.service.session_seats import wish
from tests import factories
from tests.registration.form_filling import own_address

CHANGE = "Changer mes sessions"


@pytest.fixture
def workshop(event):
    """One place."""
    return factories.session(event, title={"fr": "Essais cliniques"}, room={"fr": "Salle Pasteur"}, capacity=1)


@pytest.fixture
def other(event, workshop):
    """Begins before the workshop ends."""
    return factories.session(event, title={"fr": "Dispositifs"}, starts_at=workshop.starts_at + timedelta(minutes=30))


@pytest.fixture
def taken(event, workshop):
    """Somebody else has the one place."""
    return factories.session_seat(factories.registration(event), workshop)


def titles(person) -> dict[str, SeatState]:
    db.session.expire_all()
    return {seat.session.title["fr"]: seat.state for seat in person.seats}


def test_sessions_are_chosen_and_left(client, attendee, workshop):
    page = client.page(own_address(attendee, page="sessions"))
    answer = client.submit(page, sessions=str(workshop.id))
    assert titles(attendee) == {"Essais cliniques": SeatState.held}
    page = client.page(answer.location)
    assert "Vos sessions sont enregistrées." in page.text and "Essais cliniques" in page.text
    assert "Salle Pasteur, votre place" in client.page(own_address(attendee, page="sessions")).text
    client.post(own_address(attendee, page="sessions"), data={"csrf_token": "of a form without a tick"})
    assert titles(attendee) == {}


def test_the_ticket_leads_there_until_the_freeze_date(client, attendee, workshop):
    assert CHANGE in client.page(own_address(attendee)).text
    attendee.event.freeze_at = now() - timedelta(hours=1)
    assert CHANGE not in client.page(own_address(attendee)).text
    page = client.page(own_address(attendee, page="sessions"), status=409)
    assert attendee.event.reply_to in page.text


def test_without_sessions_to_choose_the_ticket_speaks_of_none(client, event, attendee):
    factories.session(event, capacity=None)
    assert CHANGE not in client.page(own_address(attendee)).text


def test_a_session_that_was_filled_meanwhile_is_waited_for_and_said_so(client, event, attendee, workshop):
    page = client.page(own_address(attendee, page="sessions"))
    factories.session_seat(factories.registration(event), workshop)
    ticket = client.page(client.submit(page, sessions=str(workshop.id)).location)
    assert "« Essais cliniques » est complet : vous êtes sur sa liste d’attente" in ticket.text
    assert "Salle Pasteur, sur sa liste d’attente" in ticket.text
    assert attendee.status is Status.confirmed


def test_two_at_a_time_are_refused_with_both_names_and_stay_ticked(client, attendee, workshop, other):
    page = client.page(own_address(attendee, page="sessions"))
    refusal = client.submit(page, sessions=[str(workshop.id), str(other.id)]).page
    assert refusal.title.startswith("Erreur")
    assert "« Essais cliniques » et « Dispositifs »" in refusal.texts(".error-summary a")[0]
    assert len(refusal.all("input[checked]")) == 2
    assert titles(attendee) == {}


@pytest.mark.parametrize("sent", ["999999", "x", "-1", "2147483648"])
def test_what_is_no_session_is_refused(client, attendee, workshop, sent):
    page = client.post(own_address(attendee, page="sessions"), data={"sessions": sent}).page
    assert "Choisissez" in page.texts(".error-summary a")[0]
    assert titles(attendee) == {}


def test_looking_at_the_page_changes_nothing(client, attendee, workshop):
    before = attendee.revision
    client.page(own_address(attendee, page="sessions"))
    db.session.expire_all()
    assert attendee.revision == before


def test_filled_between_the_form_and_the_button_of_the_mail_the_ticket_says_so(client, event, workshop, taken):
    person = factories.registration(event, status=Status.unverified, email_proven_at=None)
    factories.credentials.open_event(event)
    wish(person, [workshop.id])
    answer = client.submit(client.page(own_address(person)), "Confirmer mon inscription")
    assert "« Essais cliniques » est complet" in client.page(answer.location).texts(".notice")[0]
    assert (person.status, titles(person)) == (Status.confirmed, {"Essais cliniques": SeatState.waiting})


def test_who_waits_for_a_place_at_the_event_keeps_wishes(client, event, workshop):
    person = factories.registration(event, status=Status.waitlisted)
    answer = client.submit(client.page(own_address(person, page="sessions")), sessions=str(workshop.id))
    assert "les places dans les sessions viennent avec votre place" in client.page(answer.location).text
    assert titles(person) == {"Essais cliniques": SeatState.wanted}


def test_an_older_tab_is_told_and_keeps_what_was_ticked(client, attendee, workshop, other):
    hers, his = (client.page(own_address(attendee, page="sessions")) for _tab in range(2))
    client.submit(hers, sessions=str(workshop.id))
    refusal = client.submit(his, sessions=str(other.id)).page
    assert "Cette inscription a été modifiée entre-temps" in refusal.text
    assert [box.get("value") for box in refusal.all("input[checked]")] == [str(other.id)]
    assert titles(attendee) == {"Essais cliniques": SeatState.held}
    client.submit(refusal, sessions=str(other.id))
    assert titles(attendee) == {"Dispositifs": SeatState.held}
