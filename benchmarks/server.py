"""A real installation to measure: production settings, PostgreSQL, web, worker and a mail server.

    with Installation() as installation:
        with installation.counted() as seconds: ...     # seconds.cpu, seconds.wall
"""

import email
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade

from app import create_app
from app.core.clock import now
from app.extensions import db
from app.jobs.models import IS_PENDING, Job
from benchmarks import cpu
from tests.postgres import Cluster
from tests.server import Server

ORIGIN = "https://bench.example.org"
OWN_LINK = re.compile(rf"{ORIGIN}(/\w\w/r/[^\s/]+/)")


@dataclass
class Spent:
    cpu: float = 0.0
    """Seconds of all processes: web, worker and database."""
    wall: float = 0.0


class Installation:
    """Fresh and empty; gone when the block ends. On PostgreSQL, unless it is to be SQLite."""

    def __init__(self, *, sqlite: bool = False):
        self.sqlite = sqlite

    def __enter__(self) -> "Installation":
        with ExitStack() as opened:
            self.folder = Path(tempfile.mkdtemp(prefix="medicen-bench-"))
            opened.callback(shutil.rmtree, self.folder, ignore_errors=True)
            self.cluster = opened.enter_context(Cluster(durable=True))
            self.settings = self._settings(opened)
            os.environ.update(self.settings)
            self.app = self._application(opened)
            self.server = opened.enter_context(Server(self.settings, self.folder / "log", worker=True))
            self.worker = cpu.children(self.server.pid, "flask worker")[0]
            self._close = opened.pop_all()
        return self

    def __exit__(self, *_exc: object) -> None:
        self.resume_worker()
        self._close.close()

    def _settings(self, opened: ExitStack) -> dict[str, str]:
        self.mails = self.folder / "mails"
        self.mails.mkdir()
        command = [sys.executable, "-m", "benchmarks.sink", str(self.mails)]
        sink = opened.enter_context(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))
        opened.callback(sink.kill)
        port = int(sink.stdout.readline())
        secret = "only for this bench, whose data nobody keeps"
        return {
            "APP_ENV": "production", "BASE_URL": ORIGIN, "TRUSTED_PROXIES": "1", "SECRET_KEY": secret,
            "DATA_KEY": secret, "MAIL_URL": f"smtp://127.0.0.1:{port}", "DATABASE_URL": self._database(),
            "INSTANCE_PATH": str(self.folder),
        }  # fmt: skip

    def _database(self) -> str:
        return f"sqlite:///{self.folder / 'bench.sqlite'}" if self.sqlite else self.cluster.create("bench")

    def _application(self, opened: ExitStack) -> Flask:
        """The same application in this process, to prepare data and to look at them."""
        app = create_app()
        opened.enter_context(app.app_context())
        opened.callback(db.engine.dispose)
        opened.callback(db.session.remove)
        upgrade()
        return app

    @contextmanager
    def counted(self) -> Iterator[Spent]:
        """What the block costs: CPU of all processes of the product, and time."""
        db.session.rollback()  # a reading transaction left open here keeps PostgreSQL from tidying up behind the product
        spent, begun = Spent(), time.monotonic()
        before = self._used()
        yield spent
        spent.cpu, spent.wall = self._used() - before, time.monotonic() - begun

    def _used(self) -> float:
        return cpu.used(self.server.pid, self.cluster.server.pid)

    def pause_worker(self) -> None:
        """Let it do nothing for a while, as if it were busy elsewhere."""
        os.kill(self.worker, signal.SIGSTOP)

    def resume_worker(self) -> None:
        os.kill(self.worker, signal.SIGCONT)

    def wait_for_worker(self, seconds: float = 300) -> None:
        """Until nothing is due nor in work any more."""
        to_do = sa.or_(Job.run_at <= now(), Job.leased_by.is_not(None))
        waiting = sa.select(sa.func.count()).select_from(Job).where(IS_PENDING, to_do)
        deadline = time.monotonic() + seconds
        db.session.rollback()
        while db.session.scalar(waiting):
            db.session.rollback()
            if time.monotonic() > deadline:
                raise RuntimeError("the worker does not get done")
            time.sleep(0.05)
        db.session.rollback()

    def take_mails(self) -> list[email.message.Message]:
        """The mails that have come since the last call."""
        taken = []
        for path in sorted(self.mails.glob("*.eml")):
            taken.append(email.message_from_bytes(path.read_bytes(), policy=email.policy.default))
            path.unlink()
        return taken

    def take_links(self) -> list[str]:
        """The own links in them, one a mail."""
        bodies = (mail.get_body(("plain",)).get_content() for mail in self.take_mails())
        return [OWN_LINK.search(body)[1] for body in bodies]
