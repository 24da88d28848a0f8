"""Whether an invitation opens its category to somebody. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.core.text import email_key
from app.registration.membership import domain_of


class Refusal(StrEnum):
    expired = "expired"
    used_up = "used_up"
    other_address = "other_address"


@dataclass(frozen=True)
class Terms:
    """What an invitation asks. `email` as `email_key` makes it, `domain` in lower case; None: anybody."""

    uses: int
    expires_at: datetime | None = None
    email: str | None = None
    domain: str | None = None


def refusal(terms: Terms, used: int, at: datetime, email: str | None = None) -> Refusal | None:
    """Why it does not let this person in; `email` None: nobody has typed one yet."""
    if terms.expires_at is not None and at >= terms.expires_at:
        return Refusal.expired
    if used >= terms.uses:
        return Refusal.used_up
    if email is not None and not _is_for(terms, email):
        return Refusal.other_address
    return None


def _is_for(terms: Terms, email: str) -> bool:
    if terms.email is not None:
        return email_key(email) == terms.email
    return terms.domain is None or domain_of(email) == terms.domain
