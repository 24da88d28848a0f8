"""The dashboard on the day, the big screen, and who is inside."""

from datetime import timedelta

import pytest

from app.checkin.follows import Follow
from tests import factories
from tests.checkin import door
from tests.checkin.phone import Phone
from tests.counted import statements

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def event():
    return door.today(room_limit=100)


@pytest.fixture
def point(event):
    return door.point(event)


@pytest.fixture
def morning(client, event, point, clock):
    """Ten people come in at a phone, one each four seconds; two more are expected."""
    phone = Phone(client, point.lanes[0])
    phone.sync()
    scans = []
    for number in range(10):
        clock.shift(timedelta(seconds=4))
        scans.append(phone.scan(factories.badge_holder(event, last_name=f"Secret{number}")))
    phone.sync(scans)
    for _ in range(2):
        factories.badge_holder(event)
    return phone


def shown(page):
    return dict(zip(page.texts(".figures dt"), page.texts(".figures .figure"), strict=True))


def test_before_anybody_comes_the_door_is_quiet(desk, place, point):
    page = desk.page(place())
    assert shown(page) == {"Inside": "0", "Arrived": "0", "Still expected": "0", "Between two scans": "–", "To clarify": "0"}


def test_the_figures_are_those_of_the_door(desk, place, morning):
    page = desk.page(place())
    assert shown(page) == {"Inside": "10", "Arrived": "10", "Still expected": "2", "Between two scans": "4", "To clarify": "0"}
    assert "/ 100" in page.text and "83 % of those expected" in page.text
    assert "1 lane suffices." in page.text
    assert "the 2 people still expected are in by 9:03" in page.text
    assert page.texts("table.folding td")[1:3] == ["10", "4 s"]
    assert "online" in page.text


def test_a_lane_without_a_pause_wants_another_one(client, desk, place, event, point, clock):
    phone = Phone(client, point.lanes[0])
    phone.sync()
    people = [factories.badge_holder(event) for _ in range(60)]
    scans = []
    for person in people:
        clock.shift(timedelta(seconds=5))
        scans.append(phone.scan(person))
    phone.sync(scans)
    page = desk.page(place())
    assert "Open another lane." in page.text
    assert desk.page(page.link("Pair a phone")).heading == "Pair a phone"


def test_the_busiest_lanes_have_a_bar_and_all_others_one_together(desk, place, event, point):
    by = door.operator(event)
    for number, lane in enumerate([point.lanes[0], *(door.lane(point) for _ in range(3))], 1):
        for _ in range(number):
            door.show(factories.badge_holder(event), lane, by)
    page = desk.page(place())
    assert page.texts(".series li") == ["Lane A, 4", "Lane A, 3", "Other lanes, 3"]
    assert page.texts(".behind td") == ["4", "3", "3"]
    assert "now" in page.texts(".chart.wide .peak")


def test_a_room_that_is_too_full_is_told_before_all_else(desk, place, event, morning):
    event.room_limit = 8
    assert "2 people more than the room may hold." in desk.page(place()).text


def test_a_phone_that_is_silent_is_named(desk, place, morning, clock):
    clock.shift(timedelta(minutes=6))
    assert "no news for 6 minutes" in desk.page(place()).text


def test_after_the_end_who_is_missing_did_not_come(desk, place, morning, clock):
    clock.shift(timedelta(hours=10))
    assert shown(desk.page(place()))["Did not come"] == "2"


def test_news_are_asked_for_cheaply(desk, place, event, morning, clock):
    page = desk.page(place())
    address = page.one("#board").get("data-live")
    first = desk.get(address)
    assert "Who is there" in first.json["html"]
    with statements() as seen:
        again = desk.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert len(seen) <= 5
    morning.sync([morning.scan(factories.badge_holder(event))])
    news = desk.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (news.status_code, "11" in news.json["html"]) == (200, True)
    clock.shift(timedelta(seconds=20))
    assert desk.get(address, headers={"If-None-Match": news.headers["ETag"]}).status_code == 200


def test_what_one_role_may_see_is_no_answer_for_another(client, app, desk, place, reader, morning):
    address = desk.page(place()).one("#board").get("data-live")
    tag = desk.get(address).headers["ETag"]
    other = app.test_client().sign_in(reader).get(address, headers={"If-None-Match": tag})
    assert other.status_code == 200
    assert "Secret" not in other.text and "to-clarify" not in other.text


def test_who_is_awaited_is_named_with_their_host(desk, place, event, point, organiser):
    guest = factories.badge_holder(event, last_name="Lacombe", vip=True)
    factories.add(Follow(event_id=event.id, account_id=organiser.id))
    door.show(guest, point.lanes[0], door.operator(event))
    text = desk.page(place()).text
    assert "Camille Lacombe, VIP" in text and f"{organiser.name} is told" in text


def test_the_big_screen_shows_no_name_and_nothing_to_press(client, reader, place, morning):
    page = client.sign_in(reader).page(place("screen"))
    assert shown(page)["Inside"] == "10"
    assert "Secret" not in page.source
    assert page.all("main button, main a") == []


def test_nor_does_it_where_an_organiser_put_it_up(desk, place, morning):
    page = desk.page(place("screen"))
    assert "To clarify" not in shown(page)
    news = desk.get(page.one("#board").get("data-live")).json["html"]
    assert "<a " not in news and "To clarify" not in news


def test_who_is_inside_is_listed_by_name_for_an_evacuation(desk, place, event, point, morning):
    out = door.lane(point, direction=door.Direction.leave)
    gone = factories.badge_holder(event, last_name="Gone")
    door.show(gone, point.lanes[0], by := door.operator(event))
    door.show(gone, out, by)
    page = desk.page(place("inside"))
    assert page.heading == "People inside 10"
    assert page.texts("tbody th")[:2] == ["Secret0 Camille", "Secret1 Camille"]
    assert "Gone" not in page.text


def test_two_registrations_of_one_person_are_inside_once(desk, place, event, point):
    by = door.operator(event)
    stays = factories.badge_holder(event, last_name="Stays")
    ends = factories.badge_holder(event, last_name="Ends")
    door.show(stays, point.lanes[0], by)
    door.show(ends, point.lanes[0], by)
    ends.merged_into_id = stays.id
    assert desk.page(place("inside")).texts("tbody th") == ["Stays Camille"]
