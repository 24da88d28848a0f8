"""How a person goes through the form: shared by the tests of its pages."""

from app.events.models import Event
from app.extensions import db
from app.jobs.models import Job
from app.registration.links import token_for
from app.registration.models import Registration
from tests import factories
from tests.client import Answer, Client

YOU = {"first_name": "Thị Minh Khai", "last_name": "Nguyễn", "email": "khai@curie.example"}
ORGANISATION = {"organisation_name": "Institut Curie", "organisation_type": "other"}
CHOICES = {"image": "no", "needs": "végétarien", "needs_consent": "y"}


def open_event(**values) -> Event:
    """An event that takes everybody at once, whatever their organisation."""
    event = factories.event(**values)
    factories.category(event, organisation_types=["other"])
    factories.session(event, title={"fr": "Atelier Curie", "en": "Workshop Curie"})
    return event


def walk_steps(client: Client, event: Event, *, you=YOU, choices=CHOICES, lang="fr") -> Answer:
    """Fill in the four steps; the answer is the check page."""
    base = f"/{lang}/{event.slug}/register"
    client.submit(client.page(f"{base}/you"), **you)
    client.submit(client.page(f"{base}/organisation"), **ORGANISATION)
    client.submit(client.page(f"{base}/participation"))
    return client.get(client.submit(client.page(f"{base}/choices"), **choices).location)


def mails_about(registration: Registration) -> list[str]:
    """The kinds of mail that are owed about somebody, in order."""
    jobs = db.select(Job).where(Job.subject == f"registration:{registration.id}", Job.kind == "mailing.send")
    return [job.payload["kind"] for job in db.session.scalars(jobs.order_by(Job.id))]


def send(client: Client, check: Answer, **values) -> Answer:
    """Press the page's button."""
    return client.submit(check.page, **values)


def registered(event: Event, email: str = YOU["email"]) -> Registration:
    return db.session.scalars(
        db.select(Registration).where(Registration.event_id == event.id, Registration.email == email)
    ).one()


def own_address(registration: Registration, fresh: bool = False, page: str = "") -> str:
    return f"/{registration.language}/r/{token_for(registration, fresh=fresh)}/{page}"
