"""A message to many, real workers, a real mail server, and `kill -9` at any moment."""

import random
import time
from collections import Counter

import pytest
import sqlalchemy as sa

from app.audit.service import SYSTEM
from app.extensions import db
from app.jobs.models import Job, JobAttempt, JobState
from app.mailing import mailings
from app.mailing.handlers import message_id_of
from app.mailing.models import Mailing, MailingRecipient, MailingState, RecipientState
from app.registration.owed import MailKind
from app.registration.queries import Filters, search
from tests import factories
from tests.jobs.farm import Farm

WORDS = {lang: {"subject": "Lunch", "title": "Lunch", "body": "At noon.", "button": "Go", "after": ""} for lang in ("fr", "en")}
PEOPLE = 230
"""Three steps of the job that hands them over."""


@pytest.fixture
def farm(own_app, tmp_path, sink):
    made = Farm(own_app(), tmp_path, sink.url)
    yield made
    made.end()


def write_to_all(farm: Farm) -> int:
    """Start a mailing; its id."""
    with farm.app.app_context():
        event = factories.event()
        for _ in range(PEOPLE):
            factories.registration(event)
        mailing = mailings.start(
            event.id, MailKind.message, search(event.id, Filters()), by=SYSTEM, account=None, expected=PEOPLE, words=WORDS
        )
        db.session.commit()
        return mailing.id


def ended(farm: Farm) -> Counter[RecipientState]:
    with farm.app.app_context():
        return Counter(db.session.scalars(sa.select(MailingRecipient.state)))


def attempts(farm: Farm) -> Counter[str]:
    """How often each mail was tried, by Message-ID."""
    with farm.app.app_context():
        of_mails = sa.select(JobAttempt.job_id).join(Job, Job.id == JobAttempt.job_id).where(Job.kind == "mailing.send")
        return Counter(map(message_id_of, db.session.scalars(of_mails)))


def test_workers_killed_at_random_write_to_everybody_and_to_nobody_twice(farm, sink):
    write_to_all(farm)
    for _ in range(2):
        farm.start()
    for turn in range(1, 5):
        farm.wait_until(lambda enough=40 * turn: sink.count() >= enough, seconds=90)
        time.sleep(random.uniform(0, 0.02))
        farm.kill_a_busy_one()
        farm.start()
    farm.wait_until_done(180)
    assert ended(farm) == {RecipientState.sent: PEOPLE}
    arrived, tried = Counter(mail["Message-ID"] for mail in sink.mails()), attempts(farm)
    to = {mail["Message-ID"]: mail["To"] for mail in sink.mails()}
    assert len(set(to.values())) == len(to) == PEOPLE == len(tried)
    # One that was killed between the server's answer and its note is sent again under the same Message-ID.
    assert all(times <= tried[message_id] for message_id, times in arrived.items())


@pytest.mark.parametrize("point", ["logged", "acted"])
def test_a_worker_killed_while_it_hands_people_over_owes_each_once(farm, sink, point):
    mailing_id = write_to_all(farm)
    farm.end_of(farm.start(point))
    farm.start()
    farm.wait_until_done(180)
    arrived = Counter(mail["To"] for mail in sink.mails())
    assert len(arrived) == PEOPLE and set(arrived.values()) == {1}
    with farm.app.app_context():
        assert db.session.get(Mailing, mailing_id).state is MailingState.done


def test_what_is_stopped_half_way_stays_stopped(farm, sink):
    mailing_id = write_to_all(farm)
    farm.start()
    farm.wait_until(lambda: sink.count() >= 50, seconds=90)
    with farm.app.app_context():
        stopped = mailings.cancel(db.session.get(Mailing, mailing_id), by=SYSTEM)
        db.session.commit()
    farm.wait_until_done(120)
    states = ended(farm)
    assert states[RecipientState.stopped] + states[RecipientState.sent] == PEOPLE
    assert stopped - 1 <= states[RecipientState.stopped] <= stopped  # one may have been with the server
    assert sink.count() == states[RecipientState.sent] < PEOPLE
    with farm.app.app_context():
        assert set(db.session.scalars(sa.select(Job.state).where(Job.kind == "mailing.send"))) == {JobState.done}
