"""Offers raced: answers against the end of the offer, and several seats freed at once, by real processes."""

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from app.core.clock import now
from app.extensions import db
from app.jobs import service as jobs
from app.registration.models import Registration, Status
from app.registration.service.offering import END_JOB
from tests.registration.racing import SEATS, apart, links, people, work_until
from tests.server import Server
from tests.visitor import Visitor

WAITING = SEATS


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
