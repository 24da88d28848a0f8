"""Checking in at the desk: facts, presence, arrivals, undo."""

from datetime import timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa
import time_machine

from app.checkin import queries, service
from app.checkin.models import Presence, Scan, ScanCursor
from app.checkin.showing import Showing
from app.checkin.terms import CodeKind, Direction, How, Policy, ScanKind, VerdictCode
from app.core.clock import now
from app.core.errors import DomainError, NotFound, TooMany
from app.extensions import db
from app.registration.models import CancelReason, Registration, SeatState, SessionSeat, Status
from tests import factories
from tests.checkin import door

START = "2027-03-18T08:00:00Z"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(START, tick=False) as clock:
        yield clock


@pytest.fixture
def event():
    return factories.event(room_limit=180)


@pytest.fixture
def point(event):
    return door.point(event)


@pytest.fixture
def lane(point):
    return point.lanes[0]


@pytest.fixture
def ines(event):
    return door.operator(event)


def verdict_of(answer):
    return VerdictCode.shown_again if answer.again else answer.scan.verdict


def arrived_at(person):
    return db.session.scalar(sa.select(Registration.arrived_at).where(Registration.id == person.id))


def test_a_good_badge_enters_and_its_holder_has_arrived(event, point, lane, ines):
    person = factories.badge_holder(event)
    scan = door.show(person, lane, ines).scan
    assert (scan.verdict, scan.registration_id, scan.sure) == (VerdictCode.ok, person.id, True)
    assert arrived_at(person) == now()
    assert queries.counters(point) == queries.Counters(inside=1, limit=180, entries=1, arrived=1, expected=1)


def test_the_second_time_is_told_when_and_where_the_first_was(event, point, lane, ines, clock):
    person = factories.badge_holder(event)
    first = door.show(person, lane, ines).scan
    clock.shift(timedelta(minutes=5))
    second = door.show(person, door.lane(point), ines).scan
    assert second.verdict is VerdictCode.already_in
    assert (second.parameters["lane"], second.parameters["operator"]) == (first.lane_id, ines.id)
    assert arrived_at(person) == first.corrected_at


def test_the_same_uuid_is_the_same_fact(event, lane, ines):
    person, uuid = factories.badge_holder(event), uuid4()
    first = door.show(person, lane, ines, uuid)
    assert door.show(person, lane, ines, uuid) == first
    assert db.session.scalar(sa.select(sa.func.count(Scan.id))) == 1


def test_a_badge_shown_again_makes_no_fact(event, lane, ines, clock):
    person = factories.badge_holder(event)
    first = door.show(person, lane, ines)
    clock.shift(timedelta(seconds=9))
    again = door.show(person, lane, ines)
    assert (again.again, again.scan) == (True, first.scan)
    clock.shift(timedelta(seconds=2))
    assert verdict_of(door.show(person, lane, ines)) is VerdictCode.already_in


def test_who_took_the_last_place_is_only_shown_again(event, ines):
    point, person = door.point(event, room_limit=1), factories.badge_holder(event)
    door.show(person, point.lanes[0], ines)
    assert door.show(person, point.lanes[0], ines).again


def test_a_badge_shown_again_to_somebody_else_is_already_in(event, lane, ines):
    person = factories.badge_holder(event)
    door.show(person, lane, ines)
    assert verdict_of(door.show(person, lane, door.operator(event, "Mehdi"))) is VerdictCode.already_in


def test_a_badge_is_judged_anew_when_its_holder_was_confirmed_meanwhile(event, lane, ines):
    person = factories.badge_holder(event)
    person.status = Status.pending
    assert verdict_of(door.show(person, lane, ines)) is VerdictCode.not_confirmed
    assert verdict_of(door.show(person, lane, ines)) is VerdictCode.shown_again
    person.status = Status.confirmed
    assert verdict_of(door.show(person, lane, ines)) is VerdictCode.ok


def test_a_lead_lets_in_at_once_and_the_word_holds_at_other_points(event, lane, ines, clock):
    person = factories.badge_holder(event, status=Status.waitlisted)
    lunch = door.point(event, policy=Policy.once)
    assert verdict_of(door.show(person, lane, ines)) is VerdictCode.not_confirmed
    scan = door.show(person, lane, ines, override="Free seat").scan
    assert (scan.verdict, scan.why) == (VerdictCode.ok_override, "Free seat")
    assert scan.parameters == {"who": ines.id, "why": "Free seat", "instead_of": "not_confirmed"}
    assert verdict_of(door.show(person, lane, ines)) is VerdictCode.shown_again
    assert verdict_of(door.show(person, lunch.lanes[0], ines)) is VerdictCode.ok
    service.undo(event.id, scan.uuid, uuid=uuid4(), operator=ines)
    clock.shift(timedelta(minutes=1))
    assert verdict_of(door.show(person, lunch.lanes[0], ines)) is VerdictCode.not_confirmed


def test_undo_sets_entry_presence_and_arrival_back(event, point, lane, ines):
    person = factories.badge_holder(event)
    scan = door.show(person, lane, ines).scan
    service.undo(event.id, scan.uuid, uuid=uuid4(), operator=ines)
    assert arrived_at(person) is None
    assert queries.counters(point) == queries.Counters(inside=0, limit=180, entries=0, arrived=0, expected=1)
    assert verdict_of(door.show(person, lane, ines)) is VerdictCode.ok


def test_undo_leaves_both_facts_and_twice_is_once(event, lane, ines):
    scan = door.show(factories.badge_holder(event), lane, ines).scan
    first = service.undo(event.id, scan.uuid, uuid=uuid4(), operator=ines)
    assert service.undo(event.id, scan.uuid, uuid=uuid4(), operator=ines) == first
    assert (first.kind, first.undone_uuid) == (ScanKind.undo, scan.uuid)
    assert queries.latest(lane) == [(scan, True)]


def test_undo_asks_why_after_two_minutes(event, lane, ines, clock):
    scan = door.show(factories.badge_holder(event), lane, ines).scan
    clock.shift(timedelta(minutes=2, seconds=1))
    with pytest.raises(DomainError) as refused:
        service.undo(event.id, scan.uuid, uuid=uuid4(), operator=ines)
    assert refused.value.code == "reason_needed"
    assert service.undo(event.id, scan.uuid, uuid=uuid4(), operator=ines, why="Wrong person").why == "Wrong person"


def test_a_refused_scan_cannot_be_undone_nor_one_of_another_event(event, lane, ines):
    person = factories.badge_holder(event, status=Status.pending)
    scan = door.show(person, lane, ines).scan
    with pytest.raises(DomainError) as refused:
        service.undo(event.id, scan.uuid, uuid=uuid4(), operator=ines)
    assert refused.value.code == "nothing_to_undo"
    with pytest.raises(NotFound):
        service.undo(factories.event().id, scan.uuid, uuid=uuid4(), operator=ines)


def test_somebody_found_by_reference_enters_without_a_badge(event, lane, ines):
    person = factories.registration(event)
    scan = door.find(person, lane, ines).scan
    assert (scan.verdict, scan.how, scan.code_hash) == (VerdictCode.ok, How.reference, None)
    assert verdict_of(door.find(person, lane, ines, How.search)) is VerdictCode.already_in


def test_a_person_of_another_event_is_unknown_here(event, lane, ines):
    elsewhere = factories.badge_holder(factories.event())
    assert verdict_of(door.show(elsewhere, lane, ines)) is VerdictCode.unknown
    assert verdict_of(door.find(elsewhere, lane, ines)) is VerdictCode.unknown


@pytest.mark.parametrize("read_as", [CodeKind.unreadable, CodeKind.other_event])
def test_what_is_no_code_of_ours_is_kept_as_a_refused_scan(event, lane, ines, read_as):
    answer = service.check_in(Showing(uuid4(), lane, ines, How.code, read_as=read_as))
    assert answer.scan.verdict == read_as
    assert answer.scan.registration_id is None


def test_a_spare_is_unknown_to_the_server(event, lane, ines):
    from_reserve = factories.badge_holder(event).codes[0].credential
    spare = db.session.scalar(
        sa.select(type(from_reserve)).where(type(from_reserve).state == "spare").limit(1)
    )
    answer = service.check_in(Showing(uuid4(), lane, ines, How.code, code_hash=spare.code_hash))
    assert answer.scan.verdict is VerdictCode.unknown


def test_an_exit_lane_lets_everybody_out_and_once_stays_once(event, point, lane, ines, clock):
    person, way_out = factories.badge_holder(event), door.lane(point, Direction.leave)
    door.show(person, lane, ines)
    clock.shift(timedelta(hours=1))
    assert verdict_of(door.show(person, way_out, ines)) is VerdictCode.ok_exit
    assert queries.counters(point).inside == 0
    assert verdict_of(door.show(person, lane, ines)) is VerdictCode.already_in
    assert arrived_at(person) is not None


def test_in_and_out_counts_who_is_inside(event, ines, clock):
    point = door.point(event, policy=Policy.in_and_out)
    person, way_in, way_out = factories.badge_holder(event), point.lanes[0], door.lane(point, Direction.leave)
    seen = []
    for lane in (way_in, way_in, way_out, way_in):
        seen.append(verdict_of(door.show(person, lane, ines)))
        clock.shift(timedelta(minutes=1))
    assert seen == ["ok", "already_in", "ok_exit", "ok_reentry"]
    assert queries.counters(point).inside == 1


def test_the_room_fills_up(event, ines):
    point = door.point(event, room_limit=1)
    one, other = factories.badge_holder(event), factories.badge_holder(event)
    assert verdict_of(door.show(one, point.lanes[0], ines)) is VerdictCode.ok
    full = door.show(other, point.lanes[0], ines).scan
    assert (full.verdict, full.parameters) == (VerdictCode.room_full, {"inside": 1, "limit": 1})


def test_a_session_room_takes_those_who_hold_a_place(event, ines):
    session = factories.session(event)
    point = door.point(event, kind="session", session=session)
    holder, waiter = factories.badge_holder(event), factories.badge_holder(event)
    factories.add(SessionSeat(registration=holder, session=session, state=SeatState.held))
    factories.add(SessionSeat(registration=waiter, session=session, state=SeatState.waiting))
    assert verdict_of(door.show(holder, point.lanes[0], ines)) is VerdictCode.ok
    assert door.show(waiter, point.lanes[0], ines).scan.parameters == {"why": "session"}
    assert arrived_at(holder) is None


def test_a_point_for_some_categories_turns_others_away(event, ines):
    person = factories.badge_holder(event)
    press = factories.category(event)
    point = door.point(event, categories=[press])
    assert door.show(person, point.lanes[0], ines).scan.parameters == {"why": "category"}


def test_a_replaced_code_is_told_from_a_cancelled_one(event, lane, ines):
    person = factories.badge_holder(event)
    credential = person.codes[0].credential
    credential.state, credential.revoked_at = "revoked", now()
    assert verdict_of(door.show(person, lane, ines)) is VerdictCode.replaced
    person.status, person.cancel_reason = Status.cancelled, CancelReason.attendee
    assert verdict_of(door.show(person, lane, ines)) is VerdictCode.cancelled


def test_a_vip_and_a_note_are_announced(event, lane, ines):
    person = factories.badge_holder(event, vip=True, door_note="Lunch with the speakers")
    assert door.show(person, lane, ines).scan.parameters == {"notices": ["vip", "note"]}


def test_people_who_were_merged_are_one(event, point, lane, ines, clock):
    kept, merged = factories.badge_holder(event), factories.badge_holder(event)
    door.show(merged, lane, ines)
    merged.status, merged.cancel_reason, merged.merged_into_id = Status.cancelled, CancelReason.merged, kept.id
    clock.shift(timedelta(minutes=1))
    assert verdict_of(door.show(kept, lane, ines)) is VerdictCode.already_in
    assert queries.counters(point).inside == 1
    assert [scan.registration_id for scan, _undone in queries.history(kept)] == [kept.id, merged.id]


def test_a_merged_person_who_leaves_is_inside_no_more(event, point, lane, ines):
    kept, merged = factories.badge_holder(event), factories.badge_holder(event)
    door.show(merged, lane, ines)
    merged.status, merged.cancel_reason, merged.merged_into_id = Status.cancelled, CancelReason.merged, kept.id
    assert queries.count_inside(point.id) == 1
    door.show(kept, door.lane(point, Direction.leave), ines)
    assert queries.count_inside(point.id) == 0


def test_references_are_looked_up_so_often_and_no_more(event, ines):
    person = factories.registration(event)
    for _ in range(service.REFERENCES):
        assert service.find_by_reference(event.id, person.reference, by=ines) == person
    with pytest.raises(TooMany):
        service.find_by_reference(event.id, person.reference, by=ines)
    assert service.find_by_reference(event.id, person.reference, by=door.operator(event, "Mehdi")) == person


def test_every_fact_has_its_place_in_the_order_of_the_phones(event, lane, ines):
    scans = [door.show(factories.badge_holder(event), lane, ines).scan for _ in range(3)]
    revisions = list(db.session.scalars(sa.select(Scan.revision).order_by(Scan.id)))
    assert revisions == [1, 2, 3]
    assert db.session.scalar(sa.select(ScanCursor.revision)) == 3
    undone = service.undo(event.id, scans[0].uuid, uuid=uuid4(), operator=ines)
    db.session.refresh(undone)
    assert undone.revision == 4


def test_presence_is_one_row_for_a_point_and_a_person(event, lane, ines, clock):
    person = factories.badge_holder(event)
    for _ in range(3):
        scan = door.show(person, lane, ines).scan
        service.undo(event.id, scan.uuid, uuid=uuid4(), operator=ines)
        clock.shift(timedelta(minutes=1))
    row = db.session.execute(sa.select(Presence.version, Presence.inside, Presence.entry_at)).one()
    assert tuple(row) == (6, False, None)


def test_an_account_is_one_operator_of_an_event(event):
    account = factories.account(event)
    assert service.operator_for(event.id, account) == service.operator_for(event.id, account)
