"""Days that pass: the worker does what is due, at its hour."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import sqlalchemy as sa
import time_machine
from flask import Flask

from app.extensions import db
from app.jobs import service as jobs
from app.jobs import worker
from app.jobs.models import IS_PENDING, Job
from app.mailing.letter import Letter

DAY = timedelta(days=1)
PLAN = "mailing.plan"
"""Comes every five minutes: here with whatever is due, and each day."""


def walk(app: Flask, clock: time_machine.Traveller, outbox: list[Letter]) -> Callable[[datetime], list[EmailMessage]]:
    """walk(…)(until): works until then; answers all mails that left so far."""

    def until(end: datetime) -> list[EmailMessage]:
        jobs.keep_standing(PLAN)
        worker.drain(app.extensions["job_handlers"])
        while datetime.now(UTC) < end:
            due = next_due()
            assert due > datetime.now(UTC), "what is due is done"
            clock.move_to(min(due, datetime.now(UTC) + DAY, end))
            worker.drain(app.extensions["job_handlers"])
        return [message_from_bytes(letter.content, policy=policy.default) for letter in outbox]

    return until


def next_due() -> datetime:
    """When something beside the planning itself has its hour."""
    waits = sa.select(sa.func.min(Job.due_at)).where(IS_PENDING, Job.kind != PLAN)
    return db.session.scalar(waits) or datetime.max.replace(tzinfo=UTC)
