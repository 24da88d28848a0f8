"""Edit what is known of a person, by themselves or by organisers."""

from typing import Any

import sqlalchemy as sa

from app.audit.service import Actor, record
from app.core.clock import now
from app.extensions import db
from app.registration.models import Registration
from app.registration.particulars import Consent, ConsentKind
from app.registration.service.deciding import locked
from app.registration.service.moving import stamp
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
    """Set fields of EDITABLE; unchanged ones leave no trace. The code stays: a typo is no new person."""
    registration, revision = locked(event_id, registration_id, version)
    real = {
        field: value for field, value in changes.items() if field in EDITABLE and getattr(registration, field) != value
    }
    if not real:
        return registration
    before = {field: getattr(registration, field) for field in real}
    for field, value in real.items():
        setattr(registration, field, value)
    name(registration, registration.first_name, registration.last_name, registration.organisation_name)
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


def consent(registration: Registration, kind: ConsentKind, given: bool, *, language: str, by: Actor) -> None:
    """Write an answer to a request for consent, if it differs from the last one. A badge that is
    printed goes stale by image consent, so call it under the event's lock."""
    if consent_given(registration, kind) is given:
        return
    db.session.add(
        Consent(
            registration_id=registration.id,
            kind=kind,
            given=given,
            language=language,
            channel=registration.channel,
            at=now(),
        )
    )
    record(
        "registration.consent",
        by=by,
        event_id=registration.event_id,
        object_type="registration",
        object_id=registration.id,
        detail={"kind": kind.value, "given": given},
    )
    db.session.flush()


def consent_given(registration: Registration, kind: ConsentKind) -> bool | None:
    """The last answer, or None if never asked."""
    return db.session.scalar(
        sa.select(Consent.given)
        .where(Consent.registration_id == registration.id, Consent.kind == kind)
        .order_by(Consent.at.desc(), Consent.id.desc())
        .limit(1)
    )
