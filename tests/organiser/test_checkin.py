"""The check-in page, in a browser without JavaScript."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from app.accounts.permissions import Role
from app.badges.ordering import Order
from app.badges.printing import Run
from app.badges.trays import Tray
from app.checkin import queries
from app.checkin.models import Scan
from app.checkin.terms import Direction, ScanKind
from app.credentials.reference import show
from app.credentials.service import read_code
from app.extensions import db
from app.registration.models import Status
from tests import factories
from tests.badges.paper import print_badges
from tests.checkin import door

START = "2027-03-18T08:12:00Z"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(START, tick=False) as clock:
        yield clock


@pytest.fixture
def event():
    return factories.event()


@pytest.fixture
def point(event):
    return door.point(event)


@pytest.fixture
def desk(client, event, point):
    """The page's address, and a receptionist before it."""
    client.sign_in(factories.account(event, Role.reception, name="Inès"))
    return f"/en/organise/{event.slug}/check-in"


def code_of(person):
    return read_code(person.codes[0].credential)


def scan(client, desk, text, **values):
    """Type it and follow to the answer."""
    answer = client.submit(client.page(desk), "Check in", text=text, **values)
    assert answer.status_code == 303
    return client.page(answer.location)


def test_the_field_waits_for_a_scanner(client, desk):
    page = client.page(desk)
    assert page.heading == "Check-in"
    assert page.one("input[autofocus]").get("name") == "text"
    assert page.texts(".figure") == ["0", "0"]


def test_a_badge_is_let_in_with_a_sentence_in_both_languages(client, desk, event):
    person = factories.badge_holder(event, first_name="Anne-Sophie", last_name="du Plessis de Kergomar")
    page = scan(client, desk, code_of(person))
    assert page.texts(".verdict.accept strong") == ["Come in"]
    assert page.texts(".verdict-name") == ["Anne-Sophie du Plessis de Kergomar"]
    assert page.one(".say [lang=fr]").text and page.texts(".say [lang=en]") == ["“Welcome.”"]
    assert page.title.startswith("Come in, Anne-Sophie")
    assert page.texts(".figure") == ["1", "1"]


def test_what_a_scanner_adds_does_no_harm(client, desk, event):
    person = factories.badge_holder(event)
    assert scan(client, desk, f"]Q1{code_of(person).lower()}\r").texts(".verdict strong") == ["Come in"]


def test_another_keyboard_layout_is_named(client, desk, event):
    person = factories.badge_holder(event)
    typed = code_of(person).translate(str.maketrans("BCDFGHJKLNPRSTVX", "XJEUIDHTNBLPOYKQ"))
    page = scan(client, desk, typed)
    assert page.texts(".verdict strong") == ["Come in"]
    assert "Dvorak" in page.text


def test_the_second_time_says_when_and_by_whom(client, desk, event, clock):
    person = factories.badge_holder(event)
    scan(client, desk, code_of(person))
    clock.shift(timedelta(minutes=1))
    page = scan(client, desk, code_of(person))
    assert page.texts(".verdict.attention strong") == ["One moment"]
    assert page.texts(".verdict-reason") == ["Already in at 9:12, Entrance, Lane A, by Inès"]


def test_a_reload_shows_the_answer_again_and_scans_nobody(client, desk, event):
    person = factories.badge_holder(event)
    answer = client.submit(client.page(desk), "Check in", text=code_of(person))
    for _ in range(2):
        assert client.page(answer.location).texts(".verdict strong") == ["Come in"]
    assert db.session.scalar(sa.select(sa.func.count(Scan.id))) == 1


def test_a_form_sent_twice_is_one_scan(client, desk, event, clock):
    person, page = factories.badge_holder(event), client.page(desk)
    first = client.submit(page, "Check in", text=code_of(person))
    clock.shift(timedelta(seconds=30))
    assert client.submit(page, "Check in", text=code_of(person)).location == first.location


def test_a_badge_shown_again_says_so(client, desk, event, clock):
    person = factories.badge_holder(event)
    scan(client, desk, code_of(person))
    clock.shift(timedelta(seconds=5))
    page = scan(client, desk, code_of(person))
    assert page.texts(".verdict.attention .verdict-reason") == ["Shown again: this is recorded already"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("https://example.com/a", "This is not one of our codes"),
        ("BBB" + "CDFGHJKLNPRSTVXBCDFGH", "A badge of another event"),
    ],
)
def test_what_is_no_badge_of_ours_is_refused(client, desk, event, text, reason):
    event.letters = "NLR"
    page = scan(client, desk, text)
    assert page.texts(".verdict.refuse .verdict-reason") == [reason]
    assert page.all(".verdict-form") == []


def test_a_reference_shows_the_person_and_staff_let_in(client, desk, event):
    person = factories.registration(event, first_name="Zoë", last_name="Müller")
    page = scan(client, desk, show(person.reference).lower())
    assert page.texts(".found b") == ["Zoë Müller"]
    assert queries.count_inside(queries.lanes(event.id)[0].point_id) == 0
    page = client.page(client.submit(page, "Let in").location)
    assert page.texts(".verdict.accept .verdict-name") == ["Zoë Müller"]
    assert db.session.scalar(sa.select(Scan.how)) == "reference"


def test_a_mistyped_reference_is_an_error_of_the_field(client, desk, event):
    person = factories.registration(event)
    wrong = ("B" if person.reference[0] != "B" else "C") + person.reference[1:]
    answer = client.submit(client.page(desk), "Check in", text=wrong)
    assert answer.page.title.startswith("Error:")
    assert "One letter of this reference is wrong" in answer.page.text
    assert answer.page.one("input[name=text]").get("value") == wrong


def test_a_name_is_searched_and_people_are_let_in_from_the_list(client, desk, event):
    for first in ("Anne", "Jean"):
        factories.registration(event, first_name=first, last_name="Lefèvre-d’Orval")
    page = scan(client, desk, "lefevre orval")
    assert sorted(page.texts(".found b")) == ["Anne Lefèvre-d’Orval", "Jean Lefèvre-d’Orval"]
    assert page.texts("#found-title") == ["2 people for “lefevre orval”"]
    button = page.all(".found form")[0]
    answer = client.open(button.get("action"), method="POST", data=dict(button.form_values()))
    assert client.page(answer.location).texts(".verdict strong") == ["Come in"]


def test_nobody_is_found_in_words(client, desk, event):
    assert scan(client, desk, "Nobody Here").texts("#found-title") == ["Nobody for “Nobody Here”"]


def test_an_empty_field_says_what_belongs_in_it(client, desk):
    answer = client.submit(client.page(desk), "Check in", text="  ")
    assert answer.page.texts(".error-summary a") == ["Scan a badge, or type a reference or a name."]


def test_undo_takes_the_entry_back(client, desk, event, point):
    person = factories.badge_holder(event)
    page = scan(client, desk, code_of(person))
    page = client.page(client.submit(page, "Undo this scan").location)
    assert f"Undone: {person.full_name}" in page.text
    assert queries.count_inside(point.id) == 0
    assert page.texts(".latest small") == ["undone"]


def test_undo_asks_why_after_two_minutes(client, desk, event, point, clock):
    page = scan(client, desk, code_of(factories.badge_holder(event)))
    clock.shift(timedelta(minutes=3))
    asked = client.submit(page, "Undo this scan").page
    assert "Say why" in asked.text
    assert queries.count_inside(point.id) == 1
    client.submit(asked, "Undo this scan", why="Wrong person")
    assert queries.count_inside(point.id) == 0
    assert db.session.scalar(sa.select(Scan.why).where(Scan.kind == ScanKind.undo)) == "Wrong person"


def test_somebody_refused_is_let_in_with_a_reason(client, desk, event, point):
    person = factories.badge_holder(event, status=Status.waitlisted)
    page = scan(client, desk, code_of(person))
    assert page.texts(".verdict.refuse .verdict-reason") == ["On the waiting list"]
    asking = client.page(page.link("Let in anyway"))
    assert client.submit(asking, "Let in anyway", why="").page.title.startswith("Error:")
    page = client.page(client.submit(asking, "Let in anyway", why="Free seat").location)
    assert page.texts(".verdict.accept .verdict-reason") == ["Let in by Inès: Free seat"]
    assert queries.count_inside(point.id) == 1


def test_where_the_badge_lies_and_that_it_is_out_of_date_are_told(app, client, desk, event):
    person = factories.badge_holder(event, last_name="Zola")
    print_badges(app, [person], Run(Order.trays, (Tray(1, "", "A", "K"), Tray(2, "6c", "L", "Z"))))
    person.job_title = "Directrice"
    db.session.flush()
    page = scan(client, desk, code_of(person))
    assert "Badge: desk 2, tray L to Z" in page.texts(".verdict-notice")
    assert "Reprint the badge: it changed since it was printed" in page.texts(".verdict-notice")
    assert "votre badge vous attend" in page.one(".say [lang=fr]").text_content()
    assert "Your badge is waiting: desk 2, tray L to Z." in page.one(".say [lang=en]").text_content()


def test_a_notice_stands_beside_the_name(client, desk, event):
    person = factories.badge_holder(event, vip=True, door_note="Lunch with the speakers")
    page = scan(client, desk, code_of(person))
    assert page.texts(".verdict-notice") == ["VIP: call the host", "Lunch with the speakers"]


def test_lanes_are_chosen_and_exits_are_counted(client, desk, event, point, clock):
    way_out = door.lane(point, Direction.leave)
    person = factories.badge_holder(event)
    scan(client, desk, code_of(person))
    clock.shift(timedelta(minutes=1))
    page = scan(client, f"{desk}?lane={way_out.id}", code_of(person))
    assert page.texts(".verdict.accept strong") == ["Goodbye"]
    assert page.one("select option[selected]").get("value") == str(way_out.id)
    assert page.texts(".figures dt")[0] == "Inside"
    assert page.texts(".figure") == ["0", "1"]


def test_a_lane_of_another_event_is_not_there(client, desk):
    elsewhere = door.point(factories.event()).lanes[0]
    assert client.get(f"{desk}?lane={elsewhere.id}").status_code == 404


def test_a_reader_does_not_see_names(client, event, point):
    client.sign_in(factories.account(event, Role.reader))
    assert client.get(f"/en/organise/{event.slug}/check-in").status_code == 403
