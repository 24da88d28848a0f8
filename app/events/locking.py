"""The seat lock: one counter row that each change of seats, names or codes has to raise first."""

import sqlalchemy as sa

from app.events.models import Event
from app.extensions import db

_RAISE = (
    sa.update(Event)
    .where(Event.id == sa.bindparam("locked_id"))
    .values(revision=Event.revision + 1)
    .returning(Event)
    .execution_options(synchronize_session=False, populate_existing=True)
)


def lock(event_id: int) -> int:
    """Take the event's lock until commit, read the event anew and return its new revision.

    Whoever holds it counts, decides and writes alone for this event. What was read before may be
    stale, and a second select would give the same old object back: so all of it is expired. Validate,
    hash and render before calling; nothing slow may happen after it. The revision is given out in
    the order of commits, which makes it the cursor for door copies.
    """
    db.session.flush()
    db.session.expire_all()
    event: Event = db.session.scalars(_RAISE, {"locked_id": event_id}).one()
    return event.revision
