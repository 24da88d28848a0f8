"""The team changes the sessions of a person, and sees where they wait."""

import pytest

from app.core.clock import now
from app.extensions import db
from app.registration.models import SeatState
from tests import factories


@pytest.fixture
def workshop(event):
    return factories.session(event, capacity=1)


def test_it_is_changed_after_the_freeze_date_too(desk, place, event, attendee, workshop):
    event.freeze_at = now()
    page = desk.page(desk.page(place(f"people/{attendee.id}")).link("Change the sessions"))
    page = desk.page(desk.submit(page, "Save the sessions", sessions=str(workshop.id)).location)
    assert "The sessions are changed." in page.text
    assert [seat.state for seat in attendee.seats] == [SeatState.held]
    assert "took a place in “Atelier”" in page.text


def test_a_full_session_is_waited_for(desk, place, event, attendee, workshop):
    factories.session_seat(factories.registration(event), workshop)
    page = desk.page(place(f"people/{attendee.id}/sessions"))
    assert "full: you join its waiting list" in page.text
    page = desk.page(desk.submit(page, sessions=str(workshop.id)).location)
    assert "Waiting forWorkshop" in page.text


def test_the_second_of_two_editors_is_told(desk, place, event, attendee, workshop):
    page = desk.page(place(f"people/{attendee.id}/sessions"))
    attendee.version += 1
    refusal = desk.submit(page, sessions=str(workshop.id)).page
    assert "This registration was changed meanwhile" in refusal.text
    db.session.expire_all()
    assert attendee.seats == []
