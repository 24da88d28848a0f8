"""Many people at once before a server of two processes, and workers beside it."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from app import HANDLERS
from app.core.clock import now
from app.events.models import Event
from app.extensions import db
from app.jobs.worker import drain
from app.registration.links import token_for
from app.registration.models import Registration
from tests import factories

SEATS = 8
QUIET = HANDLERS | {"mailing.send": lambda _claim: None}


def people(event_id: int, number: int, **values: Any) -> list[Registration]:
    event = db.session.get_one(Event, event_id)
    begun = now() - timedelta(days=1)
    return [
        factories.registration(event, organisation_name="", rank_at=begun + timedelta(seconds=n), **values)
        for n in range(number)
    ]


def links(of: list[Registration]) -> list[str]:
    return [f"/fr/r/{token_for(person)}/" for person in of]


@contextmanager
def apart(work: Any) -> Iterator[Future[Any]]:
    """A browser test before this one leaves a loop running here: so in a thread of its own."""
    with ThreadPoolExecutor(1) as thread:
        yield thread.submit(asyncio.run, work)


def work_until(app: Any, done: Future[Any]) -> Any:
    """Two workers beside the server, until everybody has answered, and what is left afterwards."""

    def worker() -> None:
        with app.app_context():
            while not done.done():
                drain(QUIET)
            drain(QUIET)

    with ThreadPoolExecutor(2) as workers:
        for each in [workers.submit(worker) for _ in range(2)]:
            each.result()
    with app.app_context():
        drain(QUIET)
    return done.result()
