"""One process that keeps others running: `python -P app/cli/supervisor.py NAME=COMMAND…`.

A child that ends is started again, after a growing pause if it keeps ending. SIGTERM or SIGINT ends
all of them and then this process; a supervisor that is killed outright takes its children with it
(Linux tells them of their parent's death). It is a script of its own, without the application, so
that it stays small; only the standard library.
"""

import shlex
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
STEADY_AFTER = 60.0
PATIENCE = 30.0
TICK = 0.2
DIES_WITH_PARENT = ("setpriv", "--pdeathsig", "TERM")


def pause_after(failures: int) -> float:
    """Seconds to wait before starting again what has ended `failures` times in a row."""
    return min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (failures - 1))


@dataclass
class Child:
    """A command that should always run."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    due: float = 0.0
    failures: int = field(default=0)

    def keep_running(self, now: float) -> None:
        """Start it when it is due; notice that it has ended. `now` in seconds of a steady clock."""
        if self.process is None:
            if now >= self.due:
                # A session of its own: Ctrl-C reaches the supervisor alone, which ends all in order.
                self.process = subprocess.Popen([*DIES_WITH_PARENT, *self.command], start_new_session=True)
                self.started = now
        elif self.process.poll() is not None:
            self.failures = 1 if now - self.started > STEADY_AFTER else self.failures + 1
            self.due = now + pause_after(self.failures)
            say(f"{self.name} ended ({self.process.returncode}); again in {pause_after(self.failures):g} s")
            self.process = None

    def end(self, deadline: float) -> None:
        """Wait for it to end as asked, until `deadline`; then end it by force."""
        if self.process is None:
            return
        try:
            self.process.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def say(sentence: str) -> None:
    print(f"· {sentence}", file=sys.stderr, flush=True)


def supervise(children: list[Child]) -> None:
    """Keep the children running until SIGTERM or SIGINT."""
    asked_to_end: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda received, _frame: asked_to_end.append(received))
    while not asked_to_end:
        for child in children:
            child.keep_running(time.monotonic())
        time.sleep(TICK)
    for child in children:
        if child.process is not None:
            child.process.terminate()
    for child in children:
        child.end(time.monotonic() + PATIENCE)


def main() -> None:
    named = [argument.partition("=") for argument in sys.argv[1:]]
    supervise([Child(name, shlex.split(command)) for name, _equals, command in named])


if __name__ == "__main__":
    main()
