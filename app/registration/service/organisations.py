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
    return match(key, _by_name(key), _by_domain(registration.email), proven)


def _by_name(key: str) -> list[Entry]:
    query = sa.select(Organisation).where(Organisation.name_key == key) if key else None
    return [] if query is None else _entries(query)


def _by_domain(email: str | None) -> list[Entry]:
    domain = domain_of(email)
    if domain is None:
        return []
    return _entries(sa.select(Organisation).join(OrganisationDomain).where(OrganisationDomain.domain == domain))


def _entries(query: sa.Select[tuple[Organisation]]) -> list[Entry]:
    return [Entry(row.id, row.name_key, row.member) for row in db.session.scalars(query.order_by(Organisation.id))]
