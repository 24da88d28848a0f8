"""The application on a port of this machine, to be stopped and started again."""

import socket
import subprocess
import sys
import time
from pathlib import Path
from threading import Condition, Thread
from typing import Any

from flask import Flask
from werkzeug.serving import make_server

from tests.server import free_port

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0
"""Seconds for a process to begin; the machine of the tests may be busy."""


class Site:
    """In a thread of the tests' own process."""

    def __init__(self, app: Flask, port: int = 0):
        self.app, self.busy, self.turn = app, 0, Condition()
        self.start(port)

    def start(self, port: int = 0) -> None:
        self.server = make_server("127.0.0.1", port or 0, self._answer, threaded=True)
        self.port = self.server.server_port
        self.thread = Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def _answer(self, *asked: Any) -> Any:
        with self.turn:
            self.busy += 1
        try:
            return self.app(*asked)
        finally:
            with self.turn:
                self.busy -= 1
                self.turn.notify_all()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def stop(self) -> None:
        """Once it has answered whoever asked, so that it asks no database in the next test."""
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()
        with self.turn:
            self.turn.wait_for(lambda: not self.busy, timeout=PATIENCE)


class KillableSite:
    """In a process of its own, on the database of `app`: to be ended as a power cut does."""

    def __init__(self, app: Flask):
        self.url = app.config["SQLALCHEMY_DATABASE_URI"]
        self.port = free_port()
        self.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, _port: int = 0) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.door.serving", self.url, str(self.port)], cwd=ROOT,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        end = time.monotonic() + PATIENCE
        while not self._listens():
            assert self.process.poll() is None and time.monotonic() < end, "the server does not begin"
            time.sleep(0.05)

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def stop(self) -> None:
        """kill -9: it is not asked."""
        self.process.kill()
        self.process.wait()
