"""What the worker hands to the mail server, as whoever gets it reads it."""

from collections import defaultdict
from collections.abc import Callable
from email import message_from_bytes, policy

import pytest
from flask import Flask

from app.jobs import worker
from app.mailing.letter import Letter

Letters = dict[str, list[str]]


@pytest.fixture
def outbox(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[Letter]:
    """What left, in order: where the mail server would stand."""
    sent: list[Letter] = []
    monkeypatch.setitem(app.extensions, "mail_transport", type("Sink", (), {"send": staticmethod(sent.append)}))
    return sent


@pytest.fixture
def letters(app: Flask, outbox: list[Letter]) -> Callable[[], Letters]:
    """letters(): does what is owed; all mails of the test so far by address: subject, text, kinds of parts."""

    def read() -> Letters:
        worker.drain(app.extensions["job_handlers"])
        found: Letters = defaultdict(list)
        for letter in outbox:
            found[letter.recipient].append(_as_read(letter))
        return found

    return read


def _as_read(letter: Letter) -> str:
    mail = message_from_bytes(letter.content, policy=policy.default)
    kinds = [part.get_content_type() for part in mail.walk()]
    return "\n".join([mail["Subject"], mail.get_body(("plain",)).get_content(), *kinds])
