"""The last places of a session raced for: by who chooses, who leaves, and who waits already."""

import asyncio

import sqlalchemy as sa

from app.extensions import db
from app.jobs.models import Job
from app.registration.models import SeatState, SessionSeat
from app.registration.service.moving import MAIL_JOB
from tests import factories
from tests.registration.racing import apart, links, people, work_until
from tests.server import Server
from tests.visitor import Visitor

PLACES, WAITING, NEWCOMERS = 3, 2, 8


async def choose(server: Server, pages: list[str], wanted: list[list[str]]) -> list[int]:
    """All open their page of sessions, then all send it at once."""
    visitors = [Visitor(server.origin, server.port) for _page in pages]
    opened = [await visitor.get(f"{page}sessions") for visitor, page in zip(visitors, pages, strict=True)]
    sent = [
        visitor.send(answer.page, "Enregistrer mes sessions", sessions=sessions)
        for visitor, answer, sessions in zip(visitors, opened, wanted, strict=True)
    ]
    answers = await asyncio.gather(*sent)
    for visitor in visitors:
        visitor.close()
    return [answer.status for answer in answers]


def held(session_id: int) -> set[int]:
    seats = sa.select(SessionSeat.registration_id).where(SessionSeat.session_id == session_id)
    return set(db.session.scalars(seats.where(SessionSeat.state == SeatState.held)))


def test_places_left_and_taken_at_once_are_never_too_many_nor_idle_nor_out_of_turn(day):
    app, server, event_id = day
    with app.app_context():
        everybody = people(event_id, PLACES + WAITING + NEWCOMERS)
        workshop = factories.session(everybody[0].event, capacity=PLACES)
        for number, person in enumerate(everybody[: PLACES + WAITING]):
            factories.session_seat(person, workshop, SeatState.held if number < PLACES else SeatState.waiting)
        db.session.commit()
        first_in_line = {person.id for person in everybody[PLACES : PLACES + WAITING]}
        racing = everybody[:PLACES] + everybody[PLACES + WAITING :]
        pages, session_id = links(racing), workshop.id
    wanted = [[]] * PLACES + [[str(session_id)]] * NEWCOMERS
    with apart(choose(server, pages, wanted)) as answers:
        assert set(work_until(app, answers)) == {200}
    with app.app_context():
        sit = held(session_id)
        assert len(sit) == PLACES and first_in_line < sit
        assert first_in_line <= whoever_is_told() <= sit


def whoever_is_told() -> set[int]:
    """That their turn has come: nobody who found a place by choosing it."""
    jobs = db.session.scalars(sa.select(Job).where(Job.kind == MAIL_JOB))
    return {job.payload["registration_id"] for job in jobs if job.payload["kind"] == "session_seat"}
