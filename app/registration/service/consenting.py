"""Each request for consent apart: given, refused, withdrawn; every answer is a row."""

from collections.abc import Mapping

import sqlalchemy as sa

from app.audit.service import Actor, record
from app.core.clock import now
from app.extensions import db
from app.registration.models import Registration
from app.registration.particulars import Consent, ConsentKind
from app.registration.service import needs
from app.registration.service.moving import locked, stamp


def answer(
    event_id: int, registration_id: int, answers: Mapping[ConsentKind, bool], *, language: str, by: Actor
) -> Registration:
    """Write the answers that differ from the last ones. A printed badge goes stale by the image
    consent; without their consent the needs are deleted."""
    registration, revision = locked(event_id, registration_id)
    changed = {kind: given for kind, given in answers.items() if consent_given(registration, kind) is not given}
    for kind, given in changed.items():
        _write(registration, kind, given, language, by)
    if changed.get(ConsentKind.needs) is False:
        needs.forget(registration)
    if changed:
        stamp(registration, revision)
    return registration


def _write(registration: Registration, kind: ConsentKind, given: bool, language: str, by: Actor) -> None:
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


_LAST_ANSWER = (
    sa.select(Consent.given)
    .where(Consent.registration_id == sa.bindparam("of_registration"), Consent.kind == sa.bindparam("of_kind"))
    .order_by(Consent.at.desc(), Consent.id.desc())
    .limit(1)
)


def consent_given(registration: Registration, kind: ConsentKind) -> bool | None:
    """The last answer, or None if never asked."""
    return db.session.scalar(_LAST_ANSWER, {"of_registration": registration.id, "of_kind": kind})
