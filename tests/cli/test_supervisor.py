"""Two processes stay up, and neither outlives the one that keeps them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.cli.supervisor import LONGEST_PAUSE, pause_after

SCRIPT = Path(__file__).parents[2] / "app/cli/supervisor.py"
WRITES_ITS_PID = "sh -c 'echo $$ >> {file}; exec sleep 3600'"


def until(condition: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"


class Running:
    """A supervisor with two children that write down their process ids."""

    def __init__(self, folder: Path):
        self.files = [folder / "one", folder / "two"]
        for file in self.files:
            file.touch()
        children = [f"{file.name}={WRITES_ITS_PID.format(file=file)}" for file in self.files]
        self.process = subprocess.Popen(
            [sys.executable, "-P", str(SCRIPT), *children], stderr=subprocess.PIPE, text=True
        )
        until(lambda: all(self.pids(number) for number in (0, 1)))

    def pids(self, number: int) -> list[int]:
        return [int(line) for line in self.files[number].read_text().split()]


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    started = Running(tmp_path)
    yield started
    started.process.kill()
    started.process.communicate()
    for pid in started.pids(0) + started.pids(1):
        if alive(pid):
            os.kill(pid, signal.SIGKILL)


def test_a_child_that_is_killed_comes_back_and_the_other_stays(running):
    os.kill(running.pids(0)[0], signal.SIGKILL)
    until(lambda: len(running.pids(0)) == 2)
    assert alive(running.pids(0)[1])
    assert len(running.pids(1)) == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_with_its_children_when_asked(running, number):
    running.process.send_signal(number)
    assert running.process.wait(timeout=20) == 0
    assert not any(alive(pids[0]) for pids in (running.pids(0), running.pids(1)))


def test_killed_outright_it_leaves_no_orphan(running):
    running.process.kill()
    until(lambda: not any(alive(pids[0]) for pids in (running.pids(0), running.pids(1))))


def test_pauses_grow_to_a_limit():
    assert [pause_after(failures) for failures in (1, 2, 3)] == [0.5, 1.0, 2.0]
    assert pause_after(50) == LONGEST_PAUSE
