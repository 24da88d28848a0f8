"""Mails that leave by the calendar, planned and sent."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pypdfium2
import pytest
import sqlalchemy as sa
import time_machine

from app.accounts.permissions import Role
from app.extensions import db
from app.mailing.models import Mailing, MailingState
from app.registration.models import Status
from tests import factories
from tests.mailing.cast import medicen_day
from tests.mailing.walking import walk

BEFORE = datetime(2027, 3, 1, 9, tzinfo=UTC)
OWN = ("reminder_week", "never_proven", "reminder_day", "az_list", "thank_you")


@pytest.fixture
def clock():
    with time_machine.travel(BEFORE, tick=False) as traveller:
        yield traveller


@pytest.fixture
def day(clock):
    return medicen_day()


@pytest.fixture
def run(app, clock, outbox):
    """run(until): the worker, at each hour that has something due, and each day, until then; answers the mails that left."""
    return walk(app, clock, outbox)


def planned():
    return {each.kind: each for each in db.session.scalars(sa.select(Mailing).order_by(Mailing.id))}


def test_each_person_gets_what_is_theirs_at_its_hour(day, run):
    comes = factories.badge_holder(day, email="comes@lab.example", language="en")
    factories.registration(
        day, email="typed@lab.example", status=Status.unverified, email_proven_at=None, language="en", created_at=BEFORE
    )
    factories.registration(day, email="waits@lab.example", status=Status.waitlisted)
    run(datetime(2027, 3, 18, 6, tzinfo=UTC))
    comes.arrived_at = datetime(2027, 3, 18, 8, tzinfo=UTC)
    mails = run(datetime(2027, 3, 22, tzinfo=UTC))
    got = [(mail["To"], mail["Subject"].partition(":")[2].strip(), mail["Date"].datetime) for mail in mails]
    assert [(to, what) for to, what, _at in got] == [
        ("comes@lab.example", "see you in a week"), ("typed@lab.example", "your registration is not confirmed yet"),
        ("comes@lab.example", "see you tomorrow"), ("comes@lab.example", "thank you for coming"),
    ]  # fmt: skip
    assert [at.astimezone(day.zone).strftime("%d %H") for _to, _what, at in got] == ["11 16", "16 10", "17 16", "19 10"]


def test_a_contact_is_reminded_of_places_without_a_name_before_they_go_back(day, run):
    def give(to, seats, after=11):
        returns_at = datetime(2027, 3, after, 23, tzinfo=UTC)
        return factories.allotment(day, contact_email=to, seats=seats, returns_at=returns_at, language="en")

    give("some@bank.example", 2)
    give(None, 2)
    give("later@bank.example", 2, after=14)
    factories.delegate(give("all@bank.example", 1), email=None)
    mails = run(datetime(2027, 3, 12, tzinfo=UTC))
    got = [(mail["To"], mail["Subject"].partition(":")[2].strip(), mail["Date"].datetime) for mail in mails]
    assert [(to, what, at.astimezone(day.zone).strftime("%d %H")) for to, what, at in got] == [
        ("some@bank.example", "2 places still without a name", "08 10"),
        ("later@bank.example", "2 places still without a name", "11 10"),
    ]


def test_another_return_date_moves_its_reminder(day, run):
    given = factories.allotment(day, returns_at=datetime(2027, 3, 11, 23, tzinfo=UTC))
    run(BEFORE)
    assert planned()["allotment_reminder"].due_at == datetime(2027, 3, 8, 9, tzinfo=UTC)
    given.returns_at += timedelta(days=2)
    run(BEFORE + timedelta(hours=3))
    assert planned()["allotment_reminder"].due_at == datetime(2027, 3, 10, 9, tzinfo=UTC)
    given.returns_at = BEFORE
    run(BEFORE + timedelta(hours=6))
    assert "allotment_reminder" not in planned()


def test_who_never_came_is_not_thanked(day, run):
    factories.badge_holder(day, email="absent@lab.example")
    subjects = [mail["Subject"] for mail in run(datetime(2027, 3, 22, tzinfo=UTC))]
    assert len(subjects) == 2  # the two reminders


def test_owners_get_everybody_from_a_to_z_on_paper(day, run):
    owner = factories.account(day, Role.owner)
    factories.account(day, Role.organiser)
    for last in ("Müller", "Éluard", "Zola"):
        factories.badge_holder(day, first_name="Zoë", last_name=last)
    mails = [mail for mail in run(datetime(2027, 3, 17, 18, tzinfo=UTC)) if mail["To"] == owner.email]
    (pdf,) = [part.get_content() for part in mails[0].iter_attachments()]
    text = pypdfium2.PdfDocument(BytesIO(pdf))[0].get_textpage().get_text_bounded()
    assert len(mails) == 1
    assert [word for word in text.split() if len(word) == 1 and word.isupper()] == ["A", "Z", "E", "M", "Z"]  # title, heads
    assert text.index("Éluard") < text.index("Müller") < text.index("Zola")


def test_another_date_moves_them(day, run):
    run(BEFORE)
    due_at = planned()["reminder_week"].due_at
    move(day, timedelta(days=30))
    run(BEFORE + timedelta(hours=3))
    new = planned()["reminder_week"]
    assert new.state is MailingState.scheduled
    assert (new.due_at - due_at).days in (29, 30)


def test_a_date_that_comes_back_has_its_mails_again(day, run):
    run(BEFORE)
    move(day, timedelta(days=30))
    run(BEFORE + timedelta(hours=3))
    move(day, -timedelta(days=30))
    run(BEFORE + timedelta(hours=6))
    assert {each.state for each in planned().values()} == {MailingState.scheduled}
    assert set(planned()) == set(OWN)


def move(day, by):
    for moment in ("doors_at", "starts_at", "ends_at"):
        setattr(day, moment, getattr(day, moment) + by)


@pytest.mark.parametrize("state", ["cancelled", "postponed", "draft"])
def test_an_event_that_is_off_reminds_nobody(day, run, state):
    factories.badge_holder(day)
    run(BEFORE)
    day.state = state
    assert run(datetime(2027, 3, 22, tzinfo=UTC)) == []


def test_what_is_published_too_late_for_a_reminder_has_none(day, run, clock):
    clock.move_to(datetime(2027, 3, 14, 9, tzinfo=UTC))
    run(datetime(2027, 3, 14, 10, tzinfo=UTC))
    assert set(planned()) == set(OWN) - {"reminder_week"}


def test_a_worker_that_slept_until_the_doors_reminds_nobody_of_them(day, run, clock):
    factories.badge_holder(day)
    run(BEFORE)
    clock.move_to(datetime(2027, 3, 18, 9, tzinfo=UTC))
    assert run(datetime(2027, 3, 18, 10, tzinfo=UTC)) == []


def test_organisers_stop_one_before_its_hour(day, run, client):
    factories.badge_holder(day)
    run(BEFORE)
    reminder = planned()["reminder_week"]
    client.sign_in(factories.account(day))
    client.submit(client.page(f"/en/organise/{day.slug}/messages/to-many/{reminder.id}"), "Stop the rest")
    assert len(run(datetime(2027, 3, 22, tzinfo=UTC))) == 1  # the day before
