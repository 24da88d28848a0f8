"""Real workers in processes of their own, killed at every moment: nothing is lost, nothing doubled."""

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.core.clock import now
from app.extensions import db
from app.jobs import beats, service
from app.jobs.models import IS_PENDING, Job, JobAttempt, JobState


class Farm:
    """Workers on one database, and what they did outside of it."""

    def __init__(self, app, folder: Path):
        self.app, self.folder = app, folder
        self.processes: list[subprocess.Popen[bytes]] = []

    def enqueue(self, jobs: int) -> None:
        with self.app.app_context():
            for _ in range(jobs):
                service.enqueue("act")
            db.session.commit()

    def start(self, point: str = "") -> subprocess.Popen[bytes]:
        url = self.app.config["SQLALCHEMY_DATABASE_URI"]
        command = [sys.executable, "-m", "tests.jobs.worker_process", url, str(self.folder), point]
        self.processes.append(subprocess.Popen(command))
        return self.processes[-1]

    def waiting(self) -> int:
        with self.app.app_context():
            count = db.session.scalar(sa.select(sa.func.count()).select_from(Job).where(IS_PENDING))
            db.session.rollback()
            return count

    def wait_until_done(self, seconds: float) -> None:
        ends = time.monotonic() + seconds
        while self.waiting():
            assert time.monotonic() < ends, f"{self.waiting()} jobs are still waiting"
            time.sleep(0.1)

    def wait_for_acts(self, number: int, seconds: float) -> None:
        ends = time.monotonic() + seconds
        while self.acts().total() < number:
            assert time.monotonic() < ends, f"{self.acts().total()} acts are not {number}"
            time.sleep(0.01)

    def kill_a_busy_one(self) -> None:
        """Kill -9 one of the workers that hold a job."""
        with self.app.app_context():
            holders = set(db.session.scalars(sa.select(Job.leased_by).where(Job.leased_by.is_not(None))))
            db.session.rollback()
        busy = {int(name.split(":")[1]) for name in holders}
        living = [process for process in self.processes if process.pid in busy and process.poll() is None]
        if living:
            victim = random.choice(living)
            victim.kill()
            victim.wait()  # a zombie would still look alive

    def end(self) -> None:
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait(timeout=20)

    def acts(self, name: str = "acts") -> Counter[int]:
        path = self.folder / name
        return Counter(map(int, path.read_text().split())) if path.exists() else Counter()

    def logged(self) -> Counter[int]:
        with self.app.app_context():
            return Counter(db.session.scalars(sa.select(JobAttempt.job_id)))

    def check(self, jobs: int) -> None:
        """Each job is done and acted at least once, never more often than logged, never by two at once."""
        acts, logged = self.acts(), self.logged()
        with self.app.app_context():
            assert set(db.session.scalars(sa.select(Job.state))) == {JobState.done}
        assert len(acts) == jobs
        assert all(times <= logged[job] for job, times in acts.items())
        assert not self.acts("clashes")


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
    assert farm.start(point).wait(timeout=30) == -signal.SIGKILL
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
    assert process.wait(timeout=10) == 0
    with farm.app.app_context():
        assert not beats.is_somebody_alive(now())
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Job).where(Job.leased_by.is_not(None))) == 0
