"""What is known of a person, changed by organisers."""

import pytest

from app.registration.models import Channel, Status
from app.registration.queries import find_by_email
from tests import factories


@pytest.fixture
def event():
    made = factories.event(areas=[{"code": "bio", "label": {"en": "Biotech"}}])
    factories.category(made, label={"en": "Guest"})
    factories.credentials.open_event(made)
    return made


@pytest.fixture
def form(desk, place):
    """form(person): the page on which they are edited."""
    return lambda person: desk.page(place(f"people/{person.id}/edit"))


def test_the_form_holds_what_is_known(event, form):
    page = form(factories.registration(event, first_name="Zoë", job_title="Director", areas=["bio"], vip=True))
    assert page.one("input[name=first_name]").get("value") == "Zoë"
    assert page.one("input[name=job_title]").get("value") == "Director"
    assert len(page.all("input[name=areas][checked]")) == len(page.all("input[name=vip][checked]")) == 1


def test_a_change_is_saved_and_found(event, desk, form):
    person = factories.registration(event)
    desk.submit(form(person), "Save the changes", last_name="Müller", vip="y", door_note="Call Inès", badge_name="")
    assert (person.last_name, person.vip, person.door_note, person.badge_name) == ("Müller", True, "Call Inès", None)
    assert "muller" in person.search_text


def test_the_second_of_two_editors_is_told_and_loses_nothing(event, desk, form):
    person = factories.registration(event, job_title="Director")
    hers, his = form(person), form(person)
    desk.submit(hers, "Save the changes", job_title="Head of research")
    answer = desk.submit(his, "Save the changes", phone="+33 1 40 51 00 00", job_title="Professor")
    assert "This registration was changed meanwhile" in answer.page.text
    assert "Job title: it says “Head of research” now." in answer.page.text
    assert answer.page.one("input[name=job_title]").get("value") == "Professor"
    assert person.job_title == "Head of research"
    desk.submit(answer.page, "Save the changes")
    assert (person.job_title, person.phone) == ("Professor", "+33 1 40 51 00 00")


def test_a_name_with_a_web_address_is_refused_beside_its_field(event, desk, form):
    person = factories.registration(event)
    page = desk.submit(form(person), "Save the changes", first_name="Win www.example.com").page
    assert page.title.startswith("Error:")
    assert "Remove the web address" in page.text


def test_organisers_add_a_person_who_has_a_place_at_once(event, desk, place):
    page = desk.page(place("people/add"))
    answer = desk.submit(
        page, "Add the person", first_name="Zoë", email="zoe@lab.example", category=str(event.categories[0].id)
    )
    person = find_by_email(event.id, "zoe@lab.example")
    assert (person.status, person.channel) == (Status.confirmed, Channel.organiser)
    assert desk.page(answer.location).heading == "Zoë"


def test_a_known_address_is_named_and_what_was_typed_stays(event, desk, place):
    known = factories.registration(event)
    page = desk.page(place("people/add"))
    answer = desk.submit(
        page, "Add the person", first_name="Zoë", email=known.email, category=str(event.categories[0].id)
    )
    assert known.reference in answer.page.text
    assert answer.page.one("input[name=first_name]").get("value") == "Zoë"


def test_reception_adds_nobody(client, receptionist, place):
    assert client.sign_in(receptionist).get(place("people/add")).status_code == 403
