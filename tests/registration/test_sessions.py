"""Sessions chosen, left, and filled again from their queues."""

from datetime import timedelta

import pytest
import time_machine

from app import HANDLERS
from app.audit.queries import history
from app.audit.service import Actor
from app.core.clock import now
from app.events.models import EventState, Session
from app.extensions import db
from app.jobs.worker import drain
from app.registration.details import Details
from app.registration.models import CancelReason, Registration, SeatState, Status
from app.registration.service import deciding, handing_over, leaving, merging, offering, proving, reconfirming
from app.registration.service.moving import owe_filling
from app.registration.service.session_seats import choose, fill, is_due, wish
from tests import factories
from tests.refusals import refused
from tests.registration.form_filling import mails_about

ATTENDEE, ORGANISER = Actor("attendee"), Actor("account", 1)
HELD, WAITING, WANTED = SeatState.held, SeatState.waiting, SeatState.wanted


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2027-03-01T09:00:00Z", tick=False) as clock:
        yield clock


@pytest.fixture
def event():
    made = factories.event(capacity=9)
    factories.category(made)
    factories.credentials.open_event(made)
    return made


@pytest.fixture
def workshop(event) -> Session:
    """One place, from 13:00 to 14:00."""
    return factories.session(event, capacity=1)


@pytest.fixture
def parallel(event, workshop) -> Session:
    return factories.session(event, title={"fr": "Table ronde", "en": "Round table"})


@pytest.fixture
def later(event, workshop) -> Session:
    return factories.session(event, starts_at=workshop.ends_at, ends_at=workshop.ends_at + timedelta(hours=1))


@pytest.fixture
def seated(event, workshop) -> Registration:
    """Has the one place of the workshop."""
    return in_session(factories.badge_holder(event), workshop)


def in_session(person: Registration, session: Session, state: SeatState = HELD) -> Registration:
    """Each stands behind those who came before, and all of them before now, however far the ids have got."""
    since = now() - timedelta(days=1) + timedelta(milliseconds=person.id)
    factories.session_seat(person, session, state, since=since)
    db.session.commit()
    return person


def waits(event, session: Session, **values) -> Registration:
    return in_session(factories.badge_holder(event, **values), session, WAITING)


def picks(person: Registration, *sessions: Session, by: Actor = ATTENDEE) -> dict[Session, SeatState]:
    choose(person.event_id, person.id, [session.id for session in sessions], by=by)
    db.session.commit()
    return places(person)


def places(person: Registration) -> dict[Session, SeatState]:
    db.session.expire_all()
    return {seat.session: seat.state for seat in person.seats}


def the_worker_works() -> None:
    db.session.commit()
    drain(HANDLERS)


# Choosing and leaving.


def test_a_place_is_taken_and_left(event, workshop, later):
    person = factories.badge_holder(event)
    assert picks(person, workshop, later) == {workshop: HELD, later: HELD}
    assert picks(person, later) == {later: HELD}


def test_where_a_session_is_full_one_waits_and_keeps_the_place_at_the_event(event, workshop, seated):
    person = factories.badge_holder(event)
    assert picks(person, workshop) == {workshop: WAITING}
    assert person.status is Status.confirmed


def test_two_at_the_same_time_are_refused_with_both_names(event, workshop, parallel):
    with refused("overlap"):
        picks(factories.badge_holder(event), workshop, parallel)


def test_who_waits_for_one_cannot_sit_in_another_at_that_time(event, workshop, parallel, seated):
    with refused("overlap"):
        picks(waits(event, workshop), workshop, parallel)


def test_who_has_no_place_at_the_event_yet_only_wishes(event, workshop):
    assert picks(factories.registration(event, status=Status.waitlisted), workshop) == {workshop: WANTED}


def test_what_was_chosen_before_keeps_its_place_in_the_queue(event, workshop, later, seated):
    first, second = waits(event, workshop), waits(event, workshop)
    picks(first, workshop, later)
    picks(seated)
    fill(event.id)
    assert places(first)[workshop] is HELD and places(second)[workshop] is WAITING


def test_nobody_passes_by_those_who_wait_for_what_is_free(event, workshop, seated):
    first, newcomer = waits(event, workshop), factories.badge_holder(event)
    picks(seated)
    assert picks(newcomer, workshop) == {workshop: WAITING}
    fill(event.id)
    assert places(first) == {workshop: HELD}


def test_a_session_of_another_event_or_for_everybody_is_none_to_choose(event):
    person = factories.badge_holder(event)
    plenary, elsewhere = factories.session(event, capacity=None), factories.session(factories.event())
    assert picks(person, plenary, elsewhere) == {}


def test_the_same_choice_again_leaves_no_trace(event, workshop):
    person = factories.badge_holder(event)
    picks(person, workshop)
    before = person.revision, len(history("registration", person.id))
    picks(person, workshop)
    assert (person.revision, len(history("registration", person.id))) == before


def test_a_changed_choice_reaches_the_copies_of_phones_and_the_journal(event, workshop, later):
    person = factories.badge_holder(event)
    picks(person, workshop)
    picks(person, later)
    assert person.revision == event.revision
    assert [entry.action for entry in history("registration", person.id)] == [
        "registration.choose_session", "registration.leave_session", "registration.choose_session",
    ]  # fmt: skip
    assert history("registration", person.id)[0].detail == {"session": "Atelier", "to": "held"}


def test_after_the_freeze_date_the_team_alone_changes_sessions(event, workshop):
    person, event.freeze_at = factories.badge_holder(event), now()
    with refused("frozen"):
        picks(person, workshop)
    assert picks(person, workshop, by=ORGANISER) == {workshop: HELD}


def test_who_has_cancelled_chooses_nothing(event, workshop):
    with refused("ended"):
        picks(factories.registration(event, status=Status.cancelled), workshop)


# A place becomes free.


def cancels(event, seated, _workshop):
    leaving.cancel(event.id, seated.id, by=ATTENDEE, reason=CancelReason.attendee)


def is_released(event, seated, _workshop):
    seated.answer_until = now()
    reconfirming.release(event.id, [seated.id], by=ORGANISER)


def hands_over(event, seated, _workshop):
    to = Details("Zoé", email="zoe@example.org")
    handing_over.hand_over(event.id, seated.id, to, by=ATTENDEE, language="fr")


def is_merged(event, seated, _workshop):
    """The survivor sits elsewhere at that time."""
    other = in_session(factories.badge_holder(event, arrived_at=now()), factories.session(event))
    merging.merge(event.id, seated.id, other.id, by=ORGANISER)


def chooses_another(event, seated, _workshop):
    choose(event.id, seated.id, [factories.session(event).id], by=ATTENDEE)


def lets_an_offer_pass(event, seated, _workshop):
    seated.status, seated.offered_until = Status.offered, now()
    offering.end(event.id, seated.id)


def declines_an_offer(event, seated, _workshop):
    seated.status, seated.offered_until = Status.offered, now() + timedelta(hours=1)
    offering.decline(event.id, seated.id, by=ATTENDEE)


def room_is_made(event, _seated, workshop):
    workshop.capacity = 2
    owe_filling(event.id)


WAYS = (cancels, is_released, hands_over, is_merged, chooses_another, lets_an_offer_pass, declines_an_offer, room_is_made)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_freed_place_goes_to_the_first_who_waits_by_mail(event, workshop, seated, way):
    first, second = waits(event, workshop), waits(event, workshop)
    way(event, seated, workshop)
    the_worker_works()
    assert (places(first), places(second)) == ({workshop: HELD}, {workshop: WAITING})
    assert mails_about(first) == ["session_seat"] and mails_about(second) == []
    assert first.revision == event.revision
    assert history("registration", first.id)[0].detail == {"session": "Atelier", "mail": "session_seat"}


def test_who_sits_elsewhere_at_that_time_is_passed_over_until_they_leave(event, workshop, parallel, seated):
    busy, next_one = in_session(waits(event, workshop), parallel), waits(event, workshop)
    cancels(event, seated, workshop)
    the_worker_works()
    assert (places(busy)[workshop], places(next_one)[workshop]) == (WAITING, HELD)
    cancels(event, next_one, workshop)
    the_worker_works()
    assert not is_due(event.id)
    picks(busy, workshop)
    the_worker_works()
    assert places(busy) == {workshop: HELD}


def test_who_is_only_offered_a_place_at_the_event_may_wait_and_get_one(event, workshop, seated):
    offered = waits(event, workshop, status=Status.offered, offered_until=now() + timedelta(hours=3))
    cancels(event, seated, workshop)
    the_worker_works()
    assert places(offered) == {workshop: HELD}


def test_an_event_that_is_off_gives_nothing(event, workshop, seated):
    waits(event, workshop)
    cancels(event, seated, workshop)
    event.state = EventState.postponed
    assert not is_due(event.id)


def test_a_session_that_has_begun_gives_nothing(event, workshop, seated, clock):
    waits(event, workshop)
    cancels(event, seated, workshop)
    clock.move_to(workshop.starts_at)
    assert not is_due(event.id)


def test_many_places_are_given_some_at_once(event, workshop, monkeypatch):
    monkeypatch.setattr("app.registration.service.session_seats.AT_ONCE", 2)
    people, workshop.capacity = [waits(event, workshop) for _each in range(3)], 5
    assert [fill(event.id), fill(event.id), fill(event.id)] == [2, 1, 0]
    assert all(places(person) == {workshop: HELD} for person in people)


# Together with the place at the event.


def test_filled_between_the_form_and_the_button_one_has_a_place_and_waits_for_the_session(event, workshop, seated):
    person = factories.registration(event, status=Status.unverified, email_proven_at=None)
    wish(person, [workshop.id])
    proving.prove(event.id, person.id, by=ATTENDEE)
    assert person.status is Status.confirmed and places(person) == {workshop: WAITING}


def test_who_takes_a_place_over_has_its_sessions_where_nobody_waits(event, workshop, later, seated):
    in_session(seated, later)
    first = waits(event, workshop)
    to = Details("Zoé", email="zoe@example.org")
    heir = handing_over.hand_over(event.id, seated.id, to, by=ATTENDEE, language="fr")
    assert places(heir) == {workshop: WAITING, later: HELD}
    the_worker_works()
    assert places(first) == {workshop: HELD}


def test_a_successor_who_is_approved_has_the_sessions_of_that_day(event, workshop, seated):
    event.categories[0].entry = "approval"
    to = Details("Zoé", email="zoe@example.org")
    heir = handing_over.hand_over(event.id, seated.id, to, by=ATTENDEE, language="fr")
    assert places(heir) == {}
    deciding.approve(event.id, heir.id, by=ORGANISER)
    assert places(heir) == {workshop: HELD}


def test_merged_a_place_makes_up_for_one_in_the_queue(event, workshop, later, seated):
    waiting = waits(event, workshop, arrived_at=now())
    in_session(seated, later, WAITING)
    survivor = merging.merge(event.id, seated.id, waiting.id, by=ORGANISER)
    assert survivor.id == waiting.id
    assert places(waiting) == {workshop: HELD, later: WAITING} and places(seated) == {}
