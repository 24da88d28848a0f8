"""People who registered twice, as organisers find them and make them one."""

import pytest

from app.checkin import queries
from app.checkin.terms import VerdictCode
from app.extensions import db
from app.organiser.people import duplicate_routes
from app.registration.models import Status
from app.registration.service import merging
from tests import factories
from tests.checkin import door


@pytest.fixture
def twice(event):
    """A confirmed registration, and a pending one under a private address."""
    who = {"first_name": "Ève", "last_name": "<b>Quemener</b>"}
    private = {"email": "eve@gmail.com", "status": Status.pending}
    return factories.badge_holder(event, **who), factories.registration(event, **who | private)


def test_the_pair_stands_side_by_side_with_what_differs(desk, place, twice):
    page = desk.page(place("duplicates"))
    assert "1 pair" in page.text and "eve@gmail.com" in page.text
    assert "<b>Quemener</b>" in page.text


def test_made_one_they_leave_the_list(desk, place, twice):
    stays, ends = twice
    answer = desk.submit(desk.page(place("duplicates")), "Make them one")
    page = desk.page(answer.location)
    assert "Ève <b>Quemener</b> is one registration now." in page.text
    assert "Nobody seems to be registered twice" in page.text
    assert (stays.status, ends.status) == (Status.confirmed, Status.cancelled)
    assert "merged another registration" in desk.page(place(f"people/{stays.id}")).text


def test_told_apart_they_leave_the_list_too(desk, place, twice):
    answer = desk.submit(desk.page(place("duplicates")), "They are two people")
    assert "They stay two registrations." in desk.page(answer.location).text
    assert [person.status for person in twice] == [Status.confirmed, Status.pending]


def test_of_many_pairs_the_first_are_shown_and_the_others_come_up_when_these_are_done(desk, place, event, monkeypatch):
    monkeypatch.setattr(duplicate_routes, "MOST", 2)
    for name in ("Quemener", "Roy", "Zola"):
        for _time in range(2):
            factories.registration(event, first_name="Ève", last_name=name)
    page = desk.page(place("duplicates"))
    assert len(page.all("main .pair")) == 2 and "1 more pair comes up when these are done." in page.text
    desk.post(page.all("main .pair form")[1].get("action"))
    page = desk.page(place("duplicates"))
    assert len(page.all("main .pair")) == 2 and "more pair" not in page.text


def test_a_page_that_is_out_of_date_merges_nothing(desk, place, twice):
    page = desk.page(place("duplicates"))
    twice[1].version += 1
    answer = desk.submit(page, "Make them one")
    assert "Somebody changed one of them meanwhile." in desk.page(answer.location).text
    assert twice[1].status is Status.pending


def test_two_entries_of_one_person_are_read_as_one(desk, place, event):
    point = door.point(event)
    same = {"first_name": "Ève", "last_name": "Quemener"}
    people = [factories.badge_holder(event, **same), factories.badge_holder(event, **same)]
    shown = [door.show(person, point.lanes[0], door.operator(event)).scan for person in people]
    assert merging.find_duplicates(event.id) == [tuple(person.id for person in people)]
    desk.submit(desk.page(place("duplicates")), "Make them one")
    db.session.expire_all()
    assert shown[1].server_verdict is VerdictCode.already_in
    assert queries.count_inside(point.id) == 1
