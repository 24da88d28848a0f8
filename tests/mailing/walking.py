"""Days that pass: the worker does what is due, as it does in the hours between."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import time_machine
from flask import Flask

from app.jobs import service as jobs
from app.jobs import worker
from app.mailing.letter import Letter

STEP = timedelta(hours=3)
"""Each hour at which something leaves is met from nine o'clock on."""


def walk(app: Flask, clock: time_machine.Traveller, outbox: list[Letter]) -> Callable[[datetime], list[EmailMessage]]:
    """walk(…)(until): works until then; answers all mails that left so far."""

    def until(end: datetime) -> list[EmailMessage]:
        jobs.keep_standing("mailing.plan")
        while datetime.now(UTC) <= end:
            worker.drain(app.extensions["job_handlers"])
            clock.shift(STEP)
        return [message_from_bytes(letter.content, policy=policy.default) for letter in outbox]

    return until
