"""Many people at an event, written straight into the tables: only what the services would leave there."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from app.cli.demo import event as demo
from app.cli.demo import read
from app.core.clock import now
from app.core.crypto import encrypt
from app.core.installation import get_installation
from app.core.text import search_text
from app.credentials.codes import hash_code, new_code
from app.credentials.models import Credential, CredentialState
from app.credentials.reference import new_reference
from app.events.models import Category, Event, FormMode, OrganisationType
from app.extensions import db
from app.registration.membership import limit_key
from app.registration.models import Channel, Registration, RegistrationCredential, Status
from app.registration.names import sort_key
from app.registration.organisation_names import name_key

CHUNK = 1000
LONG_AGO = timedelta(days=20)

Role = tuple[Status, Category, int | None]
"""Status, category, and the number of the organisation where several share one."""


def make_event(slug: str, capacity: int) -> Event:
    """The demonstration's event without its people, on one page, open to every company at once."""
    event = demo.build(read.document("event") | {"slug": slug, "capacity": capacity}, now())
    event.form_mode = FormMode.one_page
    category(event, "ENT").quota, category(event, "ENT").member_check = None, False
    db.session.add(event)
    db.session.flush()
    event = demo.publish(event)
    db.session.commit()
    return event


def category(event: Event, code: str) -> Category:
    return next(category for category in event.categories if category.code == code)


def fill(event: Event, confirmed: int = 0, waiting: int = 0, unverified: int = 0) -> list[int]:
    """People by status; answers their ids. Half of those who wait do so for a full category, half
    because their organisation has all its seats."""
    companies, guests = category(event, "ENT"), category(event, "INV")
    guests.quota = min(guests.quota or 0, confirmed)
    full = range(waiting // 4)
    roles: list[Role] = [
        *[(Status.confirmed, guests, None)] * guests.quota,
        *[(Status.confirmed, companies, number) for number in full] * event.other_limit,
        *[(Status.waitlisted, guests, None)] * (waiting // 2),
        *[(Status.waitlisted, companies, number) for number in full] * 2,
        *[(Status.unverified, companies, None)] * unverified,
    ]
    roles += [(Status.confirmed, companies, None)] * (confirmed + waiting + unverified - len(roles))
    references: dict[str, None] = {}
    while len(references) < len(roles):
        references[new_reference()] = None
    people = [
        _person(event, number, reference, *role)
        for number, (reference, role) in enumerate(zip(references, roles, strict=True))
    ]
    ids = [id_ for start in range(0, len(people), CHUNK) for id_ in _insert(Registration, people[start : start + CHUNK])]
    _give_codes(event, [id_ for id_, (status, *_rest) in zip(ids, roles, strict=True) if status is Status.confirmed])
    db.session.commit()
    _settle()
    return ids


def _settle() -> None:
    """What PostgreSQL does by itself within a minute of so many new rows: benches begin sooner."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("VACUUM ANALYZE" if connection.dialect.name == "postgresql" else "ANALYZE"))


def _person(
    event: Event, number: int, reference: str, status: Status, category: Category, shared: int | None
) -> dict[str, Any]:
    first, last, at = "Camille", f"Moreau-{number}", now() - LONG_AGO + timedelta(seconds=number)
    organisation = f"Maison {number}" if shared is None else f"Groupe {shared}"
    email = f"c{number}@firm{number % 97}.example"
    return {
        "event_id": event.id, "category_id": category.id, "status": status, "reference": reference,
        "channel": Channel.form, "language": "fr", "first_name": first, "last_name": last, "email": email,
        "email_key": email, "organisation_name": organisation, "organisation_type": OrganisationType.company,
        "organisation_key": limit_key(None, name_key(organisation)), "job_title": "Direction", "areas": [],
        "created_at": at, "rank_at": at, "sort_key": sort_key(first, last),
        "email_proven_at": None if status is Status.unverified else at,
        "confirmed_at": at if status is Status.confirmed else None,
        "search_text": search_text(first, last, organisation, email, reference),
    }  # fmt: skip


def _give_codes(event: Event, ids: list[int]) -> None:
    epoch, at = get_installation().epoch, now() - LONG_AGO
    for start in range(0, len(ids), CHUNK):
        owners = ids[start : start + CHUNK]
        codes = [new_code(event.letters or "") for _ in owners]
        rows = [
            {
                "event_id": event.id, "state": CredentialState.issued, "code_hash": hash_code(code),
                "sealed": encrypt(code), "epoch": epoch, "revision": event.revision, "issued_at": at,
            }
            for code in codes
        ]  # fmt: skip
        made = _insert(Credential, rows)
        pairs = [{"registration_id": owner, "credential_id": id_} for owner, id_ in zip(owners, made, strict=True)]
        db.session.execute(sa.insert(RegistrationCredential), pairs)


def _insert(table: type, rows: list[dict[str, Any]]) -> list[int]:
    return list(db.session.scalars(sa.insert(table).returning(table.id, sort_by_parameter_order=True), rows))
