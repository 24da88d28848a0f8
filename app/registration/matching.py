"""The entry of the directory that a typed name or an address leads to, looked up."""

import sqlalchemy as sa

from app.extensions import db
from app.registration.directory import Organisation, OrganisationAlias, OrganisationDomain
from app.registration.membership import Entry, Match, domain_of, match
from app.registration.organisation_names import name_key


def find_match(name: str, address: str | None, *, proven: bool) -> Match:
    """`proven`: whether the address is."""
    found = _entries(name_key(name), domain_of(address))
    by_name, by_domain = ([entry for entry, *is_by in found if is_by[way]] for way in (0, 1))
    return match(by_name, by_domain, proven)


_OWNERS = sa.select(OrganisationDomain.organisation_id).where(OrganisationDomain.domain == sa.bindparam("of_domain"))
_ALIASED = sa.select(OrganisationAlias.organisation_id).where(OrganisationAlias.name_key == sa.bindparam("of_name"))
_IS_NAMED = sa.or_(Organisation.name_key == sa.bindparam("of_name"), Organisation.id.in_(_ALIASED))
_IS_OWNER = Organisation.id.in_(_OWNERS)
_BY_NAME_OR_DOMAIN = (
    sa.select(Organisation.id, Organisation.member, _IS_NAMED, _IS_OWNER)
    .where(sa.or_(_IS_NAMED, _IS_OWNER))
    .order_by(Organisation.id)
)


def _entries(key: str, domain: str | None) -> list[tuple[Entry, bool, bool]]:
    """Entries of that name or domain: (entry, whether the name is theirs, whether the domain is)."""
    rows = db.session.execute(_BY_NAME_OR_DOMAIN, {"of_name": key, "of_domain": domain})
    return [(Entry(id_, member), bool(named), bool(theirs)) for id_, member, named, theirs in rows]
