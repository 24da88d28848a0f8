"""Whose arrival somebody of the team is told of."""

import pytest

from app.audit.service import SYSTEM
from app.checkin import following
from app.extensions import db
from tests import factories
from tests.checkin import door


@pytest.fixture
def event():
    made = factories.event()
    factories.category(made, label={"fr": "Presse", "en": "Press"})
    return made


@pytest.fixture
def host(client, receptionist):
    return client.sign_in(receptionist)


def test_a_category_and_every_vip_can_be_followed_and_left_alone(host, place, event, receptionist):
    factories.registration(event, vip=True)
    page = host.page(host.submit(host.page(place("arrivals")), "Follow", whom="0").location)
    assert "You follow: Every VIP." in page.text and "0 of 1" in page.text
    page = host.page(host.submit(page, "Follow", whom=str(event.categories[0].id)).location)
    assert page.texts("tbody th") == ["Every VIP", "Press"]
    page = host.page(host.submit(page, "Follow Press no more").location)
    assert page.texts("tbody th") == ["Every VIP"]


def test_one_person_is_followed_from_their_page(host, place, attendee):
    page = host.page(host.page(place(f"people/{attendee.id}")).link("Follow the arrival"))
    page = host.page(host.submit(page, "Follow").location)
    assert f"You follow: {attendee.full_name}." in page.text and "Not yet" in page.text
    host.submit(page, f"Follow {attendee.full_name} no more")
    assert host.page(place("arrivals")).all("tbody tr") == []


def test_somebody_of_another_event_cannot_be_followed(host, place):
    foreign = factories.registration(factories.event())
    assert host.get(place(f"arrivals?person={foreign.id}")).status_code == 404


@pytest.mark.parametrize("whom", ["", "999999", "nobody", "-1"])
def test_nobody_in_particular_cannot_be_followed(host, place, whom):
    page = host.page(place("arrivals"))
    assert host.submit(page, "Follow", whom=whom).page.all(".field.wrong")


def test_who_has_arrived_need_not_be_followed(host, place, event, attendee):
    door.find(attendee, door.point(event).lanes[0], door.operator(event))
    assert "Follow the arrival" not in host.page(place(f"people/{attendee.id}")).text


def test_the_check_in_page_says_whom_to_call(host, place, event, attendee, receptionist):
    door.point(event)
    receptionist.name = "Camille Roussel"
    following.follow(event.id, receptionist, registration_id=attendee.id, by=SYSTEM)
    db.session.commit()
    found = host.page(host.submit(host.page(place("check-in")), "Check in", text=attendee.reference).location)
    assert "Call Camille Roussel" in host.page(host.submit(found, "Let in").location).text
