"""Invitations: made, looked up, used, taken back."""

import secrets
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from app.audit.service import Actor, record
from app.core.clock import now
from app.core.errors import DomainError, NotFound
from app.core.text import email_key, findable, search_text
from app.credentials.reference import show
from app.events.locking import lock
from app.events.queries import get_category
from app.extensions import db
from app.registration.counting import taking
from app.registration.grants import AddressSource, Invitation
from app.registration.invitation_links import print_of
from app.registration.invitation_queries import is_over
from app.registration.invitations import Refusal, Terms, refusal
from app.registration.models import Registration
from app.registration.queries import find_live

LETTERS, LENGTH = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789", 10
"""Of a code that is drawn: 32 letters without those that look alike, 50 bits."""


def find(event_id: int, code: str) -> Invitation | None:
    """The invitation of a code as somebody typed it."""
    return db.session.scalar(
        sa.select(Invitation).where(Invitation.event_id == event_id, Invitation.code == normal(code))
    )


def normal(code: str) -> str:
    """Capitals, without blanks and hyphens."""
    return "".join(code.upper().split()).replace("-", "")[:24]


def require(event_id: int, code: str, at: datetime, email: str | None = None) -> Invitation:
    """The invitation, if it lets this person in. Raises NotFound, or DomainError("invitation_…")."""
    invitation = find(event_id, code)
    if invitation is None:
        raise NotFound("no_invitation", _("There is no invitation with this code. Check it letter by letter."))
    reason = refusal(terms(invitation), count_used(invitation, at), at, email)
    if reason is not None:
        raise DomainError(f"invitation_{reason.value}", _sentence(reason, invitation))
    return invitation


def _sentence(reason: Refusal, invitation: Invitation) -> str:
    contact = invitation.event.reply_to
    return {
        Refusal.expired: _("This invitation has expired. Ask for another one: %(address)s.", address=contact),
        Refusal.used_up: _("All places of this invitation are taken. Questions: %(address)s.", address=contact),
        Refusal.other_address: _("This invitation is for another address. Use the one it was sent to."),
    }[reason]


def terms(invitation: Invitation) -> Terms:
    return Terms(invitation.uses, invitation.expires_at, invitation.email, invitation.domain)


def count_used(invitation: Invitation, at: datetime, *, without: int | None = None) -> int:
    """How many seats it has given, those held for a moment included."""
    used = _uses(at).where(Registration.invitation_id == invitation.id, Registration.id != (without or 0))
    return db.session.scalar(used) or 0


def _uses(at: datetime) -> sa.Select[tuple[int]]:
    return sa.select(sa.func.count()).select_from(Registration).where(taking(at))


def used_by_each(at: datetime) -> sa.ScalarSelect[int]:
    """How many seats each invitation of a query has given."""
    return _uses(at).where(Registration.invitation_id == Invitation.id).correlate(Invitation).scalar_subquery()


def still_lets_in(registration: Registration, at: datetime) -> bool:
    """Whether the invitation that this person came by has a use left for them. Under the lock."""
    if registration.invitation_id is None:
        return False
    invitation = db.session.get_one(Invitation, registration.invitation_id)
    return count_used(invitation, at, without=registration.id) < invitation.uses


def skips_approval(registration: Registration) -> bool:
    return db.session.get_one(Invitation, registration.invitation_id).skips_approval


@dataclass(frozen=True)
class Guest:
    """What is known of somebody who is invited by name. `source`: where from; the mail has to say it."""

    first_name: str = ""
    last_name: str = ""
    organisation_name: str = ""
    language: str = ""
    source: AddressSource | None = None
    source_detail: str = ""


NOBODY = Guest()


def invite(event_id: int, category_id: int, *, by: Actor, email: str | None = None, **terms: Any) -> Invitation:
    """Make an invitation; `terms` as `make` takes them. Raises what it does, and "invited_already" or
    "registered_already" for the address."""
    lock(event_id)
    _require_uninvited(event_id, email)
    return make(event_id, category_id, by=by, email=email, **terms)


def make(
    event_id: int,
    category_id: int,
    *,
    by: Actor,
    code: str = "",
    uses: int = 1,
    expires_at: datetime | None = None,
    email: str | None = None,
    domain: str | None = None,
    skips_approval: bool = False,
    guest: Guest = NOBODY,
) -> Invitation:
    """Under the event's lock, for an address that was looked up; without a `code` one is drawn. Raises
    DomainError("code_taken")."""
    category = get_category(event_id, category_id)
    code = normal(code) or "".join(secrets.choice(LETTERS) for _letter in range(LENGTH))
    if find(event_id, code) is not None:
        raise DomainError("code_taken", _("Another invitation has this code. Choose a different one."))
    invitation = Invitation(
        event_id=event_id, category_id=category.id, code=code, uses=uses, expires_at=expires_at,
        email=email_key(email), domain=domain and domain.lower(), skips_approval=skips_approval,
        address_print=print_of(email) if email else None,
        search_text=f"{findable(guest.first_name, guest.last_name, guest.organisation_name)} {search_text(code, email, domain)}",
        **asdict(replace(guest, language=guest.language or category.event.languages[0])),
    )  # fmt: skip
    db.session.add(invitation)
    db.session.flush()
    record("invitation.make", by=by, event_id=event_id, object_type="invitation", object_id=invitation.id)
    return invitation


def _require_uninvited(event_id: int, email: str | None) -> None:
    """A second invitation, or one for somebody who is registered, would lead nowhere."""
    if find_open(event_id, email) is not None:
        raise DomainError("invited_already", _("This address has an invitation already."))
    if (known := find_live(event_id, email_key(email))) is not None:
        raise DomainError(
            "registered_already", _("This address is registered already: %(reference)s.", reference=show(known.reference))
        )


def find_open(event_id: int, email: str | None) -> Invitation | None:
    """The invitation of an address that still lets in."""
    mine = sa.select(Invitation).where(Invitation.event_id == event_id, Invitation.email == email_key(email))
    return db.session.scalar(mine.where(~is_over(now())).limit(1)) if email else None


def close(event_id: int, invitation_id: int, *, by: Actor) -> Invitation:
    """Take it back: it lets nobody in any more; whoever came by it stays. Twice is once."""
    invitation = get(event_id, invitation_id)
    at = now()
    if invitation.expires_at is None or invitation.expires_at > at:
        invitation.expires_at = at
        record("invitation.close", by=by, event_id=event_id, object_type="invitation", object_id=invitation.id)
    return invitation


def get(event_id: int, invitation_id: int) -> Invitation:
    invitation = db.session.get(Invitation, invitation_id)
    if invitation is None or invitation.event_id != event_id:
        raise NotFound("no_invitation", _("This invitation no longer exists."))
    return invitation
