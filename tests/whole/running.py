"""The product as its users start it: `deploy/run.sh` with web server and worker, on a database of its own."""

import os
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from tests.server import free_port

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90
"""Seconds to wait for anything; a quiet machine needs two or three."""


def wait_for(what, seconds: float = PATIENCE):
    """The first true answer of `what()`."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answer := what():
            return answer
        time.sleep(0.1)
    raise AssertionError(f"nothing came in {seconds} s")


class Running:
    """One installation with the demonstration event, mail to files."""

    def __init__(self, folder: Path, database_url: str):
        self.folder, self.port = folder, free_port()
        self.base_url = f"http://localhost:{self.port}"
        self.environment = os.environ | {
            "INSTANCE_PATH": str(folder), "DATABASE_URL": database_url, "PORT": str(self.port),
            "BASE_URL": self.base_url, "WEB_CONCURRENCY": "2",
        }  # fmt: skip
        self.log = folder / "run.log"

    def start(self) -> "Running":
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [ROOT / "deploy/run.sh"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
            )
        wait_for(self.answers)
        return self

    def stop(self, number: int = signal.SIGTERM) -> None:
        self.process.send_signal(number)
        self.process.wait(timeout=PATIENCE)

    def kill(self) -> None:
        """As a power cut does: every process at once, none is asked."""
        below = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        self.stop(signal.SIGKILL)
        for leader in map(int, below):  # each child of the supervisor leads a group of its own
            with suppress(ProcessLookupError):
                os.killpg(leader, signal.SIGKILL)
        wait_for(self.is_gone)

    def is_gone(self) -> bool:
        """Whether nothing listens on its port any more."""
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) != 0

    def answers(self) -> bool:
        """Whether it is ready; fails at once if it has ended."""
        assert self.process.poll() is None, self.log.read_text()
        try:
            with urllib.request.urlopen(f"{self.base_url}/readyz", timeout=5) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    @property
    def owner_link(self) -> str:
        """What `make run` printed for the first owner."""
        found = re.search(r"http\S+/welcome/\S+", self.log.read_text())
        assert found, self.log.read_text()
        return found.group(0)

    def mails(self, to: str) -> list[EmailMessage]:
        """What was sent to an address, oldest first."""
        files = sorted((self.folder / "mail").glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
        read = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
        return [mail for mail in read if to in str(mail["To"])]

    def mail(self, to: str, subject: str) -> EmailMessage:
        """The first mail to an address whose subject holds those words, once the worker has sent it."""
        return wait_for(lambda: next((m for m in self.mails(to) if subject in str(m["Subject"])), None))


def link_in(mail: EmailMessage, part: str = "/r/") -> str:
    """The first link of a mail's text that leads to such a page."""
    text = mail.get_body(("plain",)).get_content()
    return next(word for word in re.findall(r"https?://\S+", text) if part in word)


def attachment(mail: EmailMessage, kind: str) -> bytes:
    """The content of the attachment of a media type."""
    return next(part.get_content() for part in mail.iter_attachments() if part.get_content_type() == kind)
