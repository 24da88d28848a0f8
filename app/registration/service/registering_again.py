"""Whoever cancelled and comes after all: a new registration, decided as new."""

from datetime import datetime

from flask_babel import gettext as _

from app.audit.service import Actor
from app.core.clock import now
from app.core.errors import DomainError
from app.extensions import db
from app.registration.details import Details
from app.registration.grants import Invitation
from app.registration.models import CancelReason, Channel, Registration, Status
from app.registration.queries import find_twin
from app.registration.questions.queries import said_by
from app.registration.service.inviting import still_lets_in
from app.registration.service.moving import locked
from app.registration.service.proving import admit
from app.registration.service.submitting import add_particulars, new_registration, require_open
from app.registration.service.writing import send_link


def register_again(event_id: int, registration_id: int, *, by: Actor) -> Registration | None:
    """Register with what was said before, but for consents, needs and sessions, which are asked anew. The
    button stands behind their own mail, so nothing is left to prove. None if there is a live registration
    by now: it is mailed its link, for the old one need not open it.

    Raises DomainError("registration_closed"), ("not_cancelled")."""
    before, revision = locked(event_id, registration_id)
    at = now()
    twin = find_twin(before)
    if twin is not None:
        send_link(twin)
        return None
    require_open(before.event, at)
    if not may_register_again(before):
        raise DomainError("not_cancelled", _("This has changed meanwhile: your page says where you stand."))
    anew, details = _anew(before, at)
    admit(anew, by=by, revision=revision)
    add_particulars(anew, details, None)
    return anew


def may_register_again(registration: Registration) -> bool:
    """Not who lives on in another registration."""
    return registration.status is Status.cancelled and registration.cancel_reason is not CancelReason.merged


def _anew(before: Registration, at: datetime) -> tuple[Registration, Details]:
    """An invitation that has a use left opens its category once more."""
    invitation = db.session.get_one(Invitation, before.invitation_id) if still_lets_in(before, at) else None
    details = Details(
        first_name=before.first_name, last_name=before.last_name, email=before.email, phone=before.phone,
        organisation_name=before.organisation_name, organisation_type=before.organisation_type,
        job_title=before.job_title, areas=before.areas, answers=said_by(before.id),
    )  # fmt: skip
    anew = new_registration(
        before.event, details, language=before.language, channel=Channel.form, at=at,
        category=invitation and invitation.category,
    )  # fmt: skip
    anew.invitation_id, anew.email_proven_at = invitation and invitation.id, at
    anew.manager_email, anew.manager_key = before.manager_email, before.manager_key
    return anew, details
