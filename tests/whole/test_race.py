"""Twenty people press the button of their mailed link at once, for five seats."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from threading import Barrier
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from lxml import html

from app.credentials import service as credentials
from app.extensions import db
from app.registration.links import token_for
from app.registration.models import Registration, Status
from tests import factories
from tests.whole.running import web_server

PEOPLE, SEATS = 20, 5


class Person:
    """A browser without JavaScript that has opened its own page and waits at the button."""

    def __init__(self, address: str):
        self.browser: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()))
        page = html.fromstring(self.browser.open(address, timeout=60).read())
        (form,) = [form for form in page.forms if form.action.endswith("/prove")]
        self.address = address.split("/fr/")[0] + form.action
        self.fields = urlencode(dict(form.form_values())).encode()

    def press(self, together: Barrier) -> str:
        """The status that the page shows after it."""
        together.wait()
        answer = self.browser.open(self.address, data=self.fields, timeout=60)
        return html.fromstring(answer.read()).cssselect("main .mark")[0].text_content().strip()


def test_five_are_confirmed_fifteen_wait_and_nobody_sees_an_error(own_app):
    app = own_app()
    with app.app_context():
        event = factories.event(capacity=SEATS)
        category = factories.category(event)
        credentials.open_event(event)
        waiting = [
            factories.registration(
                event, category=category, status=Status.unverified, email_proven_at=None, organisation_name=f"Labo {n}"
            )
            for n in range(PEOPLE)
        ]
        event_id, tokens = event.id, [token_for(each) for each in waiting]
        db.session.commit()
        db.session.remove()
        url = app.config["SQLALCHEMY_DATABASE_URI"]
        with web_server(url, processes=2) as base:
            people = [Person(f"{base}/fr/r/{token}/") for token in tokens]
            together = Barrier(PEOPLE)
            with ThreadPoolExecutor(PEOPLE) as pool:
                shown = Counter(pool.map(lambda person: person.press(together), people))
        statuses = Counter(db.session.scalars(db.select(Registration.status).where(Registration.event_id == event_id)))
    assert statuses == {Status.confirmed: SEATS, Status.waitlisted: PEOPLE - SEATS}
    assert shown == {"Place confirmée": SEATS, "En liste d’attente": PEOPLE - SEATS}
