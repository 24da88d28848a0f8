"""What to provide for somebody: never read unseen, and gone at once when its consent is."""

import sqlalchemy as sa
from flask_babel import gettext as _

from app.audit.service import Actor, record
from app.core.crypto import decrypt
from app.core.errors import NotFound
from app.extensions import db
from app.registration.models import Registration
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


def forget(registration: Registration) -> None:
    db.session.execute(sa.delete(Needs).where(Needs.registration_id == registration.id))
