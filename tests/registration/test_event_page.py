"""The public page of an event."""

from datetime import timedelta

import pytest

from app.core.clock import now
from app.events.models import Entry, EventState
from app.registration.models import Status
from tests import factories


def test_the_page_says_how_many_places_are_left_and_draws_them(client, event):
    for _ in range(3):
        factories.registration(event)
    page = client.page(f"/fr/{event.slug}/")
    assert "197 places libres sur 200" in page.text
    assert len(page.all(".plate .taken circle")) == 3


def test_hidden_seat_figures_draw_no_plate(client):
    event = factories.event(shows_seats=False)
    factories.category(event, quota=12)
    page = client.page(f"/fr/{event.slug}/")
    assert not page.all(".plate")
    assert "12 places" not in page.text


def test_a_full_event_offers_its_waiting_list(client):
    event = factories.event(capacity=1)
    factories.registration(event)
    page = client.page(f"/en/{event.slug}/")
    assert "All places are taken." in page.text and "The one place is taken" in page.text
    assert page.link("Join the waiting list")


def test_what_an_event_does_not_say_has_no_heading(client):
    page = client.page(f"/en/{factories.event(address={}, transport={}, accessibility={}).slug}/")
    assert not {"Programme", "Speakers", "Getting there"} & set(page.texts("h2, header a"))


@pytest.mark.parametrize("state, sentence", [
    (EventState.closed, "Registration is closed."),
    (EventState.cancelled, "This event is cancelled."),
    (EventState.postponed, "This event is postponed."),
    (EventState.past, "This event is over."),
])  # fmt: skip
def test_an_event_that_takes_nobody_says_why_and_has_no_button(client, state, sentence):
    event = factories.event(state=state)
    page = client.page(f"/en/{event.slug}/")
    assert sentence in page.text
    assert "Register" not in page.texts("a")


def test_before_the_window_opens_the_page_says_when(client):
    event = factories.event(opens_at=now() + timedelta(days=3))
    assert "Registration opens on" in client.page(f"/en/{event.slug}/").text


def test_a_draft_is_not_there(client):
    event = factories.event(state=EventState.draft)
    assert "Aucun événement à cette adresse" in client.page(f"/fr/{event.slug}/", status=404).text


def test_categories_say_how_one_gets_in(client):
    event = factories.event()
    factories.category(event, label={"en": "Member"}, member_check=True, quota=2)
    factories.category(event, label={"en": "Guest"}, entry=Entry.approval)
    factories.category(event, label={"en": "Crew"}, public=False)
    page = client.page(f"/en/{event.slug}/")
    assert page.texts("#who li") == ["MemberImmediate for members2 places", "GuestAnswer within two days"]


def test_only_live_people_take_places(client, event):
    for status in (Status.cancelled, Status.refused, Status.waitlisted, Status.pending, Status.unverified):
        factories.registration(event, status=status)
    assert "200 places libres sur 200" in client.page(f"/fr/{event.slug}/").text


def test_the_first_page_leads_to_the_current_edition_in_the_browsers_language(client, event):
    answer = client.get("/", headers={"Accept-Language": "en"}, follow_redirects=True)
    assert answer.request.path == f"/en/{event.slug}/"


def test_without_an_edition_the_first_page_says_so(client):
    assert client.page("/en/").heading == "No event yet"


def test_the_page_sets_no_cookie(client, event):
    assert "Set-Cookie" not in client.get(f"/fr/{event.slug}/").headers


def test_category_colours_come_as_a_style_sheet(client, event):
    href = client.page(f"/fr/{event.slug}/").one('head link[href*="categories-"]').get("href")
    answer = client.get(href)
    assert answer.mimetype == "text/css"
    assert f".cat-{event.categories[0].code}{{--band:#0A6EBD" in answer.text


def test_the_privacy_notice_names_controller_and_rights(client):
    event = factories.event(controller="Pôle Exemple", rights_contact="dpo@medicen.example")
    text = client.page(f"/en/{event.slug}/privacy").text
    assert "Pôle Exemple" in text and "dpo@medicen.example" in text
