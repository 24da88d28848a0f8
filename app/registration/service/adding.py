"""An organiser adds a person, and vouches for them."""

from flask_babel import gettext as _

from app.audit.service import Actor
from app.core.clock import now
from app.core.errors import DomainError
from app.events.locking import lock
from app.events.models import Category, Event
from app.extensions import db
from app.registration.details import Details
from app.registration.models import Channel, Registration, Status
from app.registration.service.deciding import require_address_free
from app.registration.service.proving import admit
from app.registration.service.seating import take_session_seats
from app.registration.service.submitting import add_particulars, new_registration


def add(
    event_id: int, details: Details, category_id: int, *, language: str, by: Actor, silent: bool = False
) -> Registration:
    """Admit somebody by hand: confirmed, to approve or waiting, as the category says and seats allow.

    `silent`: without mail, and the audit says so. Raises DomainError("address_in_use") naming the
    reference that has the address."""
    revision = lock(event_id)
    event, category = db.session.get_one(Event, event_id), db.session.get(Category, category_id)
    if category is None or category.event_id != event_id:
        raise DomainError("no_category", _("This category is not of this event."))
    registration = new_registration(
        event, details, language=language, channel=Channel.organiser, at=now(), category=category
    )
    require_address_free(registration)
    admit(registration, by=by, revision=revision, silent=silent)
    add_particulars(registration, details, None)
    if registration.status is Status.confirmed:
        db.session.expire(registration, ["seats"])
        take_session_seats(registration)
    return registration
