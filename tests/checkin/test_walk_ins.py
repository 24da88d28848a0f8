"""Walk-ins: registered on a phone, offline too, with a blank badge from the table."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.checkin import queries
from app.checkin.models import Conflict, Scan
from app.checkin.set_aside import WalkIn
from app.checkin.terms import DoorRole
from app.credentials import service as credentials
from app.events.locking import lock
from app.extensions import db
from app.jobs.models import Job
from app.registration.models import Registration, Status
from tests import factories
from tests.checkin import door
from tests.checkin.phone import Phone

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def event():
    return factories.event(capacity=0)


@pytest.fixture
def category(event):
    return factories.category(event)


@pytest.fixture
def blank(event, category):
    """The hash of a blank badge."""
    lock(event.id)
    credentials.open_event(event)
    return credentials.print_blanks(category, "B1", 1)[0].code_hash


@pytest.fixture
def lead(client, point):
    return Phone(client, point.lanes[0], DoorRole.lead)


@pytest.fixture
def other(client, point):
    return Phone(client, door.lane(point), DoorRole.lead)


def walk_ins():
    return list(db.session.scalars(sa.select(Registration).where(Registration.channel == "door").order_by(Registration.id)))


def codes(registration):
    db.session.expire_all()
    return [code.credential.code_hash for code in registration.codes if code.current]


def test_a_walk_in_is_confirmed_without_a_seat_and_has_the_blank_badge(category, blank, point, lead):
    told = lead.sync([lead.walk_in(category.id, blank), lead.scan(blank)])["results"]
    assert [one["state"] for one in told] == ["confirmed", "confirmed"]
    person, = walk_ins()
    assert (person.status, person.full_name, person.category_id) == (Status.confirmed, "Noor Haddad", category.id)
    assert codes(person) == [blank]
    assert person.arrived_at is not None
    assert queries.count_inside(point.id) == 1


def test_a_scan_may_come_before_its_walk_in(category, blank, point, lead):
    walk_in = lead.walk_in(category.id, blank)
    scan = lead.scan(blank)
    assert lead.sync([scan])["results"][0]["verdict"] == "blank"
    assert queries.count_inside(point.id) == 0
    lead.sync([walk_in])
    assert queries.count_inside(point.id) == 1
    assert db.session.scalar(sa.select(Scan.server_verdict).where(Scan.kind == "scan")) == "ok"
    assert lead.sync([scan])["results"][0]["verdict"] == "ok"


def test_the_order_within_a_parcel_does_not_matter(category, blank, point, lead):
    walk_in = lead.walk_in(category.id, blank)
    lead.sync([lead.scan(blank), walk_in])
    assert queries.count_inside(point.id) == 1


def test_a_walk_in_sent_twice_is_one_person(category, blank, lead):
    walk_in = lead.walk_in(category.id, blank)
    first = lead.sync([walk_in])["results"]
    assert lead.sync([walk_in])["results"] == first
    assert len(walk_ins()) == 1


def test_other_phones_hear_of_the_walk_in_and_of_the_badge_that_is_no_blank_any_more(category, blank, lead, other):
    other.sync()
    assert other.parts["blanks"] == [{"hash": blank, "category": category.id}]
    lead.sync([lead.walk_in(category.id, blank)])
    other.sync()
    assert other.parts["blanks"] == []
    assert [code["hash"] for person in other.people.values() for code in person["codes"]] == [blank]


@pytest.mark.parametrize("late_first", [True, False])
def test_of_two_walk_ins_on_one_blank_the_earlier_keeps_it(category, blank, point, lead, other, clock, late_first):
    early = [lead.walk_in(category.id, blank, "Early Bird"), lead.scan(blank)]
    clock.shift(timedelta(minutes=5))
    late = [other.walk_in(category.id, blank, "Late Riser"), other.scan(blank)]
    parcels = [(lead, early), (other, late)]
    for phone, facts in reversed(parcels) if late_first else parcels:
        phone.sync(facts)
    people = {person.first_name: person for person in walk_ins()}
    assert (codes(people["Early"]), codes(people["Late"])) == ([blank], [])
    assert db.session.scalars(sa.select(WalkIn.contested).order_by(WalkIn.scan_id)).all().count(True) == 1
    assert queries.count_inside(point.id) == 2
    assert db.session.scalar(sa.select(sa.func.count(Conflict.id))) == 0
    again = other.sync(late)["results"]
    assert [(one["state"], one.get("reason")) for one in again] == [("attention", "blank_taken"), ("confirmed", None)]


def test_a_walk_in_on_somebody_s_badge_stays_without_a_code(event, category, lead):
    holder = factories.badge_holder(event)
    result, = lead.sync([lead.walk_in(category.id, holder.codes[0].credential.code_hash)])["results"]
    assert result["reason"] == "blank_taken"
    assert codes(walk_ins()[0]) == []


def test_a_lead_hands_a_blank_badge_to_somebody_who_waits(event, blank, point, lead):
    person = factories.registration(event, status=Status.waitlisted)
    word = {"override": {"who": None, "why": "Free seat"}, "parameters": {"instead_of": "not_confirmed"}}
    lead.sync([lead.scan(blank, "ok_override", how="search", person=person.id, **word)])
    assert codes(person) == [blank]
    assert (person.status, person.arrived_at is not None) == (Status.waitlisted, True)
    assert lead.sync([lead.scan(blank, "already_in")])["results"][0]["verdict"] == "already_in"


def test_with_an_address_the_notice_is_mailed_and_one_in_use_is_left_out(event, category, lead):
    known = factories.registration(event)
    for email in ("noor@new.example", known.email):
        fact = lead.walk_in(category.id)
        fact["walk_in"]["email"] = email
        lead.sync([fact])
    assert [person.email for person in walk_ins()] == ["noor@new.example", None]
    kinds = [job.payload["kind"] for job in db.session.scalars(sa.select(Job).where(Job.kind == "mailing.send"))]
    assert kinds == ["walk_in"]


@pytest.mark.parametrize("broken", [{"first_name": "", "last_name": " "}, {"category": "x"}, {"first_name": "x" * 101}])
def test_a_walk_in_without_a_name_or_category_is_malformed(category, lead, broken):
    fact = lead.walk_in(category.id)
    fact["walk_in"] |= broken
    assert lead.sync([fact])["results"][0]["reason"] == "malformed"


def test_a_category_of_another_event_is_an_unknown_place(lead):
    elsewhere = factories.category(factories.event())
    assert lead.sync([lead.walk_in(elsewhere.id)])["results"][0]["reason"] == "unknown_place"
