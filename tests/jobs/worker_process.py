"""A real worker in a process of its own, to be killed: python -m tests.jobs.worker_process URL FOLDER

Its one kind of job leaves a line in FOLDER/acts for each act. With a third argument (claimed, logged or
acted) the first worker that comes to that point kills itself there, as `kill -9` would.
"""

import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from app.jobs import beats, queue, worker
from tests.conftest import application

SHORT_LEASE = timedelta(seconds=2)
POINTS = {"claimed": (queue, "claim", "after"), "logged": (worker, "act", "before"), "acted": (worker, "act", "after")}


class Outside:
    """The world beyond the database: what is done there is not undone by a rollback."""

    def __init__(self, folder: Path):
        self.folder = folder

    def act(self, claim: queue.Claim) -> None:
        mine = self.folder / f"{claim.id}.in-work"
        if mine.exists() and Path("/proc", mine.read_text()).exists():
            self.note("clashes", claim)
        mine.write_text(str(os.getpid()))
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


def main(url: str, folder: str, point: str = "") -> None:
    outside = Path(folder)
    queue.LEASE = SHORT_LEASE
    beats.EVERY = timedelta(seconds=1)
    if point:
        die_once_at(point, outside)
    process = worker.Worker(application(url), {"act": Outside(outside).act})
    signal.signal(signal.SIGTERM, process.stop)
    process.run()


if __name__ == "__main__":
    main(*sys.argv[1:])
