"""The demonstration: quick to make, whole, and true to the rules that real registrations obey."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskCliRunner

from app.accounts.models import Membership
from app.accounts.permissions import Role
from app.accounts.service import first_owner
from app.cli.demo import history, read
from app.core.clock import now
from app.credentials.models import Credential, CredentialState
from app.events import conditions, readiness
from app.events.models import Event, EventState
from app.extensions import db
from app.jobs.models import Job
from app.registration import counting
from app.registration.delegates import listed
from app.registration.grants import Invitation
from app.registration.invitation_queries import Standing, counts_by_standing
from app.registration.models import Registration, RegistrationCredential, SeatState, SessionSeat, Status
from app.registration.questions.queries import answers_by_question, said_by
from app.registration.questions.values import is_possible
from app.registration.service.moving import MAIL_JOB
from app.registration.service.seating import limit_reached
from tests.conftest import application

pytestmark = pytest.mark.usefixtures("own_app")

NOBODYS_DOMAIN = re.compile(r".+@(.+\.)?example(\.org|\.com)?")


@pytest.fixture(scope="module")
def demonstration(schema, databases) -> Iterator[Flask]:
    """An application on a database that `flask demo create` has filled."""
    url = databases.copy(schema)
    made = application(url)
    result = made.test_cli_runner().invoke(args=["demo", "create"])
    assert result.exit_code == 0, result.output
    assert "/fr/medicen-day-2027/" in result.output
    yield made
    with made.app_context():
        db.session.remove()
        db.engine.dispose()
    databases.drop(url)


@pytest.fixture
def event(demonstration) -> Iterator[Event]:
    with demonstration.app_context():
        yield db.session.scalars(sa.select(Event)).one()
        db.session.rollback()


@pytest.fixture
def runner(demonstration) -> FlaskCliRunner:
    return demonstration.test_cli_runner()


def people(*statuses: Status) -> list[Registration]:
    return list(db.session.scalars(sa.select(Registration).where(Registration.status.in_(statuses))))


def test_the_event_is_published_and_takes_registrations(event):
    assert event.state is EventState.published
    assert event.opens_at < now() < event.closes_at
    assert readiness.missing(event) == []
    assert len(event.categories) == 10


def test_its_240_people_stand_in_every_status(event):
    counts = Counter(person.status for person in people(*Status))
    assert sum(counts.values()) == 240
    assert set(counts) == set(Status)
    assert counts[Status.confirmed] > 120


def test_what_it_asks_besides_is_answered_as_the_form_would_let_people_answer(event):
    for person in people(*Status):
        said = said_by(person.id)
        asked = conditions.asked(event.questions, person.category.code, said)
        assert set(said) <= {question.code for question in asked}
        assert all(is_possible(question, said[question.code]) for question in asked if question.code in said)
    assert {question.id for question in event.questions} == set(answers_by_question(event.id))


def test_no_limit_is_overstepped(event):
    room = counting.room(event, now())
    assert room.taken <= room.capacity
    assert all(c.quota is None or c.taken <= c.quota for c in room.categories.values())
    for person in people(Status.confirmed, Status.offered):
        member = person.organisation is not None and person.organisation.member
        theirs = counting.room(event, now(), organisation_key=person.organisation_key, member=member)
        limit = theirs.organisation_limit
        assert limit is None or theirs.organisation_taken <= limit, person.organisation_name


def test_who_waits_does_not_fit(event):
    limits = {limit_reached(person, now(), first_come=False) for person in people(Status.waitlisted)}
    assert limits == {"quota", "organisation"}


def test_organisations_have_places_some_of_them_with_names(event):
    named = {allotment.organisation_name: (number, allotment.seats) for allotment, number in listed(event.id, now())}
    assert named == {"Banque de l’Avenir": (3, 5), "Mutuelle des Quais": (2, 2), "Région des Trois-Rivières": (4, 6)}


def test_workshops_are_chosen_and_one_has_a_queue(event):
    held = sa.func.count().filter(SessionSeat.state == SeatState.held)
    waiting = sa.func.count().filter(SessionSeat.state == SeatState.waiting)
    for session in (s for s in event.sessions if s.capacity):
        taken, queued = db.session.execute(sa.select(held, waiting).where(SessionSeat.session_id == session.id)).one()
        assert 0 < taken <= session.capacity
        assert (queued > 0) == (taken == session.capacity)


def test_who_is_confirmed_and_nobody_else_has_a_valid_code(event):
    current = sa.select(RegistrationCredential.registration_id).where(RegistrationCredential.current)
    assert set(db.session.scalars(current)) == {person.id for person in people(Status.confirmed)}
    issued = sa.select(sa.func.count()).where(Credential.state == CredentialState.issued)
    assert db.session.scalar(issued) == len(people(Status.confirmed))


def test_nothing_happens_in_the_future_and_nobody_is_written_to(event):
    assert all(event.opens_at < person.created_at < now() for person in people(*Status))
    assert db.session.scalar(sa.select(sa.func.count()).where(Job.kind == MAIL_JOB)) == 0
    assert db.session.scalar(sa.select(sa.func.max(Credential.issued_at))) < now()


def test_no_address_can_be_anybodys(event):
    invited = db.session.scalars(sa.select(Invitation.email).where(Invitation.email.is_not(None))).all()
    assert all(NOBODYS_DOMAIN.fullmatch(address) for address in (*(person.email for person in people(*Status)), *invited))


def test_guests_have_answered_or_not_and_some_are_still_to_be_invited(event):
    found = counts_by_standing(event.id, now())
    assert {Standing.unsent, Standing.silent, Standing.declined, Standing.code} <= set(found)


def test_whoever_came_by_the_owners_link_before_owns_it(own_app):
    made = own_app()
    with made.app_context():
        owner = first_owner.take(first_owner.make_link(), "Ada", "ada@example.org", "fr", "x").id
        db.session.commit()
    assert made.test_cli_runner().invoke(args=["demo", "create"]).exit_code == 0
    with made.app_context():
        assert db.session.scalars(sa.select(Membership.role).where(Membership.account_id == owner)).all() == [Role.owner]


def test_a_database_that_is_not_empty_is_left_alone(runner):
    result = runner.invoke(args=["demo", "create"])
    assert result.exit_code == 1
    assert "There is an event already" in result.output


def test_reset_begins_anew(runner, demonstration):
    with demonstration.app_context():
        before = set(db.session.scalars(sa.select(Registration.reference)))
        db.session.rollback()
    result = runner.invoke(args=["demo", "reset", "--yes"])
    assert result.exit_code == 0, result.output
    with demonstration.app_context():
        after = set(db.session.scalars(sa.select(Registration.reference)))
        db.session.rollback()
    assert len(after) == 240
    assert not before & after


def test_production_data_cannot_be_reset(demonstration, runner, monkeypatch):
    monkeypatch.setitem(demonstration.config, "APP_ENV", "production")
    result = runner.invoke(args=["demo", "reset", "--yes"])
    assert result.exit_code == 1
    assert "its data stay" in result.output


def test_every_person_of_the_file_has_a_way_to_their_status():
    for row in read.rows("people"):
        for asked in (False, True):
            taken = history.steps(Status(row["status"]), vouched=row["channel"] != "form", asked=asked)
            assert taken[-1][1] == row["status"]
