"""The entry of the directory that a typed name or an address leads to, looked up."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

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


def find_matches(people: Sequence[tuple[str, str | None]]) -> list[Match]:
    """As `find_match` for many (name, address) that nobody has proven, in two statements."""
    named = [(name_key(name), domain_of(address)) for name, address in people]
    by_name, by_domain = _by_name({key for key, _domain in named}), _by_domain({domain for _key, domain in named if domain})
    return [match(by_name.get(key, []), by_domain.get(domain or "", []), proven=False) for key, domain in named]


def _by_name(keys: set[str]) -> dict[str, list[Entry]]:
    owns = sa.select(Organisation.name_key, Organisation.id, Organisation.member).where(Organisation.name_key.in_(keys))
    also = (
        sa.select(OrganisationAlias.name_key, Organisation.id, Organisation.member)
        .join(Organisation, Organisation.id == OrganisationAlias.organisation_id)
        .where(OrganisationAlias.name_key.in_(keys))
    )
    return _grouped(sa.union_all(owns, also))


def _by_domain(domains: set[str]) -> dict[str, list[Entry]]:
    return _grouped(
        sa.select(OrganisationDomain.domain, Organisation.id, Organisation.member)
        .join(Organisation, Organisation.id == OrganisationDomain.organisation_id)
        .where(OrganisationDomain.domain.in_(domains))
    )


def _grouped(query: sa.Select[Any] | sa.CompoundSelect[Any]) -> dict[str, list[Entry]]:
    """The first column says what the entry goes by; the oldest entry comes first."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for key, id_, member in sorted(db.session.execute(query), key=lambda row: row[1]):
        found[key].append(Entry(id_, member))
    return found


def _entries(key: str, domain: str | None) -> list[tuple[Entry, bool, bool]]:
    """Entries of that name or domain: (entry, whether the name is theirs, whether the domain is)."""
    rows = db.session.execute(_BY_NAME_OR_DOMAIN, {"of_name": key, "of_domain": domain})
    return [(Entry(id_, member), bool(named), bool(theirs)) for id_, member, named, theirs in rows]
