"""The application on a real port, in a thread: for pages that a browser has to look at."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from flask import Flask
from playwright.sync_api import BrowserContext
from werkzeug.serving import make_server

from app.accounts.models import Account
from app.extensions import db


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The address under which `app` answers inside the block."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()


def sign_in(context: BrowserContext, app: Flask, account: Account, address: str) -> None:
    """Give the browser a signed-in session without typing a password."""
    client = app.test_client().sign_in(account)
    cookie = client.get_cookie("session")
    db.session.commit()
    db.session.remove()  # an open transaction here would keep the server's requests waiting on SQLite
    context.add_cookies([{"name": "session", "value": cookie.value, "url": address}])
