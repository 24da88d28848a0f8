"""The doors open at another moment: offers and answers follow."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.core.clock import now
from app.extensions import db
from app.jobs.models import Job
from app.registration.models import Status
from app.registration.service.rescheduling import follow
from tests import factories


@pytest.fixture
def event():
    return factories.event()


def move(event, **by) -> None:
    before = event.doors_at
    event.doors_at += timedelta(**by)
    db.session.flush()
    follow(event, before)
    db.session.expire_all()


def test_an_offer_never_lasts_into_the_two_hours_before_the_doors(event):
    until = event.doors_at - timedelta(hours=3)
    late = factories.registration(event, status=Status.offered, offered_until=until)
    soon = factories.registration(event, status=Status.offered, offered_until=now() + timedelta(hours=1))
    move(event, hours=-4)
    assert late.offered_until == event.doors_at - timedelta(hours=2)
    assert soon.offered_until < late.offered_until
    ends = db.session.scalars(sa.select(Job).where(Job.kind == "registration.end_offer")).all()
    assert [(job.payload, job.due_at) for job in ends] == [({"registration_id": late.id}, late.offered_until)]


@pytest.mark.parametrize("by, asked_still", [({"days": 30}, False), ({"minutes": 30}, True)])
def test_an_answer_is_about_one_day(event, by, asked_still):
    silent = factories.registration(event, answer_until=now())
    comes = factories.registration(event, answer_until=now(), answered_at=now())
    move(event, **by)
    assert (silent.answer_until is not None) is (comes.answered_at is not None) is asked_still
