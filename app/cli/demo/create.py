"""The demonstration in an empty database, and an emptied one."""

import sqlalchemy as sa

from app.checkin.opening import open_entrance
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
    open_entrance(made)
    return made


def forget_everything() -> None:
    """Delete every row of every table; the next database epoch begins."""
    for table in reversed(db.metadata.sorted_tables):
        db.session.execute(sa.delete(table))
    db.session.expunge_all()
