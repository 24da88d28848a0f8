"""Real workers in processes of their own, killed at every moment: nothing is lost, nothing doubled."""

import random
import signal
import time

import pytest
import sqlalchemy as sa

from app.core.clock import now
from app.extensions import db
from app.jobs import beats
from app.jobs.models import Job
from tests.jobs.farm import Farm


@pytest.fixture
def farm(own_app, tmp_path):
    made = Farm(own_app(), tmp_path)
    yield made
    made.end()


@pytest.mark.parametrize(
    ("point", "acts", "attempts"), [("claimed", 1, 1), ("logged", 1, 2), ("acted", 2, 2)]
)
def test_a_worker_killed_between_any_two_steps_loses_nothing(farm, point, acts, attempts):
    farm.enqueue(1)
    assert farm.end_of(farm.start(point)) == -signal.SIGKILL
    farm.start(point)
    farm.wait_until_done(30)
    farm.check(1)
    assert farm.acts().total() == acts
    assert farm.logged().total() == attempts


def test_500_jobs_are_all_done_while_busy_workers_are_killed_at_random(farm):
    farm.enqueue(500)
    for _ in range(4):
        farm.start()
    for turn in range(1, 9):
        farm.wait_for_acts(50 * turn, seconds=60)
        time.sleep(random.uniform(0, 0.01))
        farm.kill_a_busy_one()
        farm.start()
    farm.wait_until_done(120)
    farm.check(500)
    assert farm.logged().total() > 500  # some died between claim and mark


def test_a_worker_told_to_stop_ends_by_itself_and_takes_back_its_sign_of_life(farm):
    farm.enqueue(50)
    process = farm.start()
    farm.wait_for_acts(5, seconds=30)
    process.terminate()
    assert farm.end_of(process) == 0
    with farm.app.app_context():
        assert not beats.is_somebody_alive(now())
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Job).where(Job.leased_by.is_not(None))) == 0
