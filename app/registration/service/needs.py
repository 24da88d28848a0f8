"""What to provide for somebody: never read unseen, and gone at once when its consent is."""

from collections import defaultdict

import sqlalchemy as sa
from flask_babel import gettext as _

from app.audit.service import Actor, record
from app.core.crypto import decrypt
from app.core.errors import NotFound
from app.core.text import search_text
from app.extensions import db
from app.registration.models import Registration, Status
from app.registration.particulars import Needs


def are_kept(registration: Registration) -> bool:
    return bool(db.session.scalar(sa.select(sa.exists().where(Needs.registration_id == registration.id))))


def read(registration: Registration, *, by: Actor) -> str:
    """What they wrote; who reads it is written down, each time. Raises NotFound."""
    kept = db.session.get(Needs, registration.id)
    if kept is None:
        raise NotFound("no_needs", _("Nothing is noted for this person."))
    record(
        "registration.read_needs",
        by=by,
        event_id=registration.event_id,
        object_type="registration",
        object_id=registration.id,
    )
    return decrypt(kept.sealed)


def counts(event_id: int, *, by: Actor) -> list[tuple[str, int]]:
    """What those who have a place wrote, the same words counted together, with how many people; the most first.
    Who reads it is written down, each time."""
    query = sa.select(Needs.sealed).join(Registration, Registration.id == Needs.registration_id)
    sealed = db.session.scalars(query.where(Registration.event_id == event_id, Registration.status == Status.confirmed))
    found: dict[str, list[str]] = defaultdict(list)
    for text in sorted(decrypt(each) for each in sealed):
        found[search_text(text)].append(text)
    record("needs.count", by=by, event_id=event_id, object_type="event", object_id=event_id)
    return sorted(((texts[0], len(texts)) for texts in found.values()), key=lambda each: (-each[1], each[0]))


def forget(registration: Registration) -> None:
    db.session.execute(sa.delete(Needs).where(Needs.registration_id == registration.id))
