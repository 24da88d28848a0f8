"""Whose people somebody may be: names of the directory as they are typed, and what an address tells.

Nothing here knows who has registered."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import ngettext

from app.extensions import db
from app.registration import standings
from app.registration.directory import Organisation, OrganisationDomain
from app.registration.matching import find_match
from app.registration.membership import domain_of
from app.registration.organisation_names import name_key

MOST, FEWEST_LETTERS = 8, 2


def proposals(text: str) -> dict[str, Any]:
    """Names of the directory that hold what was typed, those that begin with it first; and how many, in words."""
    key = name_key(text[:100])
    names = [] if len(key) < FEWEST_LETTERS else list(db.session.scalars(_named_like(key)))
    said = ngettext("%(num)s name is proposed.", "%(num)s names are proposed.", len(names)) if names else _("No name is proposed.")
    return {"names": names, "said": said}


def _named_like(key: str) -> sa.Select[tuple[str]]:
    begins = Organisation.name_key.startswith(key, autoescape=True)
    holding = [standings.holds(word) for word in key.split()]
    return sa.select(Organisation.name).where(*holding).order_by(begins.desc(), Organisation.name_key).limit(MOST)


@dataclass(frozen=True)
class Recognised:
    """What an address tells of the organisation: who owns its domain, and which of them is meant."""

    domain: str
    owners: list[Organisation]
    meant: Organisation | None

    @property
    def advice(self) -> str | None:
        """“Member of the cluster, recognised by your address in @curie.example”."""
        if self.meant is None:
            return None
        if self.meant.member:
            return _("Member of the cluster, recognised by your address in @%(domain)s", domain=self.domain)
        return _("%(name)s, recognised by your address in @%(domain)s", name=self.meant.name, domain=self.domain)

    @property
    def question(self) -> str | None:
        """Where several share the domain and none is named yet."""
        if self.meant is not None:
            return None
        return _("Addresses in @%(domain)s belong to several organisations. Which one is yours?", domain=self.domain)


def recognise(email: str | None, typed: str | None) -> Recognised | None:
    """None where the address tells nothing, as at a provider where anybody has one, and where the name
    that was typed leads elsewhere."""
    domain = domain_of(email)
    owners = list(db.session.scalars(_owners(domain))) if domain else []
    if not domain or not owners:
        return None
    id_ = find_match(typed or "", email, proven=False).organisation_id
    meant = next((owner for owner in owners if owner.id == id_), None)
    return None if id_ is not None and meant is None else Recognised(domain, owners, meant)


def _owners(domain: str) -> sa.Select[tuple[Organisation]]:
    return (
        sa.select(Organisation)
        .join(OrganisationDomain)
        .where(OrganisationDomain.domain == domain)
        .order_by(Organisation.name_key)
    )


def proposed(email: str | None) -> dict[str, str]:
    """What the step about the organisation may begin with: the one owner of the address's domain."""
    found = recognise(email, None)
    return {"organisation_name": found.meant.name, "organisation_type": found.meant.type.value} if found and found.meant else {}


def told(domain: str, typed: str) -> dict[str, Any]:
    """What the page says once an address is typed, of which it sends the domain alone."""
    found = recognise(f"@{domain[:255]}", typed[:200])
    return {
        "advice": found and found.advice, "question": found and found.question,
        "names": [owner.name for owner in found.owners] if found and found.question else [],
    }  # fmt: skip
