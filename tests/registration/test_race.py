"""Twenty people press the button of their mailed link at once, for five seats, before two processes."""

import asyncio
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from app.extensions import db
from app.registration.links import token_for
from app.registration.models import Registration, RegistrationCredential, Status
from tests import factories
from tests.server import Server
from tests.visitor import Answer, Visitor

PEOPLE, SEATS = 20, 5


@pytest.fixture
def racing(own_app, tmp_path):
    """The application, and a server of it with twenty unverified people for five seats."""
    app = own_app()
    with app.app_context():
        event = factories.event(capacity=SEATS)
        factories.category(event)
        factories.credentials.open_event(event)
        for _ in range(PEOPLE):
            factories.registration(event, status=Status.unverified, email_proven_at=None, organisation_name="")
        db.session.commit()
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    settings = {"DATABASE_URL": url, "RATELIMIT_ENABLED": "0", "INSTANCE_PATH": app.config["INSTANCE_PATH"]}
    with Server(settings, tmp_path / "log") as server:
        yield app, server


def links_of_everybody(app) -> list[str]:
    with app.app_context():
        people = db.session.scalars(sa.select(Registration)).all()
        return [f"/fr/r/{token_for(person)}/" for person in people]


async def race(server: Server, links: list[str]) -> list[Answer]:
    visitors = [Visitor(server.origin, server.port) for _ in links]
    pages = [await visitor.get(link) for visitor, link in zip(visitors, links, strict=True)]
    presses = [press_the_button(visitor, answer) for visitor, answer in zip(visitors, pages, strict=True)]
    answers = await asyncio.gather(*presses)
    for visitor in visitors:
        visitor.close()
    return answers


async def press_the_button(visitor: Visitor, ticket: Answer) -> Answer:
    form = next(form for form in ticket.page.all("form") if (form.get("action") or "").endswith("/prove"))
    return await visitor.send(ticket.page, form.cssselect("button")[0].text_content().strip())


def test_five_have_a_seat_and_fifteen_wait(racing):
    app, server = racing
    with ThreadPoolExecutor(1) as apart:  # a browser test before this one leaves a loop running here
        answers = apart.submit(asyncio.run, race(server, links_of_everybody(app))).result()
    assert Counter(answer.status for answer in answers) == {200: PEOPLE}
    with app.app_context():
        statuses = Counter(db.session.scalars(sa.select(Registration.status)))
        codes = db.session.scalar(sa.select(sa.func.count()).where(RegistrationCredential.current))
    assert statuses == {Status.confirmed: SEATS, Status.waitlisted: PEOPLE - SEATS}
    assert codes == SEATS
