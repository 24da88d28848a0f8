"""A list of people to invite, real workers, a real mail server, and `kill -9` half way."""

from collections import Counter

import pytest
import sqlalchemy as sa

from app.accounts.permissions import Role
from app.audit.service import SYSTEM
from app.exchange.guest_list import service
from app.exchange.guest_list.lines import Candidate
from app.exchange.guest_list.models import GuestLine, LineState
from app.extensions import db
from app.registration.grants import AddressSource, Invitation
from tests import factories
from tests.jobs.farm import Farm

PEOPLE = 2 * service.STEP + 10
"""Three steps of the job."""


@pytest.fixture
def farm(own_app, tmp_path, sink):
    made = Farm(own_app(), tmp_path, sink.url)
    yield made
    made.end()


def take_in(farm: Farm) -> None:
    with farm.app.app_context():
        event = factories.event()
        category, account = factories.category(event), factories.account(event, Role.organiser)
        people = [Candidate(line, f"guest{line}@lab.example", "Zoë", "", "", "fr", category.id) for line in range(2, PEOPLE + 2)]
        terms = service.Terms(AddressSource.team, "", None, skips_approval=False, sends=True)
        service.take_in(
            event.id, people, terms, file_name="guests.csv", expected=PEOPLE, once="page", by=SYSTEM, account=account
        )
        db.session.commit()


@pytest.mark.parametrize("point", ["logged", "acted"])
def test_a_worker_killed_half_way_invites_everybody_and_nobody_twice(farm, sink, point):
    take_in(farm)
    farm.end_of(farm.start(point))
    farm.start()
    farm.wait_until_done(180)
    with farm.app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(sa.distinct(Invitation.email)))) == PEOPLE
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Invitation)) == PEOPLE
        assert set(db.session.scalars(sa.select(GuestLine.state))) == {LineState.invited}
    arrived = Counter(mail["To"] for mail in sink.mails())
    assert len(arrived) == PEOPLE and set(arrived.values()) == {1}
