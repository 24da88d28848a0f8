"""Check-in points and lanes in the back office."""

from datetime import timedelta

import pytest

from app.audit.queries import history
from app.audit.service import SYSTEM
from app.checkin import queries, setting_up
from app.checkin.devices import Device
from app.checkin.points import CheckinPoint, Lane
from app.checkin.terms import DeviceState, Direction, PointKind, Policy
from app.core.clock import now
from app.extensions import db
from tests import factories
from tests.checkin import door
from tests.refusals import refused

NEW = {"label_fr": "Déjeuner : salle haute", "label_en": "Lunch", "kind": "lunch", "policy": "once"}


@pytest.fixture
def point(event) -> CheckinPoint:
    return door.point(event)


@pytest.fixture
def edit(desk, place):
    """edit(thing): the page of a point or a lane."""

    def open_page(thing):
        return desk.page(place(f"points/{'lanes/' if isinstance(thing, Lane) else ''}{thing.id}"))

    return open_page


@pytest.fixture
def passed(event, point):
    """One person came in through the point's lane."""
    guest = factories.badge_holder(event)
    door.show(guest, point.lanes[0], door.operator(event))
    return guest


@pytest.fixture
def stands(event, point) -> Device:
    """A phone at the point's lane."""
    return factories.add(Device(
        event_id=event.id, lane_id=point.lanes[0].id, state=DeviceState.active, token_hash="t" * 64, paired_at=now()
    ))  # fmt: skip


def find(event, name: str) -> CheckinPoint:
    return next(each for each in queries.points(event.id) if each.label.get("en") == name)


# The page.


def test_without_a_point_the_page_says_what_they_are(desk, place, event):
    page = desk.page(place("points"))
    assert "No check-in point yet" in page.text
    assert desk.page(page.link("Add the first point")).heading == "New check-in point"


def test_each_point_says_its_rule_who_passes_how_many_are_inside_and_its_lanes(desk, place, event, point, passed):
    event.room_limit = 200
    row = desk.page(place("points")).texts("tbody tr")[0]
    for words in ("Entrance", "Once", "everybody", "Lane A", "way in", "1 of 200"):
        assert words in row


# Adding and changing.


def test_a_point_is_added_at_the_end_with_a_lane_at_which_one_can_begin(desk, place, event, point):
    answer = desk.submit(desk.page(place("points/new")), "Save the point", **NEW)
    made = find(event, "Lunch")
    assert made.label["fr"] == "Déjeuner\u00a0: salle haute"
    assert (made.kind, made.policy, made.limit, made.position) == (PointKind.lunch, Policy.once, None, 1)
    assert [lane.direction for lane in made.lanes] == [Direction.enter]
    assert "“Lunch” is a check-in point now, with one lane." in desk.page(answer.location).text
    assert "added the check-in point “Déjeuner : salle haute”" in desk.page(place("journal")).text


def test_all_that_rules_a_point_is_set_in_place(desk, event, point, edit):
    category = event.categories[0]
    workshop = factories.session(event, capacity=20)
    day = event.starts_at.astimezone(event.zone)
    desk.submit(
        edit(point), "Save the point", policy="in-and-out", categories=[category.code], session=str(workshop.id),
        room_limit="40", opens_at=f"{day:%Y-%m-%d}T12:00", closes_at=f"{day:%Y-%m-%d}T14:30",
    )  # fmt: skip
    assert (point.policy, point.categories, point.session, point.limit) == (Policy.in_and_out, [category], workshop, 40)
    local = point.opens_at.astimezone(event.zone), point.closes_at.astimezone(event.zone)
    assert [f"{at:%H:%M}" for at in local] == ["12:00", "14:30"]
    desk.submit(edit(point), "Save the point", room_limit="", opens_at="", closes_at="", session="0", categories=None)
    assert (point.limit, point.opens_at, point.session_id, point.categories) == (event.room_limit, None, None, [])


def test_phones_are_told_by_the_event_s_revision(desk, event, point, edit):
    before = event.revision
    desk.submit(edit(point), "Save the point", label_en="Main door")
    assert point.revision == event.revision > before


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"label_fr": " "}, "Write the name in the event’s first language."),
        ({"kind": "window"}, "Choose again"),
        ({"room_limit": "-1"}, "Type a number"),
        ({"opens_at": "noon"}, "Type a day and an hour."),
        ({"closes_at": "9999-12-31T23:59"}, "Check the year of this date."),
        ({"opens_at": "2027-06-15T14:00", "closes_at": "2027-06-15T14:00"}, "It closes after it opens"),
        ({"opens_at": "2027-03-28T02:30"}, "clocks jump over this hour"),
        ({"categories": ["NONE"]}, "Choose again"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(desk, place, event, typed, says):
    page = desk.submit(desk.page(place("points/new")), "Save the point", **NEW | typed).page
    assert page.title.startswith("Error:") and says in page.texts(".error-summary a")[0]
    assert page.one("[name=label_en]").get("value") == "Lunch"
    assert queries.points(event.id) == []


def test_the_service_itself_refuses_what_no_form_lets_through(event, point):
    values = {name: getattr(point, name) for name in setting_up.POINT}
    elsewhere = factories.session(factories.event())
    with refused("out_of_order"):
        setting_up.change_point(event.id, point.id, values | {"opens_at": event.ends_at, "closes_at": event.starts_at}, by=SYSTEM)
    with refused("no_session"):
        setting_up.add_point(event.id, values | {"session_id": elsewhere.id}, by=SYSTEM)


def test_only_sessions_with_places_can_be_asked_for(desk, place, event):
    factories.session(event, title={"en": "Opening"}, capacity=None)
    factories.session(event, title={"en": "Workshop"}, capacity=3)
    assert len(desk.page(place("points/new")).all("[name=session]")) == 2


def test_the_second_of_two_editors_is_told_and_keeps_what_was_typed(desk, event, point, edit):
    hers, his = edit(point), edit(point)
    desk.submit(hers, "Save the point", room_limit="30")
    page = desk.submit(his, "Save the point", label_en="Main door").page
    assert "Somebody else changed this meanwhile" in page.text
    assert page.one("[name=label_en]").get("value") == "Main door"
    assert (point.room_limit, point.label["en"]) == (30, "Entrance")


def test_saving_what_nobody_changed_changes_nothing(desk, event, point, edit):
    desk.submit(edit(point), "Save the point")
    desk.submit(edit(point.lanes[0]), "Save the lane")
    assert history("point", point.id) == history("lane", point.lanes[0].id) == []


def test_hostile_words_stand_as_words(desk, place, event):
    words = "<script>alert(1)</script>{{7*7}}"
    desk.submit(desk.page(place("points/new")), "Save the point", **NEW | {"label_en": words})
    assert desk.page(place("points")).texts("th[scope=row] a") == [words]


def test_what_people_have_passed_stays_what_it_is(desk, event, point, passed, edit):
    door.point(event)
    page = edit(point)
    assert page.one("[name=kind][value=lunch]").get("disabled") is not None
    page = desk.submit(page, "Save the point", kind="lunch").page
    assert "people have passed it already" in page.text and point.kind is PointKind.entrance


def test_a_limit_below_the_people_inside_is_said_before_it_is_saved(desk, event, point, passed, edit):
    page = desk.submit(edit(point), "Save the point", room_limit="0").page
    assert "1 person is inside already. Nobody is sent out" in page.text and point.room_limit is None
    desk.submit(page, "Save it all the same")
    assert point.room_limit == 0


def test_that_nobody_would_count_as_arrived_is_said_before_it_is_saved(desk, event, point, edit):
    page = desk.submit(edit(point), "Save the point", kind="cloakroom").page
    assert "No entrance would be left" in page.text and point.kind is PointKind.entrance


def test_points_stand_in_the_order_that_organisers_want(desk, place, event, point):
    door.point(event, label={"en": "Cloakroom"}, kind=PointKind.cloakroom, position=1)
    desk.submit(desk.page(place("points")), "Up “Cloakroom”")
    assert desk.page(place("points")).texts("th[scope=row] a") == ["Cloakroom", "Entrance"]
    assert desk.post(place(f"points/{point.id}/move/sideways")).status_code == 404


def test_another_day_of_the_event_takes_the_hours_along(desk, place, event, point):
    point.opens_at = event.starts_at
    opened, day = point.opens_at, timedelta(days=40)
    local = {name: getattr(event, name).astimezone(event.zone) + day for name in ("doors_at", "starts_at", "ends_at")}
    desk.submit(
        desk.page(place("settings/dates")), "Save the settings", **{name: f"{at:%Y-%m-%dT%H:%M}" for name, at in local.items()}
    )  # fmt: skip
    assert point.opens_at.astimezone(event.zone) == opened.astimezone(event.zone) + day


# Lanes.


def test_a_lane_is_added_and_turned_round(desk, place, event, point, edit):
    page = desk.page(desk.page(place("points")).link("Add a lane Entrance"))
    desk.submit(page, "Save the lane", label_fr="Sortie", label_en="Exit", direction="out")
    lane = point.lanes[-1]
    assert (lane.label["en"], lane.direction) == ("Exit", Direction.leave)
    desk.submit(edit(lane), "Save the lane", direction="in")
    assert lane.direction is Direction.enter
    assert "changed the lane “Sortie” at “Entrée”: the direction" in desk.page(place("journal")).text


def test_phones_that_turn_round_are_told_of_before(desk, event, point, stands, edit):
    page = desk.submit(edit(point.lanes[0]), "Save the lane", direction="out").page
    assert "1 phone stands here. It turns round as soon as it has a network" in page.text
    assert point.lanes[0].direction is Direction.enter
    desk.submit(page, "Save it all the same")
    assert point.lanes[0].direction is Direction.leave


# Deleting.


def test_what_nobody_used_is_deleted_after_a_question(desk, place, event, point, edit):
    door.lane(point)
    desk.submit(desk.page(edit(point.lanes[1]).link("Delete the lane")), "Delete the lane")
    assert len(point.lanes) == 1
    question = desk.page(edit(point).link("Delete the point"))
    assert question.heading == "Delete “Entrance”?"
    desk.submit(question, "Delete the point")
    assert queries.points(event.id) == []
    assert "deleted the check-in point “Entrée”" in desk.page(place("journal")).text


def test_lanes_change_places_and_phones_hear_of_it(desk, place, event, point):
    first, second = point.lanes[0], door.lane(point)
    second.label, before = {"en": "Lane B"}, event.revision
    answer = desk.submit(desk.page(place("points")), "Up “Lane B”")
    db.session.expire_all()
    assert point.lanes == [second, first]
    assert event.revision > before
    assert "“Lane B” is moved." in desk.page(answer.location).text
    assert "moved the lane" in desk.page(place("journal")).text
    desk.post(place(f"points/lanes/{second.id}/move/up"))
    db.session.expire_all()
    assert point.lanes == [second, first]
    assert desk.post(place(f"points/lanes/{first.id}/move/sideways")).status_code == 404


@pytest.mark.parametrize("thing", ["point", "lane"])
def test_what_was_used_stays_and_says_by_what(desk, place, event, point, passed, stands, thing):
    path = place(f"points/{point.id}/delete" if thing == "point" else f"points/lanes/{point.lanes[0].id}/delete")
    page = desk.page(path)
    assert "1 scan was made here" in page.text and "1 phone stands here" in page.text
    assert f"Delete the {thing}" not in page.texts("main button")
    assert "1 scan was made here" in desk.post(path).page.text
    assert db.session.get(Lane, point.lanes[0].id) is not None


# Who.


@pytest.mark.parametrize("path", ["{point}", "{point}/delete", "{point}/lanes/new", "lanes/{lane}", "lanes/{lane}/delete"])
def test_points_and_lanes_of_another_event_are_not_here(desk, place, event, path):
    elsewhere = door.point(factories.event())
    assert desk.get(place("points/" + path.format(point=elsewhere.id, lane=elsewhere.lanes[0].id))).status_code == 404


@pytest.mark.parametrize("role", ["receptionist", "reader"])
def test_points_are_for_organisers(request, client, place, point, role):
    client.sign_in(request.getfixturevalue(role))
    for path in ("points", "points/new", f"points/{point.id}", f"points/lanes/{point.lanes[0].id}"):
        assert client.get(place(path)).status_code == 403
