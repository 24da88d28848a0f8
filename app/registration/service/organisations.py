"""Find a registration's organisation in the directory, and what its seats are counted by."""

import sqlalchemy as sa

from app.events.locking import lock
from app.extensions import db
from app.registration.admission import Membership
from app.registration.directory import Organisation
from app.registration.matching import find_match
from app.registration.membership import limit_key
from app.registration.models import Registration
from app.registration.organisation_names import name_key


def place(registration: Registration, *, proven: bool) -> Membership:
    """Set organisation and limit key; return what is known of the membership."""
    found = find_match(registration.organisation_name, registration.address, proven=proven)
    registration.organisation_id = found.organisation_id
    # A new row cannot look it up by itself, and its limit depends on it.
    registration.organisation = found.organisation_id and db.session.get(Organisation, found.organisation_id)
    registration.organisation_key = limit_key(found.organisation_id, name_key(registration.organisation_name))
    return found.membership


ADDRESSES = (Registration.email_key, Registration.manager_key)
AT_ONCE = 100
"""People placed in one transaction."""


def place_again(event_id: int, organisation_id: int, after: int) -> int | None:
    """Look anew at some of those whom a changed entry of the directory may concern; the id of the last,
    or None if there was nobody after that id."""
    ids = list(db.session.scalars(_concerned(event_id, organisation_id, after)))
    if not ids:
        return None
    lock(event_id)
    for registration in db.session.scalars(sa.select(Registration).where(Registration.id.in_(ids))):
        place(registration, proven=registration.email_proven_at is not None)
    db.session.flush()
    return ids[-1]


def _concerned(event_id: int, organisation_id: int, after: int) -> sa.Select[tuple[int]]:
    """Whoever belongs to it, typed one of its names, or has an address in one of its domains."""
    organisation = db.session.get(Organisation, organisation_id)
    named = [] if organisation is None else [organisation.name_key, *(each.name_key for each in organisation.aliases)]
    domains = [] if organisation is None else [each.domain for each in organisation.domains]
    return (
        sa.select(Registration.id)
        .where(
            Registration.event_id == event_id,
            Registration.id > after,
            sa.or_(
                Registration.organisation_id == organisation_id,
                Registration.organisation_key.in_([limit_key(None, key) for key in named]),
                *(key.endswith(f"@{domain}", autoescape=True) for domain in domains for key in ADDRESSES),
            ),
        )
        .order_by(Registration.id)
        .limit(AT_ONCE)
    )
