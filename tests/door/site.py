"""The application on a port of this machine, to be stopped and started again."""

from threading import Thread

from flask import Flask
from werkzeug.serving import make_server


class Site:
    def __init__(self, app: Flask, port: int = 0):
        self.app = app
        self.start(port)

    def start(self, port: int = 0) -> None:
        self.server = make_server("127.0.0.1", port or 0, self.app, threaded=True)
        self.port = self.server.server_port
        self.thread = Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()
