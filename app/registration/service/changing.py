"""Edit what is known of a person, by themselves or by organisers."""

from typing import Any

from app.audit.service import Actor, record
from app.extensions import db
from app.registration.models import LIVE, Registration
from app.registration.service.deciding import require_address_free
from app.registration.service.moving import locked, stamp
from app.registration.service.submitting import name

EDITABLE = {
    "first_name",
    "last_name",
    "badge_name",
    "badge_organisation",
    "phone",
    "job_title",
    "areas",
    "language",
    "vip",
    "door_note",
}
"""What an edit may set. The organisation counts seats, the address proves: both have ways of
their own."""


def edit(
    event_id: int, registration_id: int, changes: dict[str, Any], *, by: Actor, version: int | None = None
) -> Registration:
    """Set fields of EDITABLE; unchanged ones leave no trace. The code stays: a typo is no new person.
    Raises DomainError("changed_meanwhile"), ("address_in_use") for a name that the manager has already."""
    registration, revision = locked(event_id, registration_id, version)
    real = {
        field: value for field, value in changes.items() if field in EDITABLE and getattr(registration, field) != value
    }
    if not real:
        return registration
    before = {field: getattr(registration, field) for field in real}
    with db.session.no_autoflush:
        for field, value in real.items():
            setattr(registration, field, value)
        name(registration, registration.first_name, registration.last_name, registration.organisation_name)
        if registration.managed and registration.status in LIVE:
            require_address_free(registration)
    stamp(registration, revision)
    record(
        "registration.edit",
        by=by,
        event_id=event_id,
        object_type="registration",
        object_id=registration.id,
        before=before,
        after=real,
    )
    return registration
