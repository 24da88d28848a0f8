"""The demonstration in an empty database, and an emptied one."""

import sqlalchemy as sa

from app.checkin.points import CheckinPoint, Lane
from app.checkin.terms import Policy
from app.cli.demo import event, guests, people
from app.core.clock import now
from app.events.models import Event
from app.extensions import db


def is_empty() -> bool:
    """Whether nothing has been set up here yet."""
    return db.session.scalar(sa.select(Event.id).limit(1)) is None


def create() -> Event:
    """The event with its people and its door. Flushes."""
    at = now()
    made = event.create(at)
    people.Crowd(made, at).register()
    guests.invite(made, at)
    db.session.add(entrance(made))
    db.session.flush()
    return made


def entrance(of: Event) -> CheckinPoint:
    """One entrance with one lane; without hours it is always open, so that trying it works today."""
    lane = Lane(label={"fr": "File\u00a0A", "en": "Lane\u00a0A"})
    label = {"fr": "Entrée", "en": "Entrance"}
    return CheckinPoint(event=of, label=label, policy=Policy.once, revision=of.revision, lanes=[lane])


def forget_everything() -> None:
    """Delete every row of every table; the next database epoch begins."""
    for table in reversed(db.metadata.sorted_tables):
        db.session.execute(sa.delete(table))
    db.session.expunge_all()
