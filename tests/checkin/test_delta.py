"""The copy that a phone holds: everything that changed, once, and nobody too many."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.badges.ordering import Order
from app.badges.printing import Run
from app.badges.trays import Tray
from app.checkin import cursor, delta, service
from app.checkin.sealing import unseal
from app.checkin.terms import DoorRole
from app.credentials import service as credentials
from app.credentials.models import Credential
from app.credentials.service import read_code
from app.events.locking import lock
from app.extensions import db
from app.registration.models import Departure, Registration, RegistrationCredential, Status
from app.registration.service import moving
from tests import factories
from tests.badges.paper import print_badges
from tests.checkin import door
from tests.checkin.phone import Phone, code_hash

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def event():
    return factories.event()


@pytest.fixture
def lead(client, point):
    return Phone(client, point.lanes[0], DoorRole.lead)


def edit(person, **values):
    """Change somebody as the back office would."""
    revision = lock(person.event_id)
    for name, value in values.items():
        setattr(person, name, value)
    moving.stamp(person, revision)


def test_the_first_load_brings_everybody_and_everything_around_them(event, phone):
    person = factories.badge_holder(event)
    told = phone.sync()
    assert (told["reset"], told["more"]) == (True, False)
    assert list(phone.people) == [person.id]
    assert told["event"]["letters"] == event.letters
    assert [one["id"] for one in told["categories"]] == [person.category_id]
    assert [(one["id"], one["policy"], one["kind"]) for one in told["points"]] == [(phone.point_id, "once", "entrance")]
    assert [(one["id"], one["direction"]) for one in told["lanes"]] == [(phone.lane_id, "in")]
    assert len(told["spares"]) >= 50


def test_a_phone_knows_where_a_badge_lies_and_that_it_is_no_longer_right(app, event, phone, lead):
    person = factories.badge_holder(event, last_name="Zola")
    phone.sync(), lead.sync()
    trays = (Tray(1, "", "A", "K"), Tray(2, "6c", "L", "Z"))
    print_badges(app, [person], Run(Order.trays, trays))
    phone.sync(), lead.sync()
    known = {"tray": {"fr": "Bureau 2, bac L à Z", "en": "Desk 2, tray L to Z"}}
    assert {name: lead.people[person.id]["clear"].get(name) for name in ("tray", "stale")} == known | {"stale": None}
    edit(person, job_title="Directrice")
    phone.sync(), lead.sync()
    assert lead.people[person.id]["clear"]["stale"] is True
    (code,) = phone.people[person.id]["codes"]
    told = unseal(code["sealed"], read_code(person.codes[0].credential), code["hash"], phone.epoch)
    assert (told["tray"], told["stale"]) == (known["tray"], True)
    print_badges(app, [person])
    lead.sync()
    assert "stale" not in lead.people[person.id]["clear"] and "tray" not in lead.people[person.id]["clear"]


def test_accounts_are_known_by_name_but_not_as_people_who_hold_a_phone(event, phone):
    ines = door.operator(event)
    account = service.operator_for(event.id, factories.account(event))
    db.session.flush()
    told = phone.sync()
    assert {one["id"]: one["at_desk"] for one in told["operators"]} == {ines.id: False, account.id: True}


def test_nothing_new_is_a_short_answer_with_the_same_figures(event, phone):
    factories.badge_holder(event)
    first = phone.sync()
    told = phone.sync()
    assert (told["people"], told["gone"], told["reset"]) == ([], [], False)
    assert told["counters"] == first["counters"]
    assert not {"event", "points", "lanes", "spares", "blanks", "operators"} & told.keys()


def test_a_scan_phone_reads_a_name_with_the_badge_alone(event, phone):
    person = factories.badge_holder(event, vip=True)
    answer = phone.post("/sync", phone.question())
    assert person.last_name not in answer.text
    assert person.email not in answer.text
    phone.take(answer.json)
    code = phone.people[person.id]["codes"][0]
    letters = read_code(person.codes[0].credential)
    clear = unseal(code["sealed"], letters, code["hash"], phone.epoch)
    assert (clear["last_name"], clear["notices"]) == (person.last_name, ["vip"])


def test_a_lead_phone_searches_by_name_and_never_sees_an_address(event, lead):
    person = factories.badge_holder(event, phone="0123456789", door_note="Speaks at nine")
    answer = lead.post("/sync", lead.question())
    assert person.email not in answer.text
    assert "0123456789" not in answer.text
    clear = answer.json["people"][0]["clear"]
    assert (clear["note"], clear["sort"]) == ("Speaks at nine", person.sort_key)
    assert "curie" in clear["search"]
    assert "sealed" not in answer.json["people"][0]["codes"][0]


def test_no_phone_learns_what_somebody_answered(event, phone, lead):
    person = factories.badge_holder(event)
    factories.answer(person, factories.question(event, label="Press card"), "FR-2027-0042")
    for each in (phone, lead):
        told = each.post("/sync", each.question()).text
        assert "FR-2027-0042" not in told and "Press card" not in told


def test_what_changed_comes_once(event, phone):
    people = [factories.badge_holder(event) for _ in range(3)]
    phone.sync()
    edit(people[1], status=Status.cancelled)
    assert [one["id"] for one in phone.sync()["people"]] == [people[1].id]
    assert phone.people[people[1].id]["status"] == "cancelled"
    assert phone.sync()["people"] == []


def test_an_entry_at_another_lane_comes_with_the_next_news_and_ones_own_does_not(event, client, point, phone, clock):
    person = factories.badge_holder(event)
    other = Phone(client, door.lane(point))
    phone.sync(), other.sync()
    clock.shift(timedelta(minutes=1))
    scan = phone.scan(person)
    assert phone.sync([scan])["people"] == []
    news = other.sync()
    assert (news["people"], [one["uuid"] for one in news["moved"][0]["passes"]]) == ([], [scan["uuid"]])
    other.sync([other.undo(scan)])
    assert [one["undone"] for one in phone.sync()["moved"][0]["passes"]] == [True]


def test_who_was_edited_and_came_is_told_whole(event, client, point, phone, clock):
    person = factories.badge_holder(event)
    other = Phone(client, door.lane(point))
    phone.sync(), other.sync()
    clock.shift(timedelta(minutes=1))
    edit(person, vip=True)
    phone.sync([phone.scan(person)])
    news = other.sync()
    assert (news["moved"], [len(one["passes"]) for one in news["people"]]) == ([], [1])


def test_who_left_is_gone(event, phone):
    person = factories.registration(event, status=Status.unverified)
    phone.sync()
    person_id, event_id, revision = person.id, event.id, lock(event.id)
    db.session.add(Departure(registration_id=person_id, event_id=event_id, revision=revision))
    db.session.execute(sa.delete(Registration).where(Registration.id == person_id))
    assert phone.sync()["gone"] == [person_id]
    assert phone.people == {}
    assert phone.sync()["gone"] == []


def test_a_copy_comes_page_by_page_and_changes_meanwhile_are_not_lost(event, client, point, monkeypatch):
    monkeypatch.setattr(delta, "PAGE", 2)
    people = [factories.registration(event) for _ in range(5)]
    phone = Phone(client, point.lanes[0])
    first = phone.post("/sync", phone.question()).json
    phone.take(first)
    assert (first["more"], sorted(phone.people)) == (True, [person.id for person in people[:2]])
    edit(people[0], first_name="Changed", status=Status.cancelled)
    edit(people[4], status=Status.cancelled)
    phone.sync()
    phone.sync()
    assert sorted(phone.people) == [person.id for person in people]
    assert {people[0].id, people[4].id} == {i for i, one in phone.people.items() if one["status"] == "cancelled"}


def test_a_part_comes_again_only_when_it_changed(event, point, phone):
    phone.sync()
    lock(event.id)
    point.label = {"fr": "Accueil", "en": "Welcome"}
    told = phone.sync()
    assert told["points"][0]["name"]["en"] == "Welcome"
    assert "lanes" not in told


def test_a_badge_issued_this_morning_was_a_spare_of_yesterdays_copy(event, phone):
    credentials.open_event(event)
    known = set(phone.sync()["spares"])
    assert code_hash(factories.badge_holder(event)) in known


def test_after_a_restore_the_copy_starts_from_nothing_and_old_spares_are_told_apart(event, phone):
    factories.badge_holder(event)
    phone.sync()
    old, cursor_before = set(phone.parts["spares"]), phone.cursor
    credentials.new_epoch()
    told = phone.sync()
    assert (told["reset"], told["epoch"] != cursor_before[:12]) == (True, True)
    assert set(told["retired"]) == old
    assert len(told["spares"]) >= 50
    assert not old & set(told["spares"])


@pytest.mark.parametrize("odd", ["", "x", "0" * 200, "0.0.0", "é"])
def test_a_cursor_that_is_none_of_ours_starts_from_nothing(event, phone, odd):
    factories.registration(event)
    phone.cursor = odd
    told = phone.sync()
    assert (told["reset"], len(told["people"])) == (True, 1)


def test_another_role_starts_from_nothing(event, phone):
    factories.badge_holder(event)
    phone.sync()
    from_scan = phone.cursor.replace(".scan.", ".lead.")
    assert cursor.read(phone.cursor, phone.epoch, event.id, "lead") is None
    assert cursor.read(from_scan, phone.epoch, event.id, "lead") is not None


def test_in_a_rush_news_of_others_come_every_two_seconds(event, client, point, phone, clock):
    other = Phone(client, door.lane(point))
    people = [factories.badge_holder(event) for _ in range(3)]
    phone.sync()
    other.sync([other.scan(people[0])])
    assert phone.sync([phone.scan(people[1])])["moved"] == []
    clock.shift(timedelta(seconds=2))
    assert [one["id"] for one in phone.sync([phone.scan(people[2])])["moved"]] == [people[0].id]


def test_scans_of_merged_people_are_read_together(event, client, point, phone, clock):
    kept, merged = factories.badge_holder(event), factories.badge_holder(event)
    other = Phone(client, door.lane(point))
    phone.sync()
    other.sync([other.scan(merged)])
    edit(merged, status=Status.cancelled, merged_into_id=kept.id, cancel_reason="merged")
    edit(kept)
    phone.sync()
    assert len(phone.people[kept.id]["passes"]) == 1
    assert phone.people[merged.id]["passed_on"]


def test_codes_that_somebody_had_are_told_with_their_state(event, phone):
    person = factories.badge_holder(event)
    lock(event.id)
    old = db.session.scalars(sa.select(Credential).join(RegistrationCredential)).one()
    old.state, old.revoked_at = "revoked", db.func.now()
    phone.sync()
    code = phone.people[person.id]["codes"][0]
    assert (code["state"], code["revoked_at"] is not None) == ("revoked", True)
