"""Offers raced: answers against the end of the offer, and several seats freed at once, by real processes."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app import HANDLERS
from app.core.clock import now
from app.events.models import Event
from app.extensions import db
from app.jobs import service as jobs
from app.jobs.worker import drain
from app.registration.links import token_for
from app.registration.models import Registration, Status
from app.registration.service.offering import END_JOB
from tests import factories
from tests.server import Server
from tests.visitor import Visitor

SEATS, WAITING = 8, 8
QUIET = HANDLERS | {"mailing.send": lambda _claim: None}


@pytest.fixture
def day(own_app, tmp_path) -> Iterator[tuple[Any, Server, int]]:
    """An application with a server of two processes, and an event with eight seats."""
    app = own_app()
    with app.app_context():
        event = factories.event(capacity=SEATS)
        factories.category(event)
        factories.credentials.open_event(event)
        db.session.commit()
        event_id = event.id
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    settings = {"DATABASE_URL": url, "RATELIMIT_ENABLED": "0", "INSTANCE_PATH": app.config["INSTANCE_PATH"]}
    with Server(settings, tmp_path / "log") as server:
        yield app, server, event_id


def people(event_id: int, number: int, **values: Any) -> list[Registration]:
    event = db.session.get_one(Event, event_id)
    begun = now() - timedelta(days=1)
    return [
        factories.registration(event, organisation_name="", rank_at=begun + timedelta(seconds=n), **values)
        for n in range(number)
    ]


def links(of: list[Registration]) -> list[str]:
    return [f"/fr/r/{token_for(person)}/" for person in of]


async def press(
    server: Server, pages: list[str], action: str, pauses: list[float], once_open: Callable[[], None] = lambda: None
) -> list[bool]:
    """Open all pages, call `once_open`, then press the button that posts to `action`, each after its pause;
    whether it was done."""
    visitors = [Visitor(server.origin, server.port) for _ in pages]
    opened = [await visitor.get(page) for visitor, page in zip(visitors, pages, strict=True)]

    once_open()

    async def one(visitor: Visitor, answer: Any, pause: float) -> bool:
        form = next(form for form in answer.page.all("form") if (form.get("action") or "").endswith(action))
        await asyncio.sleep(pause)
        after = await visitor.send(answer.page, form.cssselect("button")[0].text_content().strip())
        return after.status == 200

    done = await asyncio.gather(*map(one, visitors, opened, pauses))
    for visitor in visitors:
        visitor.close()
    return done


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


def test_an_offer_is_accepted_or_over_and_never_both(day):
    app, server, event_id = day

    def offers_end_soon() -> None:
        with app.app_context():
            until = now() + timedelta(seconds=1)
            for id_ in ids:
                db.session.get_one(Registration, id_).offered_until = until
                jobs.enqueue(END_JOB, {"registration_id": id_}, due_at=until, event_id=event_id)
            db.session.commit()

    with app.app_context():
        offered = people(event_id, SEATS, status=Status.offered, offered_until=now() + timedelta(hours=1))
        people(event_id, WAITING, status=Status.waitlisted)
        db.session.commit()
        ids, pages = [person.id for person in offered], links(offered)
    pauses = [0.5 + n * 0.15 for n in range(SEATS)]
    with apart(press(server, pages, "/accept", pauses, offers_end_soon)) as answers:
        accepted = work_until(app, answers)
    with app.app_context():
        now_are = Counter(db.session.scalars(sa.select(Registration.status)))
        confirmed = set(db.session.scalars(sa.select(Registration.id).where(Registration.status == Status.confirmed)))
    assert confirmed == {id_ for id_, yes in zip(ids, accepted, strict=True) if yes}
    assert now_are[Status.confirmed] + now_are[Status.offered] == SEATS, "no seat is idle and none is given twice"


def test_seats_freed_at_once_go_to_the_first_who_wait(day):
    app, server, event_id = day
    with app.app_context():
        seated = people(event_id, SEATS, status=Status.confirmed)
        waiting = [person.id for person in people(event_id, WAITING, status=Status.waitlisted)]
        pages = links(seated[:5])
        db.session.commit()
    with apart(press(server, pages, "/cancel", [0.0] * 5)) as answers:
        assert work_until(app, answers) == [True] * 5
    with app.app_context():
        offered = sa.select(Registration.id).where(Registration.status == Status.offered).order_by(Registration.rank_at)
        assert list(db.session.scalars(offered)) == waiting[:5]
