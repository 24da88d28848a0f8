"""Which organisation somebody belongs to, and how sure that is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.registration.admission import Membership

FREE_MAIL = frozenset(
    {
        "aol.com",
        "bbox.fr",
        "free.fr",
        "gmail.com",
        "gmx.com",
        "gmx.fr",
        "googlemail.com",
        "hotmail.com",
        "hotmail.fr",
        "icloud.com",
        "laposte.net",
        "live.com",
        "live.fr",
        "mac.com",
        "mail.com",
        "me.com",
        "msn.com",
        "neuf.fr",
        "numericable.fr",
        "orange.fr",
        "outlook.com",
        "outlook.fr",
        "proton.me",
        "protonmail.com",
        "sfr.fr",
        "wanadoo.fr",
        "yahoo.com",
        "yahoo.fr",
        "ymail.com",
        "zoho.com",
    }
)
"""Providers at which anybody has an address: they prove no membership."""


@dataclass(frozen=True)
class Entry:
    """A directory entry as the rule needs it."""

    id: int
    member: bool


@dataclass(frozen=True)
class Match:
    organisation_id: int | None
    membership: Membership


_DOMAIN = re.compile(r"(?=.{4,255}$)[\w-]{1,63}(?:\.[\w-]{1,63})+")


def domains_in(typed: str) -> tuple[str, ...]:
    """Each once, in lower case, whatever parts them; “@institut.org” is “institut.org”."""
    words = re.split(r"[\s,;|]+", typed.lower())
    return tuple(dict.fromkeys(word.removeprefix("@") for word in words if word))


def is_domain(text: str) -> bool:
    return _DOMAIN.fullmatch(text) is not None


def domain_of(email: str | None) -> str | None:
    """The domain that may prove something, or None for free-mail providers."""
    if not email or "@" not in email:
        return None
    domain = email.rpartition("@")[2].casefold()
    return None if domain in FREE_MAIL else domain


def match(by_name: Sequence[Entry], by_domain: Sequence[Entry], proven: bool) -> Match:
    """Find the organisation of somebody who typed a name.

    `by_name`: entries of that name; `by_domain`: entries of the address's domain. The typed name
    chooses among those who share a domain; a domain of one organisation alone is enough."""
    shared = [entry for entry in by_domain if entry in by_name]
    owner = shared[0] if shared else by_domain[0] if len(by_domain) == 1 and not by_name else None
    if owner is not None:
        verified = owner.member and proven
        declared = Membership.declared if owner.member else Membership.none
        return Match(owner.id, Membership.verified if verified else declared)
    if by_name:
        named = by_name[0]
        return Match(named.id, Membership.declared if named.member else Membership.none)
    return Match(None, Membership.none)


def limit_key(organisation_id: int | None, name_key: str) -> str:
    """What an organisation's seats are counted by: its directory entry, else the name as typed."""
    if organisation_id is not None:
        return f"id:{organisation_id}"
    return f"name:{name_key}" if name_key else ""
