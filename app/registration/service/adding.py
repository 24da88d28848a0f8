"""An organiser adds a person, and vouches for them."""

from app.audit.service import Actor
from app.core.clock import now
from app.events.locking import lock
from app.events.queries import get_category
from app.registration.details import Details
from app.registration.models import Channel, Registration, Status
from app.registration.service.deciding import require_address_free
from app.registration.service.proving import admit
from app.registration.service.session_seats import take_session_seats
from app.registration.service.submitting import add_particulars, new_registration


def add(
    event_id: int, details: Details, category_id: int, *, language: str, by: Actor, silent: bool = False
) -> Registration:
    """Admit somebody by hand: confirmed, to approve or waiting, as the category says and seats allow.

    `silent`: without mail, and the audit says so. Raises DomainError("address_in_use") naming the
    reference that has the address."""
    revision = lock(event_id)
    category = get_category(event_id, category_id)
    registration = new_registration(
        category.event, details, language=language, channel=Channel.organiser, at=now(), category=category
    )
    require_address_free(registration)
    admit(registration, by=by, revision=revision, silent=silent)
    add_particulars(registration, details, None)
    if registration.status is Status.confirmed:
        take_session_seats(registration)
    return registration
