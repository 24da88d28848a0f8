"""Who waits for approval, one keystroke a person."""

from datetime import timedelta

import pytest

from app.core.clock import now
from app.registration.models import Status
from tests import factories


@pytest.fixture
def event():
    made = factories.event()
    factories.category(made)
    factories.credentials.open_event(made)
    return made


@pytest.fixture
def waiting(event):
    """Two who wait, the first one since yesterday."""
    return [
        factories.registration(
            event, last_name=name, status=Status.pending, rank_at=now() - timedelta(days=days)
        )
        for name, days in (("First", 1), ("Second", 0))
    ]  # fmt: skip


def test_who_came_first_stands_first_and_enter_approves(desk, place, waiting):
    page = desk.page(place("approve"))
    assert page.texts("main h2") == ["Camille First"]
    assert page.texts("button[autofocus]") == ["Approve"]
    assert "1 of 2" in page.text


def test_the_next_one_follows(desk, place, waiting):
    answer = desk.submit(desk.page(place("approve")), "Approve")
    page = desk.page(answer.location)
    assert page.texts("main h2") == ["Camille Second"]
    assert [person.status for person in waiting] == [Status.confirmed, Status.pending]


def test_what_is_known_of_the_membership_is_shown(desk, place, waiting):
    assert "No member of the directory matches" in desk.page(place("approve")).texts(".notice")[0]


def test_one_is_left_for_later(desk, place, waiting):
    page = desk.page(desk.page(place("approve")).link("Leave for later"))
    assert page.texts("main h2") == ["Camille Second"]
    desk.submit(page, "Approve")
    assert [person.status for person in waiting] == [Status.pending, Status.confirmed]


def test_a_refusal_needs_its_reason(desk, place, waiting):
    page = desk.submit(desk.page(place("approve")), "Refuse the registration").page
    assert "Say why" in page.text and "Camille First" in page.texts("main h2")
    desk.submit(page, "Refuse the registration", reason="The day is for members.")
    assert (waiting[0].status, waiting[0].refusal_reason) == (Status.refused, "The day is for members.")


def test_what_a_colleague_decided_meanwhile_stands(desk, place, waiting):
    page = desk.page(place("approve"))
    waiting[0].status = Status.refused
    waiting[0].version += 1
    after = desk.page(desk.submit(page, "Approve").location)
    assert "This registration was changed meanwhile" in after.text
    assert waiting[0].status is Status.refused


def test_when_nobody_waits_the_page_says_who_would(desk, place, event):
    assert "Nobody waits for approval" in desk.page(place("approve")).text


def test_a_place_in_the_queue_that_is_no_more_leads_to_the_first(desk, place, waiting):
    assert desk.page(place("approve?at=7")).texts("main h2") == ["Camille First"]


def test_reception_does_not_approve(client, receptionist, place, waiting):
    client.sign_in(receptionist)
    assert client.get(place("approve")).status_code == 403
    assert client.post(place(f"approve/{waiting[0].id}/approve")).status_code == 403
