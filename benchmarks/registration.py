"""From the event page to a confirmed place, with the mailed link and everything that follows."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median, quantiles

import sqlalchemy as sa

from app.events.models import Event, FormMode
from app.extensions import db
from app.registration.links import token_for
from app.registration.models import Registration, Status
from benchmarks import crowd, load
from benchmarks.server import ORIGIN, Installation

ROUNDS, PEOPLE, EVERY = 3, 60, 0.06
BURST, SEATS = 500, 200

Say = Callable[[str], None]


@dataclass
class Cost:
    """Milliseconds of CPU a person."""

    pages: float
    """Web and database, until the place is confirmed."""
    total: float
    """With the mails, the calendar file and the badge."""


class Registering:
    """Rounds of people who register at one installation; their numbers go up."""

    def __init__(self, installation: Installation):
        self.installation, self.port = installation, installation.server.port
        self.next_number = 1

    def send_forms(self, event: Event, people: int, steps: bool = False) -> int:
        """How many requests one person made until the form was sent."""
        seen = load.run(
            "register", origin=ORIGIN, port=self.port, slug=event.slug, first=self.next_number, people=people,
            every=EVERY, steps=steps,
        )  # fmt: skip
        self.next_number += people
        require(seen["statuses"], {200: people})
        return seen["requests"]

    def press_buttons(self, links: list[str]) -> int:
        seen = load.run(
            "press", origin=ORIGIN, port=self.port, links=links, within=EVERY * len(links), open_first=False
        )  # fmt: skip
        require(seen["statuses"], {200: len(links)})
        return seen["requests"]

    def requests(self, event: Event, steps: bool) -> int:
        """Requests of one person, every redirect included."""
        event.form_mode = FormMode.steps if steps else FormMode.one_page
        db.session.commit()
        sent = self.send_forms(event, 1, steps=steps)
        self.installation.wait_for_worker()
        pressed = self.press_buttons(self.installation.take_links())
        self.installation.wait_for_worker()
        self.installation.take_mails()
        return sent + pressed

    def round(self, event: Event, people: int = PEOPLE) -> Cost:
        """Each part on its own: the worker rests while pages are served, and the other way round."""
        installation = self.installation
        installation.pause_worker()
        with installation.counted() as forms:
            self.send_forms(event, people)
        with installation.counted() as first_mails:
            installation.resume_worker()
            installation.wait_for_worker()
        installation.pause_worker()
        links = installation.take_links()
        with installation.counted() as buttons:
            self.press_buttons(links)
        with installation.counted() as second_mails:
            installation.resume_worker()
            installation.wait_for_worker()
        installation.take_mails()
        pages, mails = forms.cpu + buttons.cpu, first_mails.cpu + second_mails.cpu
        return Cost(pages / people * 1000, (pages + mails) / people * 1000)

    def burst(self, number: int) -> float:
        """Seconds within which 95 of 100 have their answer."""
        event = crowd.make_event(f"rush-{number}", SEATS)
        ids = crowd.fill(event, unverified=BURST)
        rows = db.session.scalars(sa.select(Registration).where(Registration.id.in_(ids)))
        links = [f"/fr/r/{token_for(person)}/" for person in rows]
        db.session.commit()
        seen = load.run("press", origin=ORIGIN, port=self.port, links=links, within=1.0, open_first=True)
        require(seen["statuses"], {302: BURST})
        statuses = Counter(db.session.scalars(sa.select(Registration.status).where(Registration.event_id == event.id)))
        require(list(statuses.elements()), {Status.confirmed: SEATS, Status.waitlisted: BURST - SEATS})
        db.session.rollback()
        return quantiles(seen["seconds"], n=20)[-1]


def require(seen: list[object], expected: dict[object, int]) -> None:
    if Counter(seen) != expected:
        raise RuntimeError(f"expected {expected}, saw {dict(Counter(seen))}")


def measure(say: Say) -> dict[str, float]:
    with Installation() as installation:
        registering = Registering(installation)
        say("filling an event with 200 people and one with 20,000")
        small, large = crowd.make_event("small", 1000), crowd.make_event("large", 21_000)
        crowd.fill(small, confirmed=150, waiting=50)
        crowd.fill(large, confirmed=15_000, waiting=5_000)
        say("warming up")
        figures = {
            "registration.requests": registering.requests(small, steps=False),
            "registration.requests_steps": registering.requests(small, steps=True),
        }
        small.form_mode = FormMode.one_page
        db.session.commit()
        registering.round(small, 10)
        registering.round(large, 10)
        costs, ratios = [], []
        for number in range(1, ROUNDS + 1):
            say(f"round {number} of {ROUNDS}: {PEOPLE} people register at each")
            costs.append(registering.round(small))
            ratios.append(registering.round(large).pages / costs[-1].pages)
        figures["registration.cpu_ms"] = median(cost.pages for cost in costs)
        figures["registration.total_cpu_ms"] = median(cost.total for cost in costs)
        figures["registration.cpu_ratio_20000"] = median(ratios)
        installation.pause_worker()
        bursts = []
        for number in range(1, ROUNDS + 1):
            say(f"rush {number} of {ROUNDS}: {BURST} people press their button for {SEATS} seats within a second")
            bursts.append(registering.burst(number))
        figures["registration.burst_p95_s"] = median(bursts)
    return figures
