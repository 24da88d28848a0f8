"""What stands around the people of a door copy: event, categories, points, lanes, sessions, operators,
spare and blank codes. It changes under the event's lock alone, so each process keeps what it read for as
long as the event's revision and the epoch are the same.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import joinedload, selectinload

from app.badges.staleness import Arts, arts_of
from app.checkin import case, following, lookup, walk_ins
from app.checkin.devices import Operator
from app.checkin.following import Hosts
from app.checkin.moments import milliseconds
from app.checkin.points import CheckinPoint, Lane
from app.checkin.terms import PointKind
from app.credentials.models import Credential, CredentialState
from app.events.models import Category, Event, Session
from app.extensions import db

WIPED_AFTER = timedelta(hours=24)
PARTS = ("event", "categories", "points", "lanes", "sessions", "operators", "spares", "retired", "blanks")
_DIGITS = 6


@dataclass(frozen=True)
class Frame:
    """`parts` are JSON texts by name, `digests` a few digits of each, in the order of PARTS."""

    event_id: int
    languages: tuple[str, ...]
    points: dict[int, case.Point]
    entrances: frozenset[int]
    lanes: dict[int, int]
    """The point of each lane."""
    operators: frozenset[int]
    categories: frozenset[int]
    arts: Arts
    """What badges of each category share, to tell which printed ones are out of date."""
    contested: dict[tuple[int, str], int]
    """Whom a phone registered on a blank badge that another walk-in had before (see `walk_ins`)."""
    parts: dict[str, str]
    digests: str

    @property
    def with_seats(self) -> bool:
        """Whether a point asks for places in a session."""
        return any(point.session is not None for point in self.points.values())

    def changed(self, known: str) -> list[str]:
        """Names of the parts that are others than those of which a phone knows the digests."""
        return [
            name for place, name in enumerate(PARTS)
            if self._digest(self.digests, place) != self._digest(known, place)
        ]

    @staticmethod
    def _digest(digests: str, place: int) -> str:
        return digests[place * _DIGITS : (place + 1) * _DIGITS]


def load(event_id: int, revision: int, epoch: str) -> Frame:
    """As it is at this revision of the event."""
    kept: dict[int, tuple[tuple[int, str], Frame]] = current_app.extensions.setdefault("door_frames", {})
    stamp, found = kept.get(event_id, (None, None))
    if found is None or stamp != (revision, epoch):
        found = read(event_id, epoch)
        kept[event_id] = (revision, epoch), found
    return found


def forget() -> None:
    """Read everything anew."""
    current_app.extensions.pop("door_frames", None)


def read(event_id: int, epoch: str) -> Frame:
    """As this transaction sees it."""
    event = db.session.get_one(Event, event_id, populate_existing=True)
    points = _all(CheckinPoint, CheckinPoint.position, options=[
        selectinload(CheckinPoint.categories), selectinload(CheckinPoint.lanes), joinedload(CheckinPoint.event),
    ], event_id=event_id)  # fmt: skip
    categories = _all(Category, Category.position, event_id=event_id)
    operators = [each for each in _all(Operator, Operator.name, event_id=event_id) if each.active]
    lanes = [lane for point in points for lane in point.lanes]
    sessions = _all(Session, Session.starts_at, event_id=event_id)
    told = {
        "event": _event(event),
        "categories": [_category(each) for each in categories],
        "points": [_point(each) for each in points],
        "lanes": [_lane(each) for each in lanes],
        "sessions": [_session(each) for each in sessions],
        "operators": [_operator(each) for each in operators],
        **_codes(event_id, epoch),
    }
    parts = {name: json.dumps(told[name], separators=(",", ":")) for name in PARTS}
    return Frame(
        event_id=event_id,
        languages=tuple(event.languages),
        points={point.id: lookup.place(point) for point in points},
        entrances=frozenset(point.id for point in points if point.kind is PointKind.entrance),
        lanes={lane.id: lane.point_id for lane in lanes},
        operators=frozenset(db.session.scalars(sa.select(Operator.id).where(Operator.event_id == event_id))),
        categories=frozenset(category.id for category in categories),
        arts=arts_of(categories),
        contested=walk_ins.contested(event_id),
        parts=parts,
        digests="".join(hashlib.sha256(parts[name].encode()).hexdigest()[:_DIGITS] for name in PARTS),
    )


def _all(model: Any, order: Any, *, event_id: int, options: list[Any] | None = None) -> list[Any]:
    query = sa.select(model).where(model.event_id == event_id).options(*options or []).order_by(order, model.id)
    return list(db.session.scalars(query.execution_options(populate_existing=True)).unique())


def _event(event: Event) -> dict[str, Any]:
    return {
        "id": event.id, "slug": event.slug, "letters": event.letters or "", "name": event.name,
        "room_limit": event.room_limit, "day": event.starts_at.astimezone(event.zone).date().isoformat(),
        "timezone": event.timezone, "wipe_after": milliseconds(event.ends_at + WIPED_AFTER),
        "lead_phone": event.day_phone, "languages": event.languages, "hosts": _hosts(following.hosts(event.id)),
    }  # fmt: skip


def _hosts(found: Hosts) -> dict[str, Any]:
    """Whom to call, by id of the person and of the category, and for every VIP."""
    return {
        "vip": ", ".join(found.vip),
        "categories": {str(id_): ", ".join(names) for id_, names in found.categories.items()},
        "people": {str(id_): ", ".join(names) for id_, names in found.people.items()},
    }


def _category(category: Category) -> dict[str, Any]:
    return {
        "id": category.id, "code": category.code, "label": category.label, "band": category.band,
        "text": category.text, "shape": category.shape,
    }  # fmt: skip


def _point(point: CheckinPoint) -> dict[str, Any]:
    found = lookup.place(point)
    return {
        "id": found.id, "policy": found.policy.value, "session": found.session, "room_limit": found.room_limit,
        "categories": None if found.categories is None else sorted(found.categories),
        "opens": found.opens, "closes": found.closes, "name": point.label, "kind": point.kind.value,
    }  # fmt: skip


def _lane(lane: Lane) -> dict[str, Any]:
    return {"id": lane.id, "point": lane.point_id, "name": lane.label, "direction": lane.direction.value}


def _session(session: Session) -> dict[str, Any]:
    starts, ends = milliseconds(session.starts_at), milliseconds(session.ends_at)
    return {"id": session.id, "title": session.title, "starts": starts, "ends": ends}


def _operator(operator: Operator) -> dict[str, Any]:
    """`at_desk`: an account of the back office, known by name to phones, but nobody who holds one."""
    return {
        "id": operator.id, "name": operator.name, "role": operator.role.value, "pin": operator.pin_hash,
        "at_desk": operator.account_id is not None,
    }  # fmt: skip


def _codes(event_id: int, epoch: str) -> dict[str, list[Any]]:
    """Hashes of the spares, of those retired by a restore, and blanks with their category."""
    unassigned = Credential.state.in_([CredentialState.spare, CredentialState.blank])
    rows = db.session.execute(
        sa.select(Credential.code_hash, Credential.state, Credential.epoch, Credential.category_id)
        .where(Credential.event_id == event_id, unassigned)
        .order_by(Credential.id)
    ).all()
    spares = [row for row in rows if row.state is CredentialState.spare]
    return {
        "spares": [row.code_hash for row in spares if row.epoch == epoch],
        "retired": [row.code_hash for row in spares if row.epoch != epoch],
        "blanks": [
            {"hash": row.code_hash, "category": row.category_id} for row in rows if row.state is CredentialState.blank
        ],
    }
