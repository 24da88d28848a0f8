"""Real workers in processes of their own, forked from one that has the product loaded already."""

import multiprocessing
import random
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from app.extensions import db
from app.jobs import service
from app.jobs.models import IS_PENDING, Job, JobAttempt, JobState
from tests.jobs import worker_process

forks = multiprocessing.get_context("forkserver")
forks.set_forkserver_preload([worker_process.__name__])


class Farm:
    """Workers on one database, and what they did outside of it."""

    def __init__(self, app: Flask, folder: Path, mail_url: str = "file:///nowhere"):
        self.app, self.folder, self.mail_url = app, folder, mail_url
        self.processes: list[multiprocessing.process.BaseProcess] = []

    def enqueue(self, jobs: int) -> None:
        with self.app.app_context():
            for _ in range(jobs):
                service.enqueue("act")
            db.session.commit()

    def start(self, point: str = "") -> multiprocessing.process.BaseProcess:
        """Another worker; it dies at `point` if nobody died there yet."""
        arguments = (self.app.config["SQLALCHEMY_DATABASE_URI"], self.folder, point, self.mail_url)
        process = forks.Process(target=worker_process.main, args=arguments, daemon=True)
        process.start()
        self.processes.append(process)
        return process

    def end_of(self, process: multiprocessing.process.BaseProcess) -> int | None:
        process.join(60)
        return process.exitcode

    def waiting(self) -> int:
        with self.app.app_context():
            count = db.session.scalar(sa.select(sa.func.count()).select_from(Job).where(IS_PENDING))
            db.session.rollback()
            return count

    def wait_until(self, reached: Callable[[], bool], seconds: float) -> None:
        ends = time.monotonic() + seconds
        while not reached():
            assert time.monotonic() < ends, f"not reached within {seconds} seconds"
            time.sleep(0.01)

    def wait_until_done(self, seconds: float) -> None:
        self.wait_until(lambda: not self.waiting(), seconds)

    def wait_for_acts(self, number: int, seconds: float) -> None:
        self.wait_until(lambda: self.acts().total() >= number, seconds)

    def kill_a_busy_one(self) -> None:
        """Kill -9 one of the workers that hold a job."""
        with self.app.app_context():
            holders = set(db.session.scalars(sa.select(Job.leased_by).where(Job.leased_by.is_not(None))))
            db.session.rollback()
        busy = {int(name.split(":")[1]) for name in holders}
        living = [process for process in self.processes if process.pid in busy and process.is_alive()]
        if living:
            victim = random.choice(living)
            victim.kill()
            victim.join()  # a zombie would still look alive

    def end(self) -> None:
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.join(20)

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
