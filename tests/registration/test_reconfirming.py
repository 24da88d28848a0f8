"""Some days before, people are asked whether they come; a silent one may lose the seat."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
import time_machine

from app import HANDLERS
from app.audit.models import AuditEntry
from app.audit.service import Actor
from app.core.clock import now
from app.core.errors import DomainError
from app.extensions import db
from app.jobs import service as jobs
from app.jobs.worker import drain
from app.registration import queries, reconfirmation
from app.registration.models import CancelReason, Channel, Registration, SeatState, SessionSeat, Status
from app.registration.service import leaving, offering, reconfirming
from app.registration.service.seating import current_code
from tests import factories
from tests.registration.form_filling import mails_about, own_address

ATTENDEE, ORGANISER = Actor("attendee"), Actor("account", 1)
PARIS = ZoneInfo("Europe/Paris")
LONG_AGO = timedelta(days=90)


@pytest.fixture
def near():
    """An event of two places in four days, whose organisers ask five days before."""
    doors = (now() + timedelta(days=4)).replace(hour=8, minute=0, second=0, microsecond=0)
    made = factories.event(
        capacity=2, reconfirm_days=5, doors_at=doors, starts_at=doors, ends_at=doors + timedelta(hours=9)
    )
    factories.category(made)
    return made


def guest(event, **values) -> Registration:
    return factories.badge_holder(event, **{"confirmed_at": now() - LONG_AGO, "organisation_name": ""} | values)


def asked(event, **values) -> Registration:
    """Somebody who let the time for an answer pass."""
    return guest(event, answer_until=now() - timedelta(minutes=1), **values)


def waiter(event, **values) -> Registration:
    return factories.registration(event, status=Status.waitlisted, organisation_name="", **values)


def fresh(registration: Registration) -> Registration:
    db.session.expire_all()
    return registration


# When.


def test_the_question_goes_out_at_ten_where_the_event_is():
    doors = datetime(2027, 3, 30, 6, 30, tzinfo=UTC)
    assert reconfirmation.asks_at(doors, PARIS, 5) == datetime(2027, 3, 25, 9, 0, tzinfo=UTC)
    assert reconfirmation.asks_at(doors, PARIS, 1) == datetime(2027, 3, 29, 8, 0, tzinfo=UTC), "summer time has begun"
    assert reconfirmation.asks_at(doors, PARIS, 0) is None


def test_a_question_may_come_late_but_not_on_the_eve():
    doors = datetime(2027, 3, 18, 7, 30, tzinfo=UTC)
    asks = reconfirmation.asks_at(doors, PARIS, 5)
    assert not reconfirmation.is_time(asks - timedelta(seconds=1), asks, doors)
    assert reconfirmation.is_time(asks, asks, doors)
    assert reconfirmation.is_time(doors - timedelta(hours=25), asks, doors)
    assert not reconfirmation.is_time(doors - timedelta(hours=24), asks, doors)


def test_there_are_two_days_to_answer_and_never_later_than_the_evening_before():
    doors = datetime(2027, 3, 18, 7, 30, tzinfo=UTC)
    asked_at = doors - timedelta(days=5)
    assert reconfirmation.answer_until(asked_at, doors) == asked_at + timedelta(hours=48)
    assert reconfirmation.answer_until(doors - timedelta(hours=30), doors) == doors - timedelta(hours=12)


# Whom.


def test_everybody_confirmed_is_asked_once(near):
    person = guest(near)
    assert [reconfirming.ask(near.id), reconfirming.ask(near.id)] == [1, 0]
    assert mails_about(person) == ["reconfirm"]
    assert person.answer_until > now() + timedelta(hours=47)


def test_the_worker_asks_and_the_journal_says_how_many(near):
    person = guest(near)
    jobs.keep_standing("registration.ask_who_comes")
    with time_machine.travel(now(), tick=False):
        drain(HANDLERS | {"mailing.send": lambda _claim: None})
    entry = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.action == "event.ask_who_comes")).one()
    assert entry.detail == {"people": 1}
    assert fresh(person).answer_until is not None


@pytest.mark.parametrize(
    "values",
    [
        dict(confirmed_at=datetime.now(UTC) + timedelta(minutes=1)),
        dict(status=Status.waitlisted),
        dict(status=Status.offered),
        dict(arrived_at=datetime.now(UTC)),
        dict(channel=Channel.door),
        dict(email=None),
    ],
    ids=["confirmed after the question", "waits", "has an offer", "has arrived", "walked in", "has no address"],
)
def test_others_are_left_in_peace(near, values):
    guest(near, **values)
    assert reconfirming.ask(near.id) == 0


def test_who_takes_no_seat_of_the_capacity_is_left_in_peace(near):
    guest(near, category=factories.category(near, counts=False))
    assert reconfirming.ask(near.id) == 0


def test_nobody_is_asked_where_organisers_do_not_wish_it(near):
    guest(near)
    near.reconfirm_days = 0
    assert reconfirming.ask(near.id) == 0


# Answers.


def test_i_come(client, near):
    person = guest(near)
    reconfirming.ask(near.id)
    page = client.page(own_address(person))
    assert "Viendrez-vous" in page.text
    answer = client.submit(page, "Je viens")
    assert fresh(person).answered_at is not None
    assert person.status is Status.confirmed
    assert "Viendrez-vous" not in client.page(answer.location).text


def test_opening_the_link_answers_nothing(client, near):
    person = guest(near)
    reconfirming.ask(near.id)
    client.page(own_address(person))
    assert client.get(own_address(person) + "come").status_code == 405
    assert fresh(person).answered_at is None


def test_i_cannot_come_frees_the_seat(client, near):
    person = guest(near)
    reconfirming.ask(near.id)
    client.submit(client.page(own_address(person)), "Je ne peux pas venir")
    assert fresh(person).status is Status.cancelled


def test_a_colleague_comes_instead_leads_to_the_hand_over(client, near):
    person = guest(near)
    reconfirming.ask(near.id)
    page = client.page(own_address(person))
    (link,) = [a for a in page.all("a.link") if "Quelqu’un vient" in a.text_content()]
    assert link.get("href").endswith("/hand-over")


def test_the_button_of_somebody_registered_by_others_shows_that_the_address_is_theirs(near):
    person = asked(near, email_proven_at=None)
    reconfirming.come(near.id, person.id, by=ATTENDEE)
    assert person.email_proven_at is not None


def test_an_organiser_told_by_phone_proves_no_address(near):
    person = asked(near, email_proven_at=None)
    reconfirming.come(near.id, person.id, by=ORGANISER)
    assert person.answered_at is not None
    assert person.email_proven_at is None


def test_twice_is_once(near):
    person = asked(near)
    for _ in range(2):
        reconfirming.come(near.id, person.id, by=ATTENDEE)
    entries = sa.select(AuditEntry).where(AuditEntry.action == "registration.comes")
    assert len(db.session.scalars(entries).all()) == 1


def test_who_cancelled_and_takes_it_back_has_answered_by_that(near):
    person = asked(near)
    leaving.cancel(near.id, person.id, by=ATTENDEE, reason=CancelReason.attendee)
    leaving.restore(near.id, person.id, by=ATTENDEE)
    assert person.status is Status.confirmed
    assert not reconfirmation.is_silent(person, now())
    assert reconfirming.ask(near.id) == 0


@pytest.mark.parametrize("status", [Status.waitlisted, Status.offered, Status.cancelled, Status.pending])
def test_who_was_not_asked_cannot_answer(near, status):
    person = factories.registration(near, status=status)
    with pytest.raises(DomainError, match=r"votre page|your page"):
        reconfirming.come(near.id, person.id, by=ATTENDEE)


# Silence.


def test_sql_and_python_agree_on_who_is_silent(near):
    people = [
        asked(near), asked(near, answered_at=now()), asked(near, arrived_at=now()), guest(near),
        guest(near, answer_until=now() + timedelta(hours=1)),
    ]  # fmt: skip
    in_sql = set(db.session.scalars(sa.select(Registration.id).where(queries.silent(now()))))
    assert in_sql == {person.id for person in people if reconfirmation.is_silent(person, now())} == {people[0].id}


def test_a_released_seat_goes_to_who_waits(near):
    silent, other, first = asked(near), guest(near), waiter(near)
    assert reconfirming.release(near.id, [silent.id, other.id], by=ORGANISER) == 1
    offering.fill(near.id)
    assert [fresh(p).status for p in (silent, other, first)] == [Status.waitlisted, Status.confirmed, Status.offered]
    assert silent.rank_at > first.rank_at
    assert mails_about(silent) == ["released"]
    assert current_code(silent) is None


def test_session_seats_become_wishes(near):
    silent = asked(near)
    db.session.add(SessionSeat(registration=silent, session=factories.session(near), state=SeatState.held))
    db.session.flush()
    reconfirming.release(near.id, [silent.id], by=ORGANISER)
    assert [seat.state for seat in silent.seats] == [SeatState.wanted]


def test_who_was_silent_is_offered_nothing_until_they_speak(near):
    silent = asked(near)
    reconfirming.release(near.id, [silent.id], by=ORGANISER)
    offering.fill(near.id)
    assert fresh(silent).status is Status.waitlisted


def test_who_was_silent_keeps_nobody_waiting(near):
    near.capacity = 1
    silent = asked(near)
    reconfirming.release(near.id, [silent.id], by=ORGANISER)
    later = waiter(near)
    later.rank_at = now() + timedelta(seconds=1)
    offering.fill(near.id)
    assert fresh(later).status is Status.offered


def test_i_come_after_all_and_a_place_is_left(client, near):
    silent = asked(near)
    reconfirming.release(near.id, [silent.id], by=ORGANISER)
    page = client.page(own_address(silent))
    assert "libérée" in page.text
    client.submit(page, "Je viens quand même")
    assert fresh(silent).status is Status.confirmed
    assert mails_about(silent) == ["released", "confirmed"]
    assert current_code(silent) is not None
    assert silent.answered_at is not None


def test_i_come_after_all_and_others_were_faster(near):
    near.capacity = 1
    silent, first = asked(near), waiter(near)
    reconfirming.release(near.id, [silent.id], by=ORGANISER)
    offering.fill(near.id)
    reconfirming.come(near.id, silent.id, by=ATTENDEE)
    assert (silent.status, silent.released_at) == (Status.waitlisted, None)
    offering.decline(near.id, first.id, by=ATTENDEE)
    offering.fill(near.id)
    assert fresh(silent).status is Status.offered


def test_many_are_released_by_the_worker_some_at_once(near, monkeypatch):
    monkeypatch.setattr(reconfirming, "AT_ONCE", 2)
    people = [asked(near) for _ in range(5)]
    late = people.pop()
    assert reconfirming.start_releasing(near.id, by=ORGANISER) == 5
    reconfirming.come(near.id, late.id, by=ATTENDEE)
    drain(HANDLERS | {"mailing.send": lambda _claim: None})
    assert {fresh(person).status for person in people} == {Status.waitlisted}
    assert fresh(late).status is Status.confirmed
    released = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.action == "registration.release")).all()
    assert {(entry.actor_kind, entry.actor_id) for entry in released} == {("account", 1)}


def test_the_question_waits_for_its_day():
    doors = (now() + timedelta(days=20)).replace(hour=8, minute=0, second=0, microsecond=0)
    event = factories.event(reconfirm_days=5, doors_at=doors, starts_at=doors, ends_at=doors + timedelta(hours=9))
    factories.category(event)
    guest(event)
    assert reconfirming.ask(event.id) == 0
    with time_machine.travel(doors - timedelta(days=4), tick=False):
        assert reconfirming.ask(event.id) == 1
