"""A real mail server to talk to."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

import pytest

DIES_WITH_PARENT = ("setpriv", "--pdeathsig", "KILL")


class Sink:
    """A mail server's process, and what it took."""

    def __init__(self, folder: Path, *flags: str):
        folder.mkdir(exist_ok=True)
        self.folder = folder
        command = [*DIES_WITH_PARENT, sys.executable, "-m", "tests.mailing.smtp_server", str(folder), *flags]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}?per_domain=0"

    def mails(self) -> list[EmailMessage]:
        parser = BytesParser(policy=policy.default)
        return [parser.parsebytes(path.read_bytes()) for path in sorted(self.folder.glob("*.eml"))]

    def count(self) -> int:
        return len(list(self.folder.glob("*.eml")))

    def connections(self) -> list[str]:
        """For each mail begun, which connection it came by."""
        return (self.folder / "log").read_text().split()[1::2]

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


@pytest.fixture
def sink_with(tmp_path: Path) -> Iterator[Callable[..., Sink]]:
    """sink_with("--login", …): a server with these flags."""
    sinks: list[Sink] = []

    def make(*flags: str) -> Sink:
        sinks.append(Sink(tmp_path / f"sink-{len(sinks)}", *flags))
        return sinks[-1]

    yield make
    for sink in sinks:
        sink.end()


@pytest.fixture
def sink(sink_with: Callable[..., Sink]) -> Sink:
    return sink_with()
