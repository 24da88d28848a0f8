"""Contacts of allotments in a hurry: many names for the last seats, one button pressed many times, before
two processes."""

import asyncio
from collections import Counter
from typing import Any

import sqlalchemy as sa

from app.events.models import Event
from app.extensions import db
from app.registration.contact_links import token_for
from app.registration.models import Registration, RegistrationCredential, Status
from tests import factories
from tests.registration.racing import apart
from tests.server import Server
from tests.visitor import Answer, Visitor

NAMES, LEFT, PRESSES = 10, 2, 6


async def press(visitor: Visitor, page: Answer, number: int) -> Answer:
    return await visitor.send(
        page.page, "Désigner cette personne", first_name=f"P{number}", email=f"p{number}@region.example"
    )


async def race(server: Server, links: list[str]) -> list[Answer]:
    """Behind the first link one name after the other, each typed in a window of its own; behind the second one
    window, whose button is pressed again and again."""
    windows = [Visitor(server.origin, server.port) for _ in range(NAMES)]
    pages = [await window.get(links[0]) for window in windows]
    one = Visitor(server.origin, server.port)
    page = await one.get(links[1])
    fingers = [Visitor(server.origin, server.port, cookies=dict(one.cookies)) for _ in range(PRESSES)]
    answers = await asyncio.gather(
        *(press(window, opened, number) for number, (window, opened) in enumerate(zip(windows, pages, strict=True))),
        *(press(finger, page, NAMES) for finger in fingers),
    )
    for visitor in (*windows, one, *fingers):
        visitor.close()
    return answers


def given(event_id: int, seats: int) -> Any:
    return factories.allotment(db.session.get_one(Event, event_id), seats=seats)


def named(allotment_id: int) -> list[str]:
    mine = sa.select(Registration).where(Registration.allotment_id == allotment_id)
    assert {person.status for person in db.session.scalars(mine)} == {Status.confirmed}
    return [person.first_name for person in db.session.scalars(mine)]


def test_no_seat_has_two_names_and_no_name_two_seats(day):
    app, server, event_id = day
    with app.app_context():
        few, enough = given(event_id, LEFT + 1), given(event_id, 5)
        factories.delegate(few, first_name="P")
        links = [f"/fr/a/{token_for(each)}/name" for each in (few, enough)]
        db.session.commit()
        ids = few.id, enough.id
    with apart(race(server, links)) as done:
        answers = done.result()
    assert Counter(answer.status for answer in answers) == {200: NAMES + PRESSES}
    with app.app_context():
        assert len(named(ids[0])) == LEFT + 1
        assert named(ids[1]) == [f"P{NAMES}"]
        codes = sa.select(sa.func.count()).where(RegistrationCredential.current)
        assert db.session.scalar(codes) == LEFT + 2
