"""Whom and what the entries of a page speak of: names stand in rows that are still there, never in the journal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from app.accounts.models import Account
from app.audit.models import AuditEntry
from app.checkin.devices import Device
from app.core.languages import current, pick
from app.events.models import Category
from app.extensions import db
from app.organiser.devices.page import phone_name
from app.registration.grants import Invitation
from app.registration.models import Registration
from app.registration.names import full_name

BETWEEN = ("category_before", "category_after")
"""Where an entry keeps from which category to which somebody went."""


NAMED = ("registration", "invitation", "account", "device")
"""What has a name of its own, a person's or a phone's, while the row is there."""


@dataclass(frozen=True)
class Names:
    """By id; `zone`: whose clock their moments are told by."""

    accounts: dict[int, str]
    people: dict[int, str]
    invitations: dict[int, str]
    devices: dict[int, str]
    categories: dict[int, str]
    zone: ZoneInfo

    def about(self, entry: AuditEntry) -> str | None:
        """The person, guest, colleague or phone that an entry is about, while we know them."""
        known = dict(zip(NAMED, (self.people, self.invitations, self.accounts, self.devices), strict=True))
        return known.get(entry.object_type, {}).get(entry.object_id or 0)


def names_in(entries: Iterable[AuditEntry], zone: ZoneInfo) -> Names:
    """A query for each kind of thing that a page speaks of."""
    found = list(entries)
    accounts = _objects(found, "account") | {entry.actor_id for entry in found if entry.actor_kind == "account"}
    people = _objects(found, "registration") | {entry.actor_id for entry in found if is_by_a_colleague(entry)}
    guests = (Invitation.first_name, Invitation.last_name, Invitation.email, Invitation.code)
    invitations = _read(_objects(found, "invitation"), Invitation.id, *guests)
    devices = _objects(found, "device") | {entry.actor_id for entry in found if entry.actor_kind == "device"}
    between = {entry.detail.get(end) for entry in found for end in BETWEEN}
    categories = _read(between | _objects(found, "category"), Category.id, Category.label)
    return Names(
        {id_: name or email for id_, name, email in _read(accounts, Account.id, Account.name, Account.email)},
        {id_: full_name(*name) for id_, *name in _read(people, Registration.id, Registration.first_name, Registration.last_name)},
        {id_: full_name(first, last) or email or code for id_, first, last, email, code in invitations},
        {device.id: phone_name(device) for device in _read(devices, Device.id, Device.name)},
        {id_: pick(label, current()) for id_, label in categories},
        zone,
    )


def _objects(entries: Iterable[AuditEntry], kind: str) -> set[int | None]:
    return {entry.object_id for entry in entries if entry.object_type == kind}


def _read(ids: set[int | None], key: Any, *columns: Any) -> Sequence[Any]:
    wanted = ids - {None}
    return db.session.execute(sa.select(key, *columns).where(key.in_(wanted))).all() if wanted else []


def is_by_a_colleague(entry: AuditEntry) -> bool:
    """Whether somebody else of those who come did it."""
    another = entry.object_type == "registration" and entry.actor_id not in (None, entry.object_id)
    return entry.actor_kind == "attendee" and another
