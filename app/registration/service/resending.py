"""An organiser sends somebody their mail once more."""

from flask_babel import gettext as _

from app.audit.service import Actor, record
from app.core.errors import DomainError
from app.registration import queries
from app.registration.models import Registration, Status
from app.registration.owed import MailKind
from app.registration.service.moving import owe

OF_STATUS = {
    Status.unverified: MailKind.verify,
    Status.pending: MailKind.received,
    Status.waitlisted: MailKind.waitlisted,
    Status.offered: MailKind.offer,
    Status.confirmed: MailKind.confirmed,
    Status.refused: MailKind.refused,
    Status.cancelled: MailKind.cancelled,
}
"""What says how it stands, with the person’s own link."""


def resend(event_id: int, registration_id: int, *, by: Actor) -> Registration:
    """Owe the mail of the present status again. Raises DomainError("no_address")."""
    registration = queries.get(event_id, registration_id)
    if not registration.address:
        raise DomainError("no_address", _("There is no address to write to."))
    kind = OF_STATUS[registration.status]
    owe(registration, kind)
    record(
        "registration.resend", by=by, event_id=event_id, object_type="registration", object_id=registration.id,
        detail={"mail": kind.value},
    )
    return registration
