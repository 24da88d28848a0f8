"""A step with many, real workers, and `kill -9` half way: it is resumed and comes to everybody once."""

from collections import Counter

import pytest
import sqlalchemy as sa

from app.audit.models import AuditEntry
from app.extensions import db
from app.organiser.selections import service
from app.organiser.selections.models import LineEnd, SelectedPerson, Selection, SelectionState, Step
from app.registration import queries
from app.registration.models import Registration, RegistrationCredential, Status
from app.registration.queries import Filters
from tests import factories
from tests.jobs.farm import Farm

PEOPLE = 130
"""Seven steps of the job."""


@pytest.fixture
def farm(own_app, tmp_path):
    made = Farm(own_app(), tmp_path)
    yield made
    made.end()


def approve_all(farm: Farm) -> int:
    """The id of the selection; the workers do the rest."""
    with farm.app.app_context():
        event = factories.event(capacity=PEOPLE)
        category = factories.category(event)
        for _ in range(PEOPLE):
            factories.registration(event, status=Status.pending, category=category)
        organiser = factories.account(event)
        selection = service.take(event.id, queries.search(event.id, Filters()), account=organiser)
        service.start(selection, Step.approve, {}, by=factories.actor(organiser))
        db.session.commit()
        return selection.id


def done(farm: Farm) -> int:
    with farm.app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(SelectedPerson).where(SelectedPerson.end.is_not(None)))


def state(farm: Farm, selection_id: int) -> SelectionState:
    with farm.app.app_context():
        return db.session.get_one(Selection, selection_id).state


def test_workers_killed_half_way_approve_everybody_once(farm):
    selection_id = approve_all(farm)
    farm.start()
    for enough in (20, 60):
        farm.wait_until(lambda enough=enough: done(farm) >= enough, seconds=90)
        farm.kill_a_busy_one()
        farm.start()
    farm.wait_until(lambda: state(farm, selection_id) is SelectionState.done, seconds=180)
    with farm.app.app_context():
        assert set(db.session.scalars(sa.select(SelectedPerson.end))) == {LineEnd.done}
        assert Counter(db.session.scalars(sa.select(Registration.status))) == {Status.confirmed: PEOPLE}
        codes = Counter(db.session.scalars(sa.select(RegistrationCredential.registration_id)))
        told = Counter(db.session.scalars(sa.select(AuditEntry.object_id).where(AuditEntry.action == "registration.approve")))
        assert len(codes) == len(told) == PEOPLE and set(codes.values()) == set(told.values()) == {1}
