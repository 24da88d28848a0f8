"""People who do not say whether they come, as organisers see and release them."""

from datetime import timedelta

import pytest

from app import HANDLERS
from app.core.clock import now
from app.jobs.worker import drain
from app.registration.models import Status
from tests import factories


@pytest.fixture
def event():
    made = factories.event(reconfirm_days=5, capacity=3)
    factories.category(made)
    return made


@pytest.fixture
def silent(event):
    return factories.badge_holder(event, last_name="Muet", answer_until=now() - timedelta(hours=1), phone="0600000000")


def test_the_list_marks_who_gave_no_answer(desk, place, event, silent):
    factories.badge_holder(event, last_name="Parlant", answer_until=now() - timedelta(hours=1), answered_at=now())
    rows = desk.page(place("people")).texts("tbody tr")
    assert [("No answer" in row) for row in rows] == [True, False]


def test_a_view_of_them_stands_among_the_tabs_where_people_are_asked(desk, place, event, silent):
    assert "No answer 1" in desk.page(place("people")).texts(".views a")
    event.reconfirm_days = 0
    assert "No answer 1" not in desk.page(place("people")).texts(".views a")


def test_the_dashboard_says_how_many(desk, place, silent):
    page = desk.page(place())
    assert "1 person has not said whether they come." in page.text
    assert "Muet" in desk.page(page.link("See who")).text


def test_all_of_them_are_released_in_one_action_after_a_look(desk, place, event, silent):
    waiting = factories.registration(event, status=Status.waitlisted)
    event.capacity = 1
    page = desk.page(desk.page(place("people?answer=silent")).link("Release their places"))
    assert "1 person waits for a place." in page.text
    assert silent.status is Status.confirmed, "looking changes nothing"
    answer = desk.submit(page, "Release 1 place")
    assert "1 place is being released." in desk.page(answer.location).text
    drain(HANDLERS | {"mailing.send": lambda _claim: None})
    assert (silent.status, waiting.status) == (Status.waitlisted, Status.offered)


def test_where_nobody_is_silent_there_is_nothing_to_press(desk, place, event):
    page = desk.page(place("people/release"))
    assert "There is no place to release" in page.text and not page.all("main button")
    assert desk.page(page.link("Show everybody")).heading == "Registrations"


def test_one_of_them_is_released_after_a_question(desk, place, silent):
    page = desk.page(place(f"people/{silent.id}"))
    assert "Asked whether they come: no answer." in page.text
    desk.submit(desk.page(page.link("Release the place")), "Release the place")
    assert silent.status is Status.waitlisted
    assert "Place released" in desk.page(place(f"people/{silent.id}")).text


def test_a_call_tells_that_somebody_comes(desk, place, silent):
    answer = desk.submit(desk.page(place(f"people/{silent.id}")), "Comes, by phone")
    assert silent.answered_at is not None
    assert "no answer" not in desk.page(answer.location).text


def test_somebody_released_who_calls_has_a_place_again_if_one_is_left(desk, place, event, silent):
    desk.submit(desk.page(place(f"people/{silent.id}/release")), "Release the place")
    desk.submit(desk.page(place(f"people/{silent.id}")), "Comes, by phone")
    assert silent.status is Status.confirmed


def test_a_reader_of_figures_releases_nothing(client, event, reader, place):
    assert client.sign_in(reader).get(place("people/release")).status_code == 403


def test_the_days_are_a_setting(desk, place, event):
    page = desk.page(place("settings/dates"))
    desk.submit(page, "Save the settings", reconfirm_days="7")
    assert event.reconfirm_days == 7
    refused = desk.submit(desk.page(place("settings/dates")), "Save the settings", reconfirm_days="61")
    assert "Type a number from 0 to 60." in refused.text
