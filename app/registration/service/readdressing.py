"""Another address: the new one gets the links, the old one is told. The entry code stays, for the badge may be
printed; whom the person manages goes along."""

import hmac
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask_babel import gettext as _

from app.audit.service import Actor, record
from app.core import limits
from app.core.clock import now
from app.core.errors import DomainError, TooMany
from app.core.text import email_key
from app.extensions import db
from app.registration.links import address_mark
from app.registration.models import LIVE, Registration, Status
from app.registration.owed import MailKind
from app.registration.queries import find_live
from app.registration.service.deciding import require_address_free
from app.registration.service.moving import locked, owe, stamp
from app.registration.service.resending import OF_STATUS
from app.registration.service.submitting import name
from app.registration.service.writing import may_write_to, require_mails_left, send_link

ASKED, WITHIN = 5, timedelta(hours=1)
"""How often one person names another address."""


def correct(event_id: int, registration_id: int, email: str, *, by: Actor, version: int | None = None) -> Registration:
    """An organiser sets the address. Nobody has shown yet that it is theirs, so the code goes to it only by
    the button of the mail. The old address is told if it had been proven: else it may be a stranger's.
    Raises DomainError("address_in_use"), ("changed_meanwhile")."""
    registration, revision = locked(event_id, registration_id, version)
    if registration.email != email:
        tell = registration.email_proven_at is not None
        _change(registration, email, None, "registration.correct_address", tell=tell, by=by, revision=revision)
    return registration


def may_change(registration: Registration) -> bool:
    """Whether a person may name another address: who is only waiting for a button presses that first."""
    return registration.status in LIVE and registration.status is not Status.unverified


def ask(event_id: int, registration_id: int, email: str, *, by: Actor) -> None:
    """Write to the address that a person names; it counts from its button on. Somebody else's is mailed
    their own link, and whoever asks does not learn of it. Raises TooMany, DomainError("no_change")."""
    registration, _revision = locked(event_id, registration_id)
    _require_change(registration)
    _count(registration)
    other = find_live(event_id, email_key(email))
    if other is not None:
        send_link(other)
    registration.new_email = None if other is not None else email
    db.session.flush()
    if other is None and may_write_to(email):
        owe(registration, MailKind.prove_address)
    record("registration.ask_address", by=by, event_id=event_id, object_type="registration", object_id=registration_id)


def take(event_id: int, registration_id: int, mark: str, *, by: Actor) -> Registration:
    """The button of the mail to the new address was pressed; `mark`: of the address that it went to.
    Raises DomainError("no_change"), ("address_in_use")."""
    registration, revision = locked(event_id, registration_id)
    new = registration.new_email
    if new is None or not hmac.compare_digest(address_mark(new), mark):
        raise DomainError("no_change", _("This address is not waiting to be confirmed any more. Look at the latest message."))
    _require_change(registration)
    _change(registration, new, now(), "registration.change_address", tell=True, by=by, revision=revision)
    return registration


def replace_link(event_id: int, registration_id: int, *, by: Actor) -> Registration:
    """Close all links sent so far, to those whom the person manages too, and mail the new one. Raises TooMany."""
    registration, _revision = locked(event_id, registration_id)
    require_mails_left(registration.address)
    for each in (registration, *_managed(registration.email_key, event_id)):
        each.link_version += 1
    record("registration.replace_link", by=by, event_id=event_id, object_type="registration", object_id=registration_id)
    send_link(registration)
    return registration


def _require_change(registration: Registration) -> None:
    if not may_change(registration):
        raise DomainError("no_change", _("The address of this registration cannot be changed now: your page says where you stand."))


def _count(registration: Registration) -> None:
    whose = f"registration:{registration.id}"
    if limits.count("address", whose, WITHIN) >= ASKED:
        sentence = _("You have named several addresses within the hour. Wait a while, then try again.")
        raise TooMany("too_many_addresses", sentence, int(WITHIN.total_seconds()))
    limits.hit("address", whose)


def _change(
    registration: Registration, email: str, proven_at: datetime | None, action: str,
    *, tell: bool, by: Actor, revision: int,
) -> None:  # fmt: skip
    """Set the address and close all links. Under the event's lock."""
    old, managed = registration.address, _managed(registration.email_key, registration.event_id)
    with db.session.no_autoflush:
        registration.email, registration.email_key = email, email_key(email)
        registration.manager_email = registration.manager_key = registration.new_email = None
        require_address_free(registration)
        for each in managed:
            each.manager_email, each.manager_key = email, email_key(email)
            if each.status in LIVE:
                require_address_free(each)
    for each in (registration, *managed):
        each.email_proven_at = proven_at
        each.link_version += 1
        stamp(each, revision)
    name(registration, registration.first_name, registration.last_name, registration.organisation_name)
    entry = record(
        action, by=by, event_id=registration.event_id, object_type="registration", object_id=registration.id,
        before={"email": old}, after={"email": email},
    )  # fmt: skip
    db.session.flush()
    owe(registration, OF_STATUS[registration.status])
    if old and tell:
        owe(registration, MailKind.address_changed, entry_id=entry.id)


def _managed(key: str | None, event_id: int) -> list[Registration]:
    """Everybody who is or was managed from this address."""
    theirs = sa.select(Registration).where(
        Registration.manager_key == key, Registration.event_id == event_id, Registration.email_key.is_(None)
    )
    return list(db.session.scalars(theirs.order_by(Registration.id))) if key else []
