"""Real workers, a real mail server, and `kill -9` at each step of a send."""

import random
import signal
import time
from collections import Counter

import pytest
import sqlalchemy as sa

from app.extensions import db
from app.jobs import service as jobs
from app.jobs.models import Job, JobAttempt, JobState
from app.mailing.handlers import message_id_of
from app.mailing.models import MailState, SentMail
from tests import factories
from tests.jobs.farm import Farm


@pytest.fixture
def farm(own_app, tmp_path, sink):
    made = Farm(own_app(), tmp_path, sink.url)
    yield made
    made.end()


def owe_mails(farm: Farm, number: int) -> set[str]:
    """Enqueue mails; answers their Message-IDs."""
    with farm.app.app_context():
        event = factories.event()
        people = [factories.registration(event) for _ in range(number)]
        owed = [
            jobs.enqueue("mailing.send", {"kind": "link", "registration_id": each.id}, event_id=event.id)
            for each in people
        ]
        db.session.commit()
        return {message_id_of(job) for job in owed}


def check(farm: Farm, sink, owed: set[str]) -> Counter[str]:
    """Each mail arrived at least once, and none more often than its attempts were logged."""
    arrived = Counter(mail["Message-ID"] for mail in sink.mails())
    with farm.app.app_context():
        assert set(db.session.scalars(sa.select(Job.state))) == {JobState.done}
        assert set(db.session.scalars(sa.select(SentMail.state))) == {MailState.sent}
        logged = Counter(map(message_id_of, db.session.scalars(sa.select(JobAttempt.job_id))))
    assert arrived.keys() == owed
    assert all(times <= logged[message_id] for message_id, times in arrived.items())
    return arrived


@pytest.mark.parametrize(("point", "times"), [("claimed", 1), ("logged", 1), ("acted", 2)])
def test_a_worker_killed_before_or_after_it_logged_or_sent_loses_no_mail(farm, sink, point, times):
    owed = owe_mails(farm, 1)
    assert farm.end_of(farm.start(point)) == -signal.SIGKILL
    farm.start()
    farm.wait_until_done(30)
    assert check(farm, sink, owed).total() == times


def test_workers_killed_at_random_lose_no_mail(farm, sink):
    owed = owe_mails(farm, 120)
    for _ in range(3):
        farm.start()
    for turn in range(1, 5):
        farm.wait_until(lambda enough=20 * turn: sink.count() >= enough, seconds=60)
        time.sleep(random.uniform(0, 0.02))
        farm.kill_a_busy_one()
        farm.start()
    farm.wait_until_done(120)
    check(farm, sink, owed)
