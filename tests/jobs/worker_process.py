"""A real worker in a process of its own, to be killed. Beside the product's own kinds it does "act"."""

import ctypes
import gc
import os
import signal
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from app.jobs import beats, queue, worker
from tests.conftest import application

DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG, linux/prctl.h
SHORT_LEASE = timedelta(seconds=5)
"""Longer than a busy machine lets a step wait; a lease that ends meanwhile would be no fault of the queue."""
POINTS = {"claimed": (queue, "claim", "after"), "logged": (worker, "act", "before"), "acted": (worker, "act", "after")}


class Outside:
    """The world beyond the database: what is done there is not undone by a rollback."""

    def __init__(self, folder: Path):
        self.folder = folder

    def act(self, claim: queue.Claim) -> None:
        if any(Path("/proc", sign.suffix[1:]).exists() for sign in self.folder.glob(f"in-work-{claim.id}.*")):
            self.note("clashes", claim)
        mine = self.folder / f"in-work-{claim.id}.{os.getpid()}"  # in its name: a file killed while written is empty
        mine.touch()
        time.sleep(0.002)
        self.note("acts", claim)
        mine.unlink(missing_ok=True)

    def note(self, name: str, claim: queue.Claim) -> None:
        with open(self.folder / name, "a") as file:
            file.write(f"{claim.id}\n")


def die_once_at(point: str, folder: Path) -> None:
    """Plant the fault: only the first worker that gets there dies of it."""
    module, name, when = POINTS[point]
    real: Callable[..., Any] = getattr(module, name)

    def die(result: object) -> None:
        if result is not None and not (folder / "died").exists():
            (folder / "died").touch()
            os.kill(os.getpid(), signal.SIGKILL)

    def deadly(*arguments: Any) -> Any:
        if when == "before":
            die(arguments)
        result = real(*arguments)
        die(result)
        return result

    setattr(module, name, deadly)


def main(url: str, folder: Path, point: str, mail_url: str) -> None:
    """Work on the database at `url` until told to stop. An "act" leaves a line in `folder`/acts.

    `point`: claimed, logged or acted; the first worker that comes there kills itself, as `kill -9` would.
    """
    ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
    gc.enable()
    queue.LEASE = SHORT_LEASE
    beats.EVERY = timedelta(seconds=1)
    if point:
        die_once_at(point, folder)
    app = application(url, MAIL_URL=mail_url)
    handlers = app.extensions["job_handlers"] | {"act": Outside(folder).act}
    process = worker.Worker(app, handlers)
    signal.signal(signal.SIGTERM, process.stop)
    process.run()
