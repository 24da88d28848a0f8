"""Facts that were set aside, as far as they can be read."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from app.checkin import queries
from app.checkin.facts import Fact, Malformed, parse
from app.checkin.moments import moment
from app.checkin.set_aside import SetAside, Why
from app.checkin.terms import ScanKind
from app.core import formats
from app.core.languages import current
from app.credentials.models import Credential
from app.events.models import Event
from app.extensions import db
from app.organiser.checkin.page import lane_name
from app.organiser.clarify import words
from app.registration.models import Registration, RegistrationCredential
from app.registration.names import full_name

MOST = 50
"""Rows of one phone on the page; what is left is counted."""


class Reader:
    """Says of facts what they are; people and lanes are asked for once."""

    def __init__(self, event: Event, asides: Iterable[SetAside]):
        self.event = event
        self.facts = {aside.id: _fact(aside) for aside in asides}
        told = [fact for fact in self.facts.values() if fact is not None]
        self.by_code = _by_code(event.id, {fact.code_hash for fact in told if fact.code_hash})
        self.by_id = _by_id(event.id, {fact.person for fact in told if fact.person})
        self.lanes = {lane.id: lane_name(lane, current()) for lane in queries.lanes(event.id)}

    def row(self, aside: SetAside) -> dict[str, Any]:
        fact = self.facts[aside.id]
        received = formats.time(aside.received_at, self.event.zone, current())
        return {
            "id": aside.id,
            "phone": words.phone(aside.device),
            "why": words.WHY[aside.why],
            "altered": aside.why is Why.altered,
            "received": received,
            "time": formats.time(moment(fact.wall), self.event.zone, current()) if fact else _("received at %(time)s", time=received),
            "lane": self.lanes.get(fact.lane, "") if fact else "",
            "who": self._who(fact) if fact else _("Nobody can say"),
            "what": _what(fact),
        }

    def _who(self, fact: Fact) -> str:
        if fact.walk_in is not None:
            return full_name(fact.walk_in.first_name, fact.walk_in.last_name)
        person = self.by_code.get(fact.code_hash or "") or self.by_id.get(fact.person or 0)
        return person.full_name if person else _("Nobody we know")


def _fact(aside: SetAside) -> Fact | None:
    try:
        return parse(aside.body)
    except Malformed:
        return None


def _what(fact: Fact | None) -> str:
    if fact is None:
        return ""
    if fact.kind is ScanKind.scan:
        return words.word(fact.verdict, fact.parameters)
    return _("Undone") if fact.kind is ScanKind.undo else _("Registered at the door")


def _by_code(event_id: int, hashes: set[str]) -> dict[str, Registration]:
    rows = db.session.execute(
        sa.select(Credential.code_hash, Registration)
        .join(RegistrationCredential, RegistrationCredential.credential_id == Credential.id)
        .join(Registration, Registration.id == RegistrationCredential.registration_id)
        .where(Credential.event_id == event_id, Credential.code_hash.in_(hashes))
    )
    return {code_hash: person for code_hash, person in rows}


def _by_id(event_id: int, ids: set[int]) -> dict[int, Registration]:
    query = sa.select(Registration).where(Registration.event_id == event_id, Registration.id.in_(ids))
    return {person.id: person for person in db.session.scalars(query)}


def of_phones(event: Event, asides: list[SetAside]) -> list[dict[str, Any]]:
    """What revoked phones handed in, a group a phone."""
    revoked = sorted((one for one in asides if one.why is Why.revoked), key=lambda one: (one.device_id, one.id))
    groups = [(device_id, list(group)) for device_id, group in groupby(revoked, key=lambda one: one.device_id)]
    reader = Reader(event, [one for _device, group in groups for one in group[:MOST]])
    return [
        {
            "id": device_id, "name": words.phone(group[0].device), "number": formats.number(len(group), current()),
            "rows": [reader.row(one) for one in group[:MOST]], "more": max(0, len(group) - MOST),
        }
        for device_id, group in groups
    ]  # fmt: skip


def others(event: Event, asides: list[SetAside]) -> list[dict[str, Any]]:
    """What came from phones at work and is no fact that the event can hold, with what stands instead."""
    left = [one for one in asides if one.why is not Why.revoked]
    reader = Reader(event, left)
    stands = {one.id: queries.find_fact(event.id, one.uuid) for one in left if one.why is Why.altered}
    return [{**reader.row(one), "stands": _stands(event, stands.get(one.id))} for one in left]


def _stands(event: Event, scan: Any) -> str | None:
    """The fact of this UUID that counts."""
    if scan is None:
        return None
    at = words.place(scan, event)
    name = scan.registration.full_name if scan.registration else _("Nobody we know")
    return ", ".join(filter(None, (at["time"], at["lane"], name, at["word"])))
