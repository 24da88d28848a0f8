"""The phones of the door, seen and led from the back office."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from app.accounts.permissions import Role
from app.checkin import pairing, practice
from app.checkin.devices import Device, Operator
from app.checkin.terms import DeviceState
from app.extensions import db
from tests import factories
from tests.checkin import door
from tests.checkin.phone import API, READY, Phone

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def event():
    return factories.event()


@pytest.fixture
def point(event):
    return door.point(event)


@pytest.fixture
def organiser(app, event):
    return app.test_client().sign_in(factories.account(event, Role.organiser))


@pytest.fixture
def address(event):
    return f"/en/organise/{event.slug}/phones"


def test_without_phones_the_page_says_what_they_are_for(organiser, address):
    assert "No phone yet" in organiser.page(address).text


def test_a_phone_is_paired_with_the_letters_on_the_screen_and_placed_by_its_words(client, organiser, address, point):
    shown = organiser.submit(organiser.page(f"{address}/pair"), "Show the code", role="lead")
    letters = re.search(r"\b([BCDFGHJKLNPRSTVX]{4}) ([BCDFGHJKLNPRSTVX]{4})\b", shown.page.text)
    told = client.post(f"{API}/pair", json={"code": "".join(letters.groups()), "app_version": "1"}).json
    page = organiser.page(address)
    assert " ".join(told["words"]) in page.text
    assert "Not yet" in page.text
    device_id = told["device"]
    organiser.submit(organiser.page(f"{address}/{device_id}/lane"), "This is its lane", lane=str(point.lanes[0].id), name="Inès")
    state = client.get(f"{API}/state", headers={"Authorization": f"Bearer {told['token']}"}).json
    assert state["state"] == "active"
    assert db.session.scalar(sa.select(Device.name)) == "Inès"


def test_it_is_go_when_every_phone_is_ready(client, organiser, address, event, point, clock):
    factories.badge_holder(event)
    phone = Phone(client, point.lanes[0])
    phone.sync()
    assert "Not everybody is on it yet." in organiser.page(address).text
    clock.shift(timedelta(seconds=11))
    phone.sync()
    assert "Go: every phone at a lane is ready." in organiser.page(address).text
    clock.shift(timedelta(minutes=10))
    page = organiser.page(address)
    assert "Go: every phone at a lane is ready." in page.text and "10 min old" in page.text
    assert "at work, without network" in page.text
    clock.shift(timedelta(seconds=1))
    page = organiser.page(address)
    assert "Not yet" in page.text and "Its copy is over ten minutes old." in page.text


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"camera": False}, "The camera is not open."), ({"sound": False}, "The sound is off."),
        ({"wake_lock": False}, "The screen may go dark."), ({"test_scan": False}, "No test scan yet."),
        ({"clock_offset": -121_000}, "Its clock is wrong."), ({"unsent": 1}, "Scans wait to be sent."),
        ({"app_version": "1.older"}, "It runs another version of the app."),
    ],
)  # fmt: skip
def test_a_phone_that_lacks_something_is_no_go(client, organiser, address, point, said, fault):
    phone = Phone(client, point.lanes[0])
    phone.sync()
    version = said.pop("app_version", phone.app)
    phone.post("/sync", phone.question() | {"app_version": version, "report": READY | said})
    with time_machine.travel("2027-03-18T08:00:11Z", tick=False):
        phone.post("/sync", phone.question() | {"app_version": version, "report": READY | said})
        page = organiser.page(address)
    assert fault in page.text and "Not yet" in page.text


def test_a_phone_of_an_older_build_is_served_all_the_same(client, event, point):
    phone = Phone(client, point.lanes[0])
    scan = phone.scan(factories.badge_holder(event)) | {"app_version": "1.older"}
    answer = phone.post("/sync", phone.question([scan]) | {"app_version": "1.older", "report": {"battery": 12}})
    assert answer.status_code == 200
    assert answer.json["results"][0]["state"] == "confirmed"


def test_people_for_the_door_are_on_the_phones_with_their_digits(client, organiser, address, point):
    phone = Phone(client, point.lanes[0])
    organiser.submit(organiser.page(f"{address}/operators/new"), "Add to the list", name="Inès", role="scan", pin="4711")
    operator, = phone.sync()["operators"]
    assert (operator["name"], operator["role"]) == ("Inès", "scan")
    assert operator["pin"].startswith("pbkdf2:sha256:50000$")
    assert "4711" not in operator["pin"].split("$")[-1][:4]
    organiser.submit(organiser.page(address), "Take off the list")
    assert phone.sync()["operators"] == []
    assert db.session.scalar(sa.select(Operator.active)) is False


def test_made_up_badges_are_printed_that_no_real_one_can_be(organiser, address, event):
    event.letters = "NLR"
    page = organiser.page(organiser.page(address).link("Badges to practise with"))
    assert page.texts(".made-up b")[0] == "Camille Démo" and "Unknown badge" in page.text
    made = practice.badges("NLR")
    assert len({badge.code for badge in made}) == len(made) == len(page.all(".made-up svg"))
    assert {len(badge.code) for badge in made} == {24}


@pytest.mark.parametrize("pin", ["47", "abcd", "٤٧١١", "47111"])
def test_digits_are_four(organiser, address, pin):
    answer = organiser.submit(organiser.page(f"{address}/operators/new"), "Add to the list", name="Inès", pin=pin)
    assert "Type four digits" in answer.text


def test_a_phone_of_another_event_is_not_there(client, organiser, address):
    elsewhere = Phone(client, door.point(factories.event()).lanes[0])
    assert organiser.get(f"{address}/{elsewhere.device_id}/revoke").status_code == 404
    assert pairing.get(elsewhere.event_id, elsewhere.device_id).state is DeviceState.active
