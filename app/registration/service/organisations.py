"""Find a registration's organisation in the directory, and what its seats are counted by."""

import sqlalchemy as sa

from app.core.text import search_text
from app.extensions import db
from app.registration.admission import Membership
from app.registration.directory import Organisation, OrganisationDomain
from app.registration.membership import Entry, Match, domain_of, limit_key, match
from app.registration.models import Registration


def place(registration: Registration, *, proven: bool) -> Membership:
    """Set organisation and limit key; return what is known of the membership."""
    key = search_text(registration.organisation_name)
    found = find_match(registration, proven=proven)
    registration.organisation_id = found.organisation_id
    # A new row cannot look it up by itself, and its limit depends on it.
    registration.organisation = found.organisation_id and db.session.get(Organisation, found.organisation_id)
    registration.organisation_key = limit_key(found.organisation_id, key)
    return found.membership


def find_match(registration: Registration, *, proven: bool) -> Match:
    """The entry of the directory that the typed name or the address leads to. Changes nothing."""
    key = search_text(registration.organisation_name)
    found = _entries(key, domain_of(registration.email))
    by_name = [entry for entry, _theirs in found if key and entry.name_key == key]
    return match(key, by_name, [entry for entry, theirs in found if theirs], proven)


_OWNERS = sa.select(OrganisationDomain.organisation_id).where(OrganisationDomain.domain == sa.bindparam("of_domain"))
_BY_NAME_OR_DOMAIN = (
    sa.select(Organisation.id, Organisation.name_key, Organisation.member, Organisation.id.in_(_OWNERS))
    .where(sa.or_(Organisation.name_key == sa.bindparam("of_name"), Organisation.id.in_(_OWNERS)))
    .order_by(Organisation.id)
)


def _entries(key: str, domain: str | None) -> list[tuple[Entry, bool]]:
    """Entries of that name or domain, each with whether the domain is theirs."""
    rows = db.session.execute(_BY_NAME_OR_DOMAIN, {"of_name": key, "of_domain": domain})
    return [(Entry(id_, name_key, member), theirs) for id_, name_key, member, theirs in rows]
