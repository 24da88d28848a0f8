"""An organiser corrects somebody's address: the new one gets the links, the old one is told."""

from app.audit.service import Actor, record
from app.core.text import email_key
from app.extensions import db
from app.registration.models import Registration
from app.registration.owed import MailKind
from app.registration.service.deciding import require_address_free
from app.registration.service.moving import locked, owe, stamp
from app.registration.service.resending import OF_STATUS
from app.registration.service.submitting import name


def correct(event_id: int, registration_id: int, email: str, *, by: Actor, version: int | None = None) -> Registration:
    """Set the address. All links sent so far close; the code stays, for the badge may be printed.

    Nobody has shown yet that the new address is theirs, so the code goes to it only by the button of
    the mail. The old address is told if it had been proven: else it may be a stranger's.
    Raises DomainError("address_in_use"), ("changed_meanwhile")."""
    registration, revision = locked(event_id, registration_id, version)
    if registration.email == email:
        return registration
    old, was_proven = registration.email, registration.email_proven_at is not None
    with db.session.no_autoflush:
        registration.email, registration.email_key = email, email_key(email)
        require_address_free(registration)
    registration.email_proven_at = None
    registration.link_version += 1
    name(registration, registration.first_name, registration.last_name, registration.organisation_name)
    stamp(registration, revision)
    entry = record(
        "registration.correct_address", by=by, event_id=event_id, object_type="registration", object_id=registration.id,
        before={"email": old}, after={"email": email},
    )  # fmt: skip
    db.session.flush()
    owe(registration, OF_STATUS[registration.status])
    if old and was_proven:
        owe(registration, MailKind.address_changed, entry_id=entry.id)
    return registration
