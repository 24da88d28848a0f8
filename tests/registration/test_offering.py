"""Free seats go to those who wait: who is offered one, and what becomes of the offer."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from app import HANDLERS
from app.audit.service import Actor
from app.core.clock import now
from app.core.errors import DomainError
from app.events.models import EventState
from app.extensions import db
from app.jobs.models import Job
from app.jobs.service import keep_standing
from app.jobs.worker import drain
from app.registration.grants import Allotment
from app.registration.models import CancelReason, Channel, Registration, SeatState, SessionSeat, Status
from app.registration.service import leaving, offering
from app.registration.service.moving import FILL_JOB, MAIL_JOB, owe_filling
from tests import factories
from tests.counted import statements

ATTENDEE = Actor("attendee")
QUIET = HANDLERS | {"mailing.send": lambda _claim: None, "registration.end_offer": lambda _claim: None}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2027-03-01T09:00:00Z", tick=False) as clock:
        yield clock


@pytest.fixture
def event():
    made = factories.event(capacity=1, doors_at=now() + timedelta(days=17))
    factories.category(made)
    factories.credentials.open_event(made)
    return made


def person(event, status=Status.waitlisted, **values) -> Registration:
    made = factories.registration(event, status=status, **values)
    if "rank_at" not in values:
        made.rank_at = now() + timedelta(seconds=made.id)
    db.session.commit()
    return made


def statuses(*people: Registration) -> list[Status]:
    db.session.expire_all()
    return [each.status for each in people]


def jobs(kind: str) -> list[Job]:
    return list(db.session.scalars(sa.select(Job).where(Job.kind == kind).order_by(Job.id)))


def test_a_seat_that_somebody_leaves_is_owed_to_those_who_wait(event):
    seated, first = person(event, Status.confirmed), person(event)
    leaving.cancel(event.id, seated.id, by=ATTENDEE, reason=CancelReason.attendee)
    assert [job.event_id for job in jobs(FILL_JOB)] == [event.id]
    assert offering.fill(event.id) == 1
    assert statuses(first) == [Status.offered]
    assert first.offered_until == now() + timedelta(hours=24)


def test_where_nobody_waits_nothing_is_owed(event):
    seated = person(event, Status.confirmed)
    leaving.cancel(event.id, seated.id, by=ATTENDEE, reason=CancelReason.attendee)
    owe_filling(event.id)
    assert jobs(FILL_JOB) == []


def test_the_first_who_fits_is_asked_and_told_by_mail(event):
    full = factories.category(event, quota=0)
    blocked, first, second = person(event, category=full), person(event), person(event)
    offering.fill(event.id)
    assert statuses(blocked, first, second) == [Status.waitlisted, Status.offered, Status.waitlisted]
    assert [job.payload for job in jobs(MAIL_JOB)] == [{"kind": "offer", "registration_id": first.id}]
    assert [job.due_at for job in jobs("registration.end_offer")] == [first.offered_until]


def test_an_organisation_that_has_all_its_seats_lets_the_next_one_pass(event):
    event.capacity, event.other_limit = 9, 1
    seated = person(event, Status.confirmed, organisation_key="name:bio-maree")
    same, other = person(event, organisation_key=seated.organisation_key), person(event, organisation_key="name:else")
    offering.fill(event.id)
    assert statuses(same, other) == [Status.waitlisted, Status.offered]


def test_hundreds_who_wait_for_a_full_organisation_do_not_hide_who_fits(event, monkeypatch):
    monkeypatch.setattr("app.registration.waiting.BATCH", 3)
    event.capacity, event.other_limit = 2, 0
    for _ in range(10):
        person(event, organisation_key="name:full")
    last = person(event)
    offering.fill(event.id)
    assert statuses(last) == [Status.offered]


def test_nothing_is_offered_twice(event):
    first, second = person(event), person(event)
    offering.fill(event.id)
    assert offering.fill(event.id) == 0
    assert statuses(first, second) == [Status.offered, Status.waitlisted]


@pytest.mark.parametrize("state", [EventState.draft, EventState.cancelled, EventState.postponed, EventState.past])
def test_an_event_that_does_not_run_offers_nothing(event, state):
    event.state = state
    waiting = person(event)
    offering.fill(event.id)
    assert statuses(waiting) == [Status.waitlisted]


def test_offers_end_two_hours_before_the_doors_and_none_is_made_in_the_hour_before(event, clock):
    waiting = person(event)
    clock.move_to(event.doors_at - timedelta(hours=2, minutes=59))
    offering.fill(event.id)
    assert statuses(waiting) == [Status.waitlisted]
    clock.move_to(event.doors_at - timedelta(hours=4))
    offering.fill(event.id)
    assert statuses(waiting) == [Status.offered]
    assert waiting.offered_until == event.doors_at - timedelta(hours=2)


def test_accepting_gives_the_place_and_its_code_once(event):
    waiting = person(event)
    offering.fill(event.id)
    for _ in range(2):
        offering.accept(event.id, waiting.id, by=ATTENDEE)
    assert statuses(waiting) == [Status.confirmed]
    assert len(waiting.codes) == 1


def test_declining_passes_the_place_on(event):
    waiting, next_one = person(event), person(event)
    offering.fill(event.id)
    for _ in range(2):
        offering.decline(event.id, waiting.id, by=ATTENDEE)
    offering.fill(event.id)
    assert statuses(waiting, next_one) == [Status.cancelled, Status.offered]
    assert waiting.cancel_reason is CancelReason.declined


def test_an_offer_that_is_over_cannot_be_accepted(event, clock):
    waiting, next_one = person(event), person(event)
    offering.fill(event.id)
    clock.shift(timedelta(hours=25))
    offering.end(event.id, waiting.id)
    offering.fill(event.id)
    assert statuses(waiting, next_one) == [Status.waitlisted, Status.offered]
    with pytest.raises(DomainError) as refusal:
        offering.accept(event.id, waiting.id, by=ATTENDEE)
    assert refusal.value.code == "offer_over"


def test_an_offer_does_not_end_before_its_time(event):
    waiting = person(event)
    offering.fill(event.id)
    offering.end(event.id, waiting.id)
    assert statuses(waiting) == [Status.offered]


def test_the_second_offer_that_passes_is_the_last(event, clock):
    waiting = person(event)
    for _ in range(2):
        offering.fill(event.id)
        clock.shift(timedelta(hours=25))
        offering.end(event.id, waiting.id)
    assert statuses(waiting) == [Status.cancelled]
    assert waiting.cancel_reason is CancelReason.expired


def test_a_delegate_is_offered_a_seat_of_the_own_allotment(event):
    category = event.categories[0]
    allotment = factories.add(Allotment(
        event_id=event.id, category_id=category.id, organisation_name="Région", seats=1,
        returns_at=now() + timedelta(days=9),
    ))  # fmt: skip
    earlier = person(event)
    delegate = person(event, allotment_id=allotment.id, channel=Channel.allotment)
    offering.fill(event.id)
    assert statuses(earlier, delegate) == [Status.waitlisted, Status.offered]


def test_on_the_return_date_seats_without_a_name_go_to_who_waits_with_nobody_pressing_anything(event, clock):
    given = factories.allotment(event, seats=1)
    waiter = person(event)
    keep_standing("registration.fill_all")
    for moment, status in ((given.returns_at - timedelta(seconds=1), Status.waitlisted), (given.returns_at, Status.offered)):
        clock.move_to(moment)
        db.session.execute(sa.update(Job).values(run_at=moment))
        drain(QUIET)
        assert statuses(waiter) == [status]


def test_looking_at_many_delegates_of_a_full_allotment_costs_no_more_than_at_one(event):
    category = event.categories[0]
    allotment = factories.add(Allotment(
        event_id=event.id, category_id=category.id, organisation_name="Région", seats=0,
        returns_at=now() + timedelta(days=9),
    ))  # fmt: skip
    sent = []
    for _ in range(2):
        for _delegate in range(5):
            person(event, allotment_id=allotment.id, channel=Channel.allotment)
        with statements() as seen:
            assert not offering.is_due(event.id)
        sent.append(len(seen))
    assert sent[0] == sent[1]


def test_an_offer_past_its_time_is_over_even_if_no_worker_ended_it(event, clock):
    waiting = person(event)
    offering.fill(event.id)
    clock.shift(timedelta(hours=24))
    for answer in (offering.accept, offering.decline):
        with pytest.raises(DomainError):
            answer(event.id, waiting.id, by=ATTENDEE)


def test_a_page_left_open_does_not_decline_the_place_accepted_elsewhere(event):
    waiting = person(event)
    offering.fill(event.id)
    offering.accept(event.id, waiting.id, by=ATTENDEE)
    with pytest.raises(DomainError) as refused:
        offering.decline(event.id, waiting.id, by=ATTENDEE)
    assert refused.value.code == "offer_accepted"
    assert waiting.status is Status.confirmed


def test_an_offer_comes_with_the_sessions_wished_for_and_takes_them_along(event, clock):
    waiting = person(event)
    db.session.add(SessionSeat(registration=waiting, session=factories.session(event)))
    offering.fill(event.id)
    assert [seat.state for seat in waiting.seats] == [SeatState.held]
    clock.shift(timedelta(hours=25))
    offering.end(event.id, waiting.id)
    assert [seat.state for seat in waiting.seats] == [SeatState.wanted]


def test_accepting_behind_the_own_mail_shows_that_the_address_is_theirs(event):
    invited, called = (person(event, email_proven_at=None) for _ in range(2))
    event.capacity = 2
    offering.fill(event.id)
    offering.accept(event.id, invited.id, by=ATTENDEE)
    offering.accept(event.id, called.id, by=Actor("account", 1))
    assert invited.email_proven_at is not None
    assert called.email_proven_at is None


def test_a_declined_offer_can_be_taken_back_to_the_end_of_the_list(event, clock):
    waiting, next_one = person(event), person(event)
    clock.shift(timedelta(hours=20))
    offering.fill(event.id)
    offering.decline(event.id, waiting.id, by=ATTENDEE)
    leaving.restore(event.id, waiting.id, by=ATTENDEE)
    offering.fill(event.id)
    assert statuses(waiting, next_one) == [Status.waitlisted, Status.offered]


def test_many_seats_are_offered_in_several_steps(event, monkeypatch):
    monkeypatch.setattr(offering, "AT_ONCE", 2)
    event.capacity = 5
    people = [person(event) for _ in range(6)]
    owe_filling(event.id)
    drain(QUIET)
    assert statuses(*people) == [Status.offered] * 5 + [Status.waitlisted]


def test_a_seat_that_only_the_clock_frees_is_found_within_a_minute(event, clock):
    waiting = person(event)
    person(event, Status.unverified, hold_until=now() + timedelta(minutes=30))
    offering.fill(event.id)
    assert statuses(waiting) == [Status.waitlisted]
    clock.shift(timedelta(minutes=30))
    db.session.execute(sa.delete(Job))
    keep_standing("registration.fill_all")
    drain(QUIET)
    assert statuses(waiting) == [Status.offered]
