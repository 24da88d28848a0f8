"""Facts that wait for an organiser: sent by a phone after it was revoked, altered, or not to be read."""

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from app.audit.service import Actor, record
from app.checkin.facts import Fact, Malformed, hash_of, parse, uuid_of
from app.checkin.models import Scan
from app.checkin.moments import milliseconds
from app.checkin.senders import Sender
from app.checkin.set_aside import AsideState, SetAside, Why
from app.checkin.terms import ScanKind
from app.core.database import insert
from app.core.errors import NotFound
from app.credentials.models import Credential
from app.extensions import db

OPEN_FOR = timedelta(hours=48)
MOST = 2_000
LARGEST = 10_000
"""Characters: what is longer is no fact of our app."""


def set_aside(sender: Sender, uuid: UUID, body: dict[str, Any], body_hash: str, why: Why, at: datetime) -> bool:
    """Keep a fact as it was sent, once; whether there was room for it."""
    held = sa.select(sa.func.count()).where(SetAside.device_id == sender.device_id)
    if db.session.scalar(held) >= MOST:
        return False
    size = len(json.dumps(body))
    row = insert(SetAside).values(
        event_id=sender.event_id, device_id=sender.device_id, uuid=uuid, body_hash=body_hash,
        body=body if size <= LARGEST else {"characters": size}, why=why, received_at=at,
    )  # fmt: skip
    db.session.execute(row.on_conflict_do_nothing())
    return True


def receive_late(sender: Sender, bodies: list[Any], at: datetime) -> list[dict[str, Any]]:
    """What a revoked phone may still hand in: scans and undos that it made before, of codes that we know.
    Each is kept for an organiser; what may not come is answered so that the phone keeps it."""
    facts = {place: fact for place, body in enumerate(bodies) if (fact := _late(sender, body, at)) is not None}
    known = _known_codes(sender.event_id, {fact.code_hash for fact in facts.values() if fact.code_hash})
    results = []
    for place, body in enumerate(bodies):
        fact = facts.get(place)
        taken = fact is not None and (fact.code_hash is None or fact.code_hash in known)
        if taken and not _is_known(sender, fact):
            taken = set_aside(sender, fact.uuid, fact.body, hash_of(fact.body), Why.revoked, at)
        results.append(_answer(body, taken))
    return results


def _late(sender: Sender, body: Any, at: datetime) -> Fact | None:
    try:
        fact = parse(body if isinstance(body, dict) else {})
    except Malformed:
        return None
    in_time = at - sender.revoked_at <= OPEN_FOR and fact.wall <= milliseconds(sender.revoked_at)
    return fact if in_time and fact.kind is not ScanKind.walk_in else None


def _known_codes(event_id: int, hashes: set[str]) -> set[str]:
    query = sa.select(Credential.code_hash).where(Credential.event_id == event_id, Credential.code_hash.in_(hashes))
    return set(db.session.scalars(query)) if hashes else set()


def _is_known(sender: Sender, fact: Fact) -> bool:
    """Whether it came before the phone was revoked."""
    query = sa.select(Scan.id).where(Scan.event_id == sender.event_id, Scan.uuid == fact.uuid)
    return db.session.scalar(query) is not None


def _answer(body: Any, taken: bool) -> dict[str, Any]:
    told = body.get("uuid") if isinstance(body, dict) else None
    if taken:
        return {"uuid": str(uuid_of(body)), "state": "confirmed", "verdict": None, "parameters": {}}
    return {"uuid": str(told)[:64], "state": "attention", "verdict": None, "parameters": {}, "reason": "revoked"}


def waiting(event_id: int) -> list[SetAside]:
    """What nobody has decided on, the oldest first."""
    query = (
        sa.select(SetAside)
        .where(SetAside.event_id == event_id, SetAside.state == AsideState.waiting)
        .options(joinedload(SetAside.device))
        .order_by(SetAside.received_at, SetAside.id)
    )
    return list(db.session.scalars(query))


def of_phone(event_id: int, device_id: int, most: int) -> list[SetAside]:
    """What a revoked phone handed in and nobody has decided on, the oldest first."""
    query = sa.select(SetAside).where(*_of_phone(event_id, device_id)).order_by(SetAside.received_at, SetAside.id)
    return list(db.session.scalars(query.limit(most)))


def decide_all(event_id: int, device_id: int, state: AsideState, ids: list[int] | None = None, *, by: Actor) -> int:
    """Note what became of these facts of a revoked phone (of all, without `ids`); of how many."""
    these = [SetAside.id.in_(ids)] if ids is not None else []
    changed = sa.update(SetAside).where(*_of_phone(event_id, device_id), *these).values(state=state)
    number = db.session.execute(changed).rowcount
    if number:
        record(
            "quarantine.all", by=by, event_id=event_id, object_type="device", object_id=device_id,
            detail={"to": state.value, "rows": number},
        )  # fmt: skip
    return number


def _of_phone(event_id: int, device_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        SetAside.event_id == event_id, SetAside.device_id == device_id, SetAside.why == Why.revoked,
        SetAside.state == AsideState.waiting,
    )  # fmt: skip


def decide(event_id: int, aside_id: int, state: AsideState, *, by: Actor) -> SetAside:
    """Note what became of it. Raises NotFound where somebody was faster."""
    aside = db.session.get(SetAside, aside_id, with_for_update=True)
    if aside is None or aside.event_id != event_id or aside.state is not AsideState.waiting:
        raise NotFound("nothing_aside", _("Somebody has decided on this already."))
    aside.state = state
    record(
        f"quarantine.{state.value}", by=by, event_id=event_id, object_type="device", object_id=aside.device_id,
        detail={"why": aside.why.value},
    )  # fmt: skip
    db.session.flush()
    return aside
