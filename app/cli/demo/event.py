"""The event of the demonstration: settings, categories, programme, directory, allotments."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from app.audit.service import SYSTEM
from app.cli.demo import read
from app.credentials import service as credentials
from app.events import defaults
from app.events.locking import lock
from app.events.models import Event, EventState, OrganisationType, Question, Session
from app.events.service import set_state
from app.extensions import db
from app.registration.allotting import returns_after
from app.registration.directory import Organisation, OrganisationDomain, OrganisationLimit
from app.registration.grants import Allotment
from app.registration.membership import limit_key
from app.registration.organisation_names import name_key

PARIS = ZoneInfo("Europe/Paris")
OPEN_FOR = timedelta(days=50)
"""How long ago registration opened: people have been coming in since."""
WEEK = timedelta(days=7)


def create(now: datetime) -> Event:
    """A published event with everything but people. Flushes."""
    told = read.document("event")
    fill_directory()
    event = build(told, now)
    event.questions = [Question(**item, position=place) for place, item in enumerate(read.document("questions"))]
    db.session.add(event)
    db.session.flush()
    _give_away(event, told)
    return publish(event)


def publish(event: Event) -> Event:
    """Draw its first codes and open it."""
    lock(event.id)
    credentials.open_event(event)
    return set_state(event.id, EventState.published, by=SYSTEM)


def build(told: dict[str, Any], now: datetime) -> Event:
    """A draft, not yet added, as `told` (event.json) and the programme say."""

    def at(hour: str) -> datetime:
        return datetime.fromisoformat(f"{told['day']}T{hour}").replace(tzinfo=PARIS)

    event = Event(
        slug=told["slug"], doors_at=at(told["doors"]), starts_at=at(told["starts"]), ends_at=at(told["ends"]),
        opens_at=min(now, at(told["doors"])) - OPEN_FOR,
        closes_at=datetime.fromisoformat(told["closes"]).replace(tzinfo=PARIS), freeze_at=at(told["doors"]) - WEEK,
        capacity=told["capacity"], room_limit=told["room_limit"],
        reconfirm_days=told["reconfirm_days"], areas=told["areas"], **told["texts"], **told["lines"],
    )  # fmt: skip
    event.categories = defaults.categories()
    event.sessions = [
        Session(
            starts_at=at(item["starts"]), ends_at=at(item["ends"]), position=position,
            **{field: item[field] for field in TOLD_OF_A_SESSION if field in item},
        )
        for position, item in enumerate(read.document("programme"))
    ]  # fmt: skip
    return event


TOLD_OF_A_SESSION = ("title", "detail", "room", "slot", "speakers", "capacity")


def fill_directory() -> None:
    """The members' directory: forty organisations, two of which share a domain."""
    db.session.add_all(
        Organisation(
            name=row["name"], name_key=name_key(row["name"]), type=OrganisationType(row["type"]),
            member=row["member"] == "yes", domains=[OrganisationDomain(domain=name) for name in row["domains"].split()],
        )
        for row in read.rows("organisations")
    )  # fmt: skip
    db.session.flush()


def _give_away(event: Event, told: dict[str, Any]) -> None:
    """Seats allotted to institutions and a partner, and limits that were raised."""
    categories = {category.code: category for category in event.categories}
    returns_at = returns_after(date.fromisoformat(told["last_day_for_names"]), PARIS)
    db.session.add_all(
        Allotment(**given | {"event": event, "category": categories[given["category"]], "returns_at": returns_at})
        for given in told["allotments"]
    )
    known = {row.name: row.id for row in db.session.scalars(sa.select(Organisation))}
    for name, seats in told["seat_limits"].items():
        key = limit_key(known.get(name), name_key(name))
        db.session.add(OrganisationLimit(event_id=event.id, organisation_key=key, seats=seats))
    db.session.flush()
