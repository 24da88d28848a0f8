"""Two registrations of one person become one, and nothing of either is lost."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.audit.models import AuditEntry
from app.audit.service import Actor
from app.core.clock import now
from app.core.crypto import encrypt
from app.credentials.models import CredentialState
from app.extensions import db
from app.jobs.models import Job
from app.registration.membership import limit_key
from app.registration.models import CancelReason, Registration, RegistrationCredential, SeatState, SessionSeat, Status
from app.registration.particulars import Needs
from app.registration.service import merging
from app.registration.service.moving import MAIL_JOB
from tests import factories
from tests.refusals import refused

ORGANISER = Actor("account", 1)


@pytest.fixture
def event():
    return factories.event()


def merge(one: Registration, other: Registration, **values) -> Registration:
    survivor = merging.merge(one.event_id, one.id, other.id, by=ORGANISER, **values)
    db.session.expire_all()
    return survivor


@pytest.mark.parametrize("turned", [False, True])
def test_the_stronger_status_survives_with_its_code(event, turned):
    confirmed, waiting = factories.badge_holder(event), factories.registration(event, status=Status.waitlisted)
    pair = (waiting, confirmed) if turned else (confirmed, waiting)
    assert merge(*pair) is confirmed
    assert (confirmed.status, waiting.status) == (Status.confirmed, Status.cancelled)
    assert waiting.cancel_reason is CancelReason.merged and waiting.merged_into_id == confirmed.id
    assert confirmed.codes[0].credential.state is CredentialState.issued


def test_of_two_that_are_confirmed_one_code_stays(event):
    first, second = factories.badge_holder(event), factories.badge_holder(event)
    merge(second, first)
    held = db.session.scalars(sa.select(RegistrationCredential).where(RegistrationCredential.current)).all()
    assert [each.registration_id for each in held] == [first.id]
    assert second.codes[0].credential.state is CredentialState.revoked


def test_whoever_has_arrived_survives_and_the_earlier_arrival_counts(event):
    early, late = now() - timedelta(hours=2), now() - timedelta(hours=1)
    first, second = factories.badge_holder(event), factories.badge_holder(event, arrived_at=early)
    assert merge(first, second) is second
    third = factories.badge_holder(event, arrived_at=late)
    merge(third, second)
    assert second.arrived_at == early
    assert first.merged_into_id == second.id


def test_those_merged_before_stand_for_the_last_survivor(event):
    first, second, third = (factories.registration(event, status=status) for status in (
        Status.unverified, Status.pending, Status.confirmed,
    ))  # fmt: skip
    merge(first, second)
    merge(second, third)
    assert first.merged_into_id == second.merged_into_id == third.id


def test_the_survivor_takes_what_it_lacks(event):
    survivor = factories.registration(event, phone="", job_title="Chercheuse", email=None)
    other = factories.registration(event, status=Status.pending, phone="0612345678", job_title="Doctorante", vip=True)
    db.session.add(Needs(registration_id=other.id, sealed=encrypt("sans gluten")))
    merge(survivor, other)
    assert (survivor.phone, survivor.job_title, survivor.vip) == ("0612345678", "Chercheuse", True)
    assert survivor.email == other.email and survivor.email_key == other.email_key
    assert db.session.get(Needs, survivor.id) is not None and db.session.get(Needs, other.id) is None


def test_places_in_sessions_pass_where_the_survivor_sits_nowhere_at_that_time(event):
    survivor, other = factories.registration(event), factories.registration(event)
    workshop, beside = factories.session(event), factories.session(event)
    later = factories.session(event, starts_at=workshop.ends_at, ends_at=workshop.ends_at + timedelta(hours=1))
    for person, session in ((survivor, workshop), (other, beside), (other, later)):
        db.session.add(SessionSeat(registration_id=person.id, session_id=session.id, state=SeatState.held))
    db.session.flush()
    merge(survivor, other)
    assert {seat.session_id for seat in survivor.seats} == {workshop.id, later.id}
    assert other.seats == []


def test_nobody_is_written_to_and_both_histories_say_it(event):
    one, other = factories.registration(event), factories.registration(event)
    merge(one, other)
    assert db.session.scalars(sa.select(Job).where(Job.kind == MAIL_JOB)).all() == []
    entries = db.session.execute(sa.select(AuditEntry.action, AuditEntry.object_id).order_by(AuditEntry.id)).all()
    assert ("registration.merge", other.id) in entries and ("registration.merged_from", one.id) in entries


def test_what_changed_meanwhile_is_not_merged(event):
    one, other = factories.registration(event), factories.registration(event)
    with refused("changed_meanwhile"):
        merge(one, other, seen=(one.version, other.version + 1))
    with refused("changed_meanwhile"):
        merge(one, other, seen=(one.version + 1, other.version))
    with refused("same"):
        merge(one, one)


def test_what_is_over_is_not_merged(event):
    one, other = factories.registration(event), factories.registration(event, status=Status.cancelled)
    with refused("not_allowed"):
        merge(one, other)


def test_a_registration_of_another_event_is_out_of_reach(event):
    one, foreign = factories.registration(event), factories.registration(factories.event())
    with refused("no_registration"):
        merge(one, foreign)


def test_two_made_one_are_not_said_to_stay_apart(event):
    one, other = (factories.registration(event, first_name="Ève", last_name="Quemener") for _ in range(2))
    merge(one, other)
    with refused("merged"):
        merging.part(event.id, one.id, other.id, by=ORGANISER)


def test_the_list_shows_pairs_until_they_are_told_apart_or_made_one(event):
    one, other = (factories.registration(event, first_name="Ève", last_name="Quemener") for _ in range(2))
    factories.registration(event, first_name="Ève", last_name="Quemener", status=Status.cancelled)
    assert merging.find_duplicates(event.id) == [(one.id, other.id)]
    for pair in ((other.id, one.id), (one.id, other.id)):
        merging.part(event.id, *pair, by=ORGANISER)
    assert merging.find_duplicates(event.id) == []


def test_an_organisation_that_only_the_other_had_counts_for_its_limit(event):
    nameless = factories.registration(event, organisation_name="", organisation_key="")
    member = factories.registration(event, organisation_name="Institut Curie", status=Status.waitlisted)
    survivor = merge(nameless, member)
    assert (survivor.organisation_name, survivor.organisation_key) == ("Institut Curie", limit_key(None, "institut curie"))


def test_nobody_comes_under_a_manager_who_has_somebody_of_that_name_already(event):
    manager = dict(email=None, manager_email="x@lab.example", manager_key="x@lab.example")
    lea = dict(first_name="Léa", last_name="Smit")
    factories.registration(event, **manager, **lea)
    walked_in = factories.badge_holder(event, email=None, **lea)
    with refused("address_in_use"):
        merge(walked_in, factories.registration(event, status=Status.pending, first_name="Lea", last_name="Smith", **manager))
