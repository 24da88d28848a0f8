"""The same form on one page, for organisers who prefer it."""

import pytest
import sqlalchemy as sa

from app.events.models import FormMode
from app.extensions import db
from app.registration import single_page
from app.registration.models import Registration, Status
from app.registration.service.submitting import HOLD
from tests import factories
from tests.registration.form_filling import CHOICES, ORGANISATION, YOU, mails_about, open_event, registered, send

pytestmark = pytest.mark.usefixtures("patient")
ALL = YOU | ORGANISATION | CHOICES


def one_page_event(**values):
    return open_event(form_mode=FormMode.one_page, **values)


def test_one_page_asks_all_and_sends_a_verification(client):
    event = one_page_event()
    answer = client.submit(client.page(f"/fr/{event.slug}/register"), **ALL)
    assert answer.location.endswith("/register/sent")
    made = registered(event)
    assert made.status is Status.unverified
    assert mails_about(made) == ["verify"]


def test_the_same_page_sent_twice_is_one_registration(client):
    event = one_page_event()
    page = client.page(f"/fr/{event.slug}/register")
    assert client.submit(page, **ALL).location == client.submit(page, **ALL).location
    assert mails_about(registered(event)) == ["verify"]


def test_the_same_page_sent_once_more_with_another_address_writes_to_that_one(client):
    event = one_page_event()
    page = client.page(f"/fr/{event.slug}/register")
    client.submit(page, **{**ALL, "email": "slip@exmaple.org"})
    client.submit(page, **ALL)
    made = db.session.scalars(sa.select(Registration).where(Registration.event_id == event.id)).all()
    assert {(each.email, *mails_about(each)) for each in made} == {("slip@exmaple.org", "verify"), (ALL["email"], "verify")}


def test_the_empty_page_is_shared_and_its_keys_are_not(app, client, monkeypatch):
    event = one_page_event()
    for setting, value in {"TESTING": False, "WTF_CSRF_ENABLED": True}.items():
        monkeypatch.setitem(app.config, setting, value)
    monkeypatch.setattr(single_page, "_kept", {})
    address = f"/fr/{event.slug}/register"
    first, second = app.test_client().get(address).text, client.page(address)
    for name in ("csrf_token", "submission"):
        assert second.one(f"[name={name}]").get("value") not in first
    assert client.submit(second, **ALL).location.endswith("/register/sent")


def test_errors_of_all_themes_are_listed_and_what_was_typed_stays(client):
    event = one_page_event()
    page = client.submit(client.page(f"/en/{event.slug}/register"), **{**ALL, "email": "", "image": None}).page
    assert page.texts(".error-summary a") == [
        "Fill in your e-mail address, for example “first.last@lab.org”.",
        "Choose yes or no: the photographers go by your badge.",
    ]
    assert "végétarien" in page.one("#needs").text_content()


def test_a_seat_is_held_for_half_an_hour_and_the_next_page_says_so(client):
    event = one_page_event(capacity=1)
    answer = client.submit(client.page(f"/fr/{event.slug}/register"), **ALL)
    made = registered(event)
    assert made.hold_until - made.created_at == HOLD
    assert "gardée 30 minutes" in client.page(answer.location).text.replace("\u00a0", " ")


def test_without_a_seat_to_hold_the_next_page_says_when_it_is_decided(client):
    event = one_page_event(capacity=0)
    answer = client.submit(client.page(f"/fr/{event.slug}/register"), **ALL)
    assert registered(event).hold_until is None
    assert "Aucune place n’est gardée" in client.page(answer.location).text


def test_the_next_page_never_tells_who_is_registered(client):
    event = one_page_event()
    known = factories.registration(event)

    def next_page(email: str) -> str:
        answer = client.submit(client.page(f"/fr/{event.slug}/register"), **ALL | {"email": email})
        return client.page(answer.location).text.replace(email, "")

    assert next_page(known.email) == next_page("nobody@example.com")


@pytest.mark.parametrize("field", ["first_name", "last_name", "organisation_name", "job_title"])
def test_a_web_address_in_a_name_is_refused(client, field):
    event = one_page_event()
    page = client.submit(client.page(f"/fr/{event.slug}/register"), **{**ALL, field: "http://spam.example/win"}).page
    assert "Retirez l’adresse web" in page.one(".error-summary").text_content()


def test_names_keep_their_letters_and_lose_invisible_signs(client):
    event = one_page_event()
    client.submit(
        client.page(f"/fr/{event.slug}/register"),
        **{**ALL, "first_name": "Zoe\u0301", "last_name": "  Le\u200b  Goffic\u202e "},
    )
    made = registered(event)
    assert (made.first_name, made.last_name) == ("Zoé", "Le Goffic")


def test_too_long_a_name_says_how_long_it_may_be(client):
    event = one_page_event()
    page = client.submit(client.page(f"/en/{event.slug}/register"), **{**ALL, "first_name": "W" * 101}).page
    assert "Shorten this to 100 characters." in page.one(".error-summary").text_content()


def test_a_network_that_floods_holds_no_more_seats_and_is_stopped_in_the_end(client, monkeypatch):
    event = one_page_event()
    monkeypatch.setattr("app.registration.guards.HOLDING", 1)
    monkeypatch.setattr("app.registration.guards.REFUSED", 2)
    addresses = ["a@curie.example", "b@curie.example", "c@curie.example"]
    answers = [send(client, client.get(f"/fr/{event.slug}/register"), **{**ALL, "email": each}) for each in addresses]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert answers[2].headers["Retry-After"] == "600"
    assert registered(event, addresses[0]).hold_until is not None
    assert registered(event, addresses[1]).hold_until is None
