"""Organisers say anew to which organisation somebody belongs: seats are counted by it."""

from app.audit.service import Actor, record
from app.core.clock import now
from app.core.errors import DomainError
from app.events.models import OrganisationType
from app.registration.counting import SEATED
from app.registration.models import Registration
from app.registration.service.moving import locked, owe_filling, stamp
from app.registration.service.organisations import place
from app.registration.service.seating import no_seat_sentence, room_for
from app.registration.service.submitting import name


def reorganise(
    event_id: int,
    registration_id: int,
    organisation_name: str,
    organisation_type: OrganisationType | None,
    *,
    by: Actor,
    version: int | None = None,
) -> Registration:
    """Whoever has a seat needs one within the other organisation's limit: DomainError("no_seat") if it has all."""
    registration, revision = locked(event_id, registration_id, version)
    before = (registration.organisation_name, registration.organisation_type)
    if before == (organisation_name, organisation_type):
        return registration
    key = registration.organisation_key
    name(registration, registration.first_name, registration.last_name, organisation_name)
    registration.organisation_type = organisation_type
    place(registration, proven=registration.email_proven_at is not None)
    if registration.organisation_key != key and registration.status in SEATED and _is_full(registration):
        raise DomainError("no_seat", no_seat_sentence("organisation"))
    stamp(registration, revision)
    record(
        "registration.edit", by=by, event_id=event_id, object_type="registration", object_id=registration.id,
        before={"organisation_name": before[0], "organisation_type": before[1] and before[1].value},
        after={"organisation_name": organisation_name, "organisation_type": organisation_type and organisation_type.value},
    )  # fmt: skip
    owe_filling(event_id)
    return registration


def _is_full(registration: Registration) -> bool:
    return "organisation" in room_for(registration, now()).limits_reached(registration.category_id)
