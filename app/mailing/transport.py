"""Where mail leaves: the one place that reads MAIL_URL.

    file:///a/folder                            an .eml file for each mail
    smtp://user:password@host:587               STARTTLS when offered, required with a password
    smtp://host:25?starttls=require|never       always, or not even when offered
    smtps://user:password@host:465              TLS from the first byte
    …?per_domain=20                             mails a second to one domain, 0 without limit
"""

import os
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qs, unquote, urlsplit

from flask import Flask, current_app

from app.config import ConfigError
from app.mailing import bounces
from app.mailing.letter import Letter
from app.mailing.smtp import Server, SmtpTransport, StartTls
from app.mailing.throttle import Throttle

PORTS = {"smtp": 25, "smtps": 465}
PER_DOMAIN = "20"


class Transport(Protocol):
    def send(self, letter: Letter) -> None:
        """Deliver, or raise TemporaryFailure or PermanentFailure."""


class FileTransport:
    """Writes each attempt as a file that any mail program opens."""

    def __init__(self, folder: Path):
        self.folder = folder

    def send(self, letter: Letter) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = f"{letter.message_id.strip('<>').partition('@')[0]}-{letter.attempt}.eml"
        unfinished = self.folder / f".{name}.{os.getpid()}"
        unfinished.write_bytes(letter.content)
        unfinished.replace(self.folder / name)


def from_url(url: str, own_name: str) -> Transport:
    """The transport that MAIL_URL means; `own_name` is said to the server. Raises ConfigError."""
    parts = urlsplit(url)
    if parts.scheme == "file" and parts.path:
        return FileTransport(Path(unquote(parts.path)))
    if parts.scheme not in PORTS or not parts.hostname:
        raise ConfigError("MAIL_URL has to look like smtp://user:password@host:587, smtps://… or file:///folder.")
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    try:
        server = Server(
            parts.hostname, parts.port or PORTS[parts.scheme], own_name,
            unquote(parts.username or ""), unquote(parts.password or ""),
            parts.scheme == "smtps", StartTls(options.pop("starttls", "auto")),
        )
        throttle = Throttle(float(options.pop("per_domain", PER_DOMAIN)))
    except ValueError as error:
        raise ConfigError(f"MAIL_URL is not understood: {error}.") from error
    if options:
        raise ConfigError(f"MAIL_URL has an option that nobody reads: {', '.join(options)}.")
    return SmtpTransport(server, throttle)


def init_app(app: Flask) -> None:
    if not bounces.is_sound(app.config["MAIL_BOUNCES"]):
        raise ConfigError("MAIL_BOUNCES has to look like bounces@day.example.org, with at most 20 signs before the @.")
    own_name = urlsplit(app.config["BASE_URL"]).hostname
    app.extensions["mail_transport"] = from_url(app.config["MAIL_URL"], own_name)


def current() -> Transport:
    """This process's transport, with its open connection."""
    return current_app.extensions["mail_transport"]
