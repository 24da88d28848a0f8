"""Facts that phones bring: any order, any age, each once."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.checkin import queries
from app.checkin.models import Conflict, Presence, Scan
from app.checkin.set_aside import SetAside
from app.checkin.terms import ScanKind, VerdictCode
from app.extensions import db
from app.registration.models import Registration
from tests import factories
from tests.checkin import door
from tests.checkin.phone import Phone

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def event():
    return factories.event(room_limit=180)


@pytest.fixture
def other(client, point):
    return Phone(client, door.lane(point))


def state():
    """All that facts amount to, told by UUIDs and without what counts the tries."""
    scans = db.session.execute(
        sa.select(
            Scan.uuid, Scan.kind, Scan.registration_id, Scan.corrected_at, Scan.sure, Scan.verdict,
            Scan.server_verdict, Scan.server_parameters,
        ).order_by(Scan.uuid)
    ).all()  # fmt: skip
    presence = db.session.execute(
        sa.select(
            Presence.point_id, Presence.registration_id, Presence.inside, Presence.entry_at, Presence.entry_lane_id
        ).order_by(Presence.point_id, Presence.registration_id)
    ).all()
    arrived = db.session.execute(sa.select(Registration.id, Registration.arrived_at).order_by(Registration.id)).all()
    return list(map(tuple, scans)), list(map(tuple, presence)), list(map(tuple, arrived)), conflicts()


def conflicts():
    """Pairs of UUIDs: entry, later."""
    entry, later = sa.orm.aliased(Scan), sa.orm.aliased(Scan)
    query = (
        sa.select(entry.uuid, later.uuid)
        .select_from(Conflict)
        .join(entry, entry.id == Conflict.entry_id)
        .join(later, later.id == Conflict.later_id)
    )
    return {(str(a), str(b)) for a, b in db.session.execute(query)}


def nested(depth):
    """Lists in lists."""
    return [] if depth == 0 else [nested(depth - 1)]


def test_a_scan_enters_and_its_holder_has_arrived(event, point, phone):
    person = factories.badge_holder(event)
    told = phone.sync([phone.scan(person)])
    assert [(one["state"], one["verdict"]) for one in told["results"]] == [("confirmed", "ok")]
    db.session.expire_all()
    assert person.arrived_at is not None
    assert queries.count_inside(point.id) == 1


def test_the_same_fact_twice_is_answered_alike_and_kept_once(event, phone):
    scan = phone.scan(factories.badge_holder(event))
    first = phone.sync([scan])["results"]
    before = state()
    assert phone.sync([scan, scan])["results"] == first * 2
    assert state() == before


def test_a_uuid_with_another_body_needs_attention_and_is_set_aside(event, phone):
    scan = phone.scan(factories.badge_holder(event))
    phone.sync([scan])
    told = phone.sync([scan | {"verdict": "already_in"}])["results"]
    assert [(one["state"], one["reason"]) for one in told] == [("attention", "altered")]
    assert db.session.scalar(sa.select(Scan.verdict)) == VerdictCode.ok
    assert db.session.scalar(sa.select(SetAside.why)) == "altered"


def test_two_phones_that_could_not_know_make_a_conflict(event, phone, other, clock):
    person = factories.badge_holder(event)
    early = phone.scan(person)
    clock.shift(timedelta(seconds=30))
    late = other.scan(person)
    assert other.sync([late])["corrections"] == []
    phone.sync([early])
    assert conflicts() == {(early["uuid"], late["uuid"])}
    assert [one["verdict"] for one in other.sync()["corrections"]] == ["already_in"]
    assert other.corrections[late["uuid"]]["parameters"]["lane"] == phone.lane_id


def test_a_lead_who_saw_the_entry_and_let_in_all_the_same_is_no_conflict(event, phone, other):
    person = factories.badge_holder(event)
    phone.sync([phone.scan(person)])
    word = {"who": None, "why": "Twins"}
    parameters = {"who": None, "why": "Twins", "instead_of": "already_in"}
    other.sync([other.scan(person, "ok_override", override=word, parameters=parameters)])
    assert conflicts() == set()


def test_an_undo_may_come_before_its_scan(event, point, phone):
    person = factories.badge_holder(event)
    scan = phone.scan(person)
    undo = phone.undo(scan)
    phone.sync([undo])
    phone.sync([scan])
    db.session.expire_all()
    assert person.arrived_at is None
    assert queries.count_inside(point.id) == 0


def test_an_undo_ends_a_conflict_and_gives_the_entry_to_the_other(event, phone, other, clock):
    person = factories.badge_holder(event)
    early = phone.scan(person)
    clock.shift(timedelta(seconds=30))
    late = other.scan(person)
    phone.sync([early])
    other.sync([late])
    assert conflicts() == {(early["uuid"], late["uuid"])}
    phone.sync([phone.undo(early)])
    assert conflicts() == set()
    assert db.session.scalar(sa.select(Scan.server_verdict).where(Scan.device_id == other.device_id)) == "ok"
    db.session.expire_all()
    assert person.arrived_at is not None


@pytest.mark.parametrize(
    "broken",
    [
        {"kind": "dance"}, {"wall": -1}, {"wall": "soon"}, {"wall": 1e300}, {"mono": 2**60}, {"mono": True},
        {"lane": None}, {"verdict": "perhaps"}, {"code_hash": "ABC"}, {"how": None}, {"run": "x" * 37},
        {"parameters": []}, {"parameters": {"a": "x" * 5000}}, {"why": "\0"}, {"why": "\ud800"}, {"override": "me"},
        {"person": 2**40}, {"direction": "up"}, {"app_version": 3},
    ],
)  # fmt: skip
def test_a_malformed_fact_is_told_apart_and_the_others_go_through(event, phone, broken):
    good, bad = phone.scan(factories.badge_holder(event)), phone.scan(factories.badge_holder(event)) | broken
    results = phone.sync([bad, good])["results"]
    assert [(one["state"], one.get("reason")) for one in results] == [("attention", "malformed"), ("confirmed", None)]
    assert db.session.scalar(sa.select(sa.func.count(Scan.id))) == 1
    assert db.session.scalar(sa.select(sa.func.count(SetAside.id))) == 1


@pytest.mark.parametrize("told", ["\0", "\ud800", 10**400, "x" * 1_900, nested(300), nested(700)])
def test_whatever_stands_in_its_parameters_a_scan_has_an_answer_and_the_others_go_through(event, phone, told):
    """On both databases: one of them takes no NUL and no half of a surrogate pair as text."""
    good, odd = phone.scan(factories.badge_holder(event)), phone.scan(factories.badge_holder(event), parameters={"a": told})
    first = phone.sync([odd])["results"]
    assert {one["state"] for one in first} <= {"confirmed", "attention"}
    both = phone.sync([odd, good])["results"]
    assert both[0] == first[0]
    assert both[1]["state"] == "confirmed"
    assert phone.sync()["people"] is not None


@pytest.mark.parametrize("odd", [None, 7, "scan", [], {}, {"uuid": "no"}])
def test_what_is_no_fact_at_all_has_an_answer_too(phone, odd):
    assert [one["state"] for one in phone.sync([odd])["results"]] == ["attention"]


def test_a_lane_of_another_event_is_an_unknown_place(event, phone):
    elsewhere = door.point(factories.event()).lanes[0]
    scan = phone.scan(factories.badge_holder(event)) | {"lane": elsewhere.id, "point": elsewhere.point_id}
    assert phone.sync([scan])["results"][0]["reason"] == "unknown_place"


def test_a_refused_scan_is_kept_and_changes_nothing(event, point, phone):
    scan = phone.scan("f" * 64, "unknown", parameters={"then": "desk"})
    assert phone.sync([scan])["results"][0]["verdict"] == "unknown"
    assert db.session.scalar(sa.select(Scan.registration_id)) is None
    assert queries.count_inside(point.id) == 0


def test_somebody_cancelled_who_was_let_in_counts_as_inside(event, point, phone):
    person = factories.badge_holder(event)
    scan = phone.scan(person)
    person.status, person.cancel_reason = "cancelled", "attendee"
    told = phone.sync([scan])
    assert told["results"][0]["verdict"] == "cancelled"
    assert [one["verdict"] for one in told["corrections"]] == ["cancelled"]
    assert db.session.scalar(sa.select(Scan.verdict)) == "ok"
    assert queries.count_inside(point.id) == 1


def test_scans_of_two_people_in_one_parcel_are_told_apart(event, point, phone):
    people = [factories.badge_holder(event) for _ in range(20)]
    phone.sync([phone.scan(person) for person in people])
    assert queries.count_inside(point.id) == 20
    undos = db.session.scalar(sa.select(sa.func.count(Scan.id)).where(Scan.kind == ScanKind.undo))
    assert undos == 0
