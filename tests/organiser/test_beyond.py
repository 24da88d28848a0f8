"""Free places that only limits keep from those who wait, offered in one action after a look."""

import pytest

from app import HANDLERS
from app.extensions import db
from app.jobs.worker import drain
from app.registration.beyond import Waiter, plan
from app.registration.models import Status
from app.registration.room import CategoryRoom, Room
from app.registration.service import offering
from tests import factories

QUIET = HANDLERS | {"mailing.send": lambda _claim: None, "registration.end_offer": lambda _claim: None}


@pytest.fixture
def event():
    made = factories.event(capacity=4, other_limit=1)
    factories.category(made, label={"en": "Press"}, quota=0)
    return made


@pytest.fixture
def open_category(event):
    return factories.category(event, label={"en": "Guests"})


def waiter(event, **values):
    return factories.registration(event, **{"status": Status.waitlisted, "organisation_name": ""} | values)


def test_limits_rise_by_what_is_missing_and_no_more():
    room = Room(10, {1: CategoryRoom(taken=3, quota=4), 2: CategoryRoom(taken=2, unnamed=1, quota=3), 3: CategoryRoom()})
    waiters = [Waiter(7, 1, "a"), Waiter(8, 2, "a"), Waiter(9, 3, "b"), Waiter(10, 2, "")]
    found = plan(waiters, room, seated={"a": 2}, left={"a": 1, "b": 5})
    assert found.ids == (7, 8, 9, 10)
    assert found.quotas == {2: 5}
    assert found.organisations == {"a": 4}


def test_the_page_shows_who_and_which_limits_and_then_the_places_are_offered(desk, place, event, open_category):
    seated = factories.registration(event, category=open_category, organisation_key="name:lab")
    blocked = waiter(event, last_name="Plume")
    same = waiter(event, category=open_category, organisation_name="Lab", organisation_key="name:lab", last_name="Dupond")
    page = desk.page(desk.page(place("people?status=waitlisted")).link("Offer the free places"))
    assert "Press: the quota rises from 0 to 1." in page.text
    assert "Lab: the limit rises to 2." in page.text
    assert page.texts("tbody th") == ["Camille Plume", "Camille Dupond"]
    answer = desk.submit(page, "Offer 2 places")
    soon = desk.page(answer.location).text
    assert "2 places are offered in the next minutes" in soon and "Plume" not in soon
    drain(QUIET)
    db.session.expire_all()
    assert [p.status for p in (seated, blocked, same)] == [Status.confirmed, Status.offered, Status.offered]
    assert "Plume" in desk.page(answer.location).text
    assert "places offered beyond the limits" in desk.page(place("journal")).text


def test_of_many_the_first_are_shown_and_the_others_counted_and_all_of_it_is_done(desk, place, event, open_category):
    event.capacity = 60
    labs = [dict(organisation_name=f"Lab {number}", organisation_key=f"name:lab {number}") for number in range(24)]
    for lab in labs:
        factories.registration(event, category=open_category, **lab)
    people = [waiter(event, category=open_category, **lab) for lab in labs]
    page = desk.page(place("people/offer-beyond"))
    assert "24 people are offered one, in order of the list" in page.text and "24 limits rise for this." in page.text
    assert page.texts("tbody th") == [person.full_name for person in people[:20]]
    assert page.texts(".usual li")[0] == "Lab 0: the limit rises to 2." and len(page.all(".usual li")) == 20
    assert page.texts("main p.meta") == ["and 4 more", "and 4 more See the waiting list"]
    assert not page.all("details[open].usual")
    desk.submit(page, "Offer 24 places")
    drain(QUIET)
    db.session.expire_all()
    assert {person.status for person in people} == {Status.offered}


def test_the_button_stands_before_the_people(desk, place, event):
    waiter(event)
    page = desk.page(place("people/offer-beyond"))
    assert page.text.index("Offer 1 place") < page.text.index("Waits because") and page.all("details[open].usual")


def test_a_rising_limit_lets_in_first_who_takes_no_seat_and_has_waited_longer(desk, place, event, open_category):
    team = factories.category(event, label={"en": "Team"}, counts=False)
    lab = dict(organisation_name="Lab", organisation_key="name:lab")
    factories.registration(event, category=open_category, **lab)
    longer, guest = waiter(event, category=team, last_name="Roy", **lab), waiter(event, category=open_category, last_name="Dupond", **lab)
    page = desk.page(desk.page(place("people?status=waitlisted")).link("Offer the free places"))
    assert "Lab: the limit rises to 3." in page.text
    desk.submit(page, "Offer 2 places")
    drain(QUIET)
    db.session.expire_all()
    assert longer.status is guest.status is Status.offered


def test_no_more_than_there_are_free_seats_in_order_of_the_list(desk, place, event):
    event.capacity = 1
    first, second = waiter(event, last_name="One"), waiter(event, last_name="Two")
    desk.submit(desk.page(place("people/offer-beyond")), "Offer 1 place")
    drain(QUIET)
    db.session.expire_all()
    assert [p.status for p in (first, second)] == [Status.offered, Status.waitlisted]


def test_what_changed_since_the_look_is_not_done(desk, place, event):
    waiter(event)
    page = desk.page(place("people/offer-beyond"))
    late = waiter(event)
    answer = desk.submit(page, "Offer 1 place")
    assert "changed meanwhile" in answer.text
    offering.fill(event.id)
    assert late.status is Status.waitlisted


def test_an_event_without_free_seats_has_nothing_to_offer(desk, place, event):
    event.capacity = 0
    waiter(event)
    assert "There is nothing to offer" in desk.page(place("people/offer-beyond")).text


def test_the_dashboard_leads_there(desk, place, event):
    waiter(event)
    page = desk.page(place())
    assert "4 places are free while people wait." in page.text
    assert "Who is offered a place" in desk.page(page.link("Offer them all the same")).text


def test_each_who_waits_shows_for_what(desk, place, event, open_category):
    factories.registration(event, category=open_category, organisation_key="name:lab")
    waiter(event, last_name="Plume")
    waiter(event, category=open_category, organisation_key="name:lab", last_name="Zola")
    person = waiter(event, category=open_category, last_name="Zweig")
    rows = desk.page(place("people?status=waitlisted")).texts("tbody td.cell-status")
    assert rows == [
        "Waiting list category full", "Waiting list organisation has all its places", "Waiting list a place is free",
    ]
    event.capacity = 1
    assert "the event is full" in desk.page(place(f"people/{person.id}")).text


def test_an_organiser_accepts_for_somebody_who_calls(desk, place, event, open_category):
    factories.credentials.open_event(event)
    person = waiter(event, category=open_category)
    offering.fill(event.id)
    desk.submit(desk.page(place(f"people/{person.id}")), "Accept for the person")
    assert person.status is Status.confirmed
