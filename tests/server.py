"""The product as users get it: gunicorn and the worker, kept running by the supervisor."""

import os
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[1]
WEB = f"web={sys.executable} -m gunicorn -c deploy/gunicorn.conf.py --log-level warning wsgi:app"
WORKER = f"worker={sys.executable} -m flask worker"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """Two web processes, and a worker if wished, with these settings on a port of their own."""

    def __init__(self, settings: dict[str, str], log: Path, worker: bool = False):
        self.port = free_port()
        self.settings = settings | {"PORT": str(self.port)}
        self.origin = settings.get("BASE_URL", f"http://localhost:{self.port}")
        self.log = log
        self.processes = [WEB, WORKER] if worker else [WEB]

    def __enter__(self) -> "Server":
        command = [sys.executable, "-P", "app/cli/supervisor.py", *self.processes]
        with self.log.open("ab") as log:
            self.supervisor = subprocess.Popen(
                command, cwd=ROOT, env=os.environ | self.settings, stdout=log, stderr=log
            )
        try:
            self._wait_until_it_answers()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_exc: object) -> None:
        self.supervisor.send_signal(signal.SIGTERM)
        self.supervisor.wait(timeout=60)

    @property
    def pid(self) -> int:
        """The supervisor's: everything else descends from it."""
        return self.supervisor.pid

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + 60
        while not self._answers():
            if time.monotonic() > deadline or self.supervisor.poll() is not None:
                raise RuntimeError(f"the server did not start:\n{self.log.read_text()}")
            time.sleep(0.1)

    def _answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz", headers={"Host": urlsplit(self.origin).netloc})
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()
