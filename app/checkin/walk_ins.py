"""People who are on no list, with a blank badge in their hand."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from app.audit.service import Actor
from app.checkin.facts import Fact, WalkInFields
from app.checkin.models import Scan
from app.checkin.points import Lane
from app.checkin.set_aside import WalkIn
from app.checkin.settling import keep
from app.checkin.terms import ScanKind
from app.credentials.models import Credential
from app.credentials.queries import find_by_hash
from app.events.locking import lock
from app.extensions import db
from app.registration.details import Details
from app.registration.models import Registration, RegistrationCredential, Status
from app.registration.service import walking_in


@dataclass
class Joined:
    """Whose presence has to be looked at anew, at which points; and facts to be told to the phones."""

    points: dict[int, set[int]] = field(default_factory=dict)
    facts: list[int] = field(default_factory=list)
    contested: set[Any] = field(default_factory=set)
    """UUIDs of walk-ins whose blank badge is somebody else's."""

    def add_scan(self, registration_id: int, scan_id: int, point_id: int) -> None:
        self.points.setdefault(registration_id, set()).add(point_id)
        self.facts.append(scan_id)


def take(fact: Fact, told: WalkInFields, values: dict[str, Any], language: str, joined: Joined) -> None:
    """Register the person and keep the fact; `values` are the columns of its scan."""
    at, by = values["corrected_at"], Actor("device", values["device_id"])
    registration = walking_in.walk_in(
        values["event_id"], _details(told), told.category, language=language, by=by, at=at
    )
    scan_id = keep(**values, registration_id=registration.id)
    joined.facts.append(scan_id)
    walk_in = WalkIn(scan_id=scan_id, category_id=told.category, photo=told.photo, blank_hash=told.blank_hash)
    db.session.add(walk_in)
    if told.blank_hash is not None:
        walk_in.contested = not _give(registration, told.blank_hash, (not values["sure"], at), joined)
    if walk_in.contested:
        joined.contested.add(fact.uuid)
    db.session.flush()


def give_to_known(event_id: int, registration_id: int, blank_hash: str, joined: Joined) -> None:
    """A lead lets somebody in who had no badge, and hands out a blank one."""
    lock(event_id)
    registration, blank = db.session.get(Registration, registration_id), _find_blank(event_id, blank_hash)
    if registration is None or registration.event_id != event_id or blank is None:
        return
    if walking_in.give_blank(registration, blank):
        _attach(registration, blank_hash, joined)


def _give(registration: Registration, blank_hash: str, when: tuple[bool, datetime], joined: Joined) -> bool:
    """Whether the badge is theirs: it was nobody's, or that of a later walk-in."""
    blank = _find_blank(registration.event_id, blank_hash)
    if blank is None:
        return False
    if walking_in.give_blank(registration, blank):
        _attach(registration, blank_hash, joined)
        return True
    other = _holder(registration.event_id, blank_hash)
    if other is None or (not other.scan.sure, other.scan.corrected_at) <= when:
        return False
    walking_in.pass_code(blank, other.scan.registration, registration)
    other.contested = True
    joined.facts.append(other.scan_id)
    return True


def _find_blank(event_id: int, blank_hash: str) -> Credential | None:
    blank = find_by_hash(blank_hash)
    return blank if blank is not None and blank.event_id == event_id and blank.batch is not None else None


def _holder(event_id: int, blank_hash: str) -> WalkIn | None:
    """The walk-in that has the badge."""
    return db.session.scalar(
        sa.select(WalkIn)
        .join(WalkIn.scan)
        .where(
            WalkIn.blank_hash == blank_hash, ~WalkIn.contested,
            Scan.event_id == event_id, Scan.registration_id.is_not(None),
        )
        .limit(1)
    )  # fmt: skip


def _attach(registration: Registration, code_hash: str, joined: Joined) -> None:
    """Scans of this badge that came before anybody had it are theirs."""
    orphans = db.session.scalars(
        sa.select(Scan).where(
            Scan.event_id == registration.event_id, Scan.code_hash == code_hash,
            Scan.kind == ScanKind.scan, Scan.registration_id.is_(None),
        )
    )  # fmt: skip
    for scan in orphans:
        scan.registration_id = registration.id
        scan.server_verdict, scan.server_parameters = scan.verdict, scan.parameters
        joined.add_scan(registration.id, scan.id, scan.point_id)
    db.session.flush()


def contested(event_id: int) -> dict[tuple[int, str], int]:
    """Of phone and badge: whom that phone registered on a badge which is somebody else's by now."""
    rows = db.session.execute(
        sa.select(Scan.device_id, WalkIn.blank_hash, Scan.registration_id)
        .join(WalkIn, WalkIn.scan_id == Scan.id)
        .where(Scan.event_id == event_id, WalkIn.contested, Scan.registration_id.is_not(None))
    )
    return {(row.device_id, row.blank_hash): row.registration_id for row in rows}


def badgeless_of(event_id: int) -> sa.Select[tuple[WalkIn]]:
    """Walk-ins whose blank badge is somebody else's, and who have been given no other code since."""
    has_code = sa.exists().where(RegistrationCredential.registration_id == Registration.id, RegistrationCredential.current)
    return (
        sa.select(WalkIn)
        .join(WalkIn.scan)
        .join(Scan.registration)
        .where(Scan.event_id == event_id, WalkIn.contested, Registration.status == Status.confirmed, ~has_code)
    )


def badgeless(event_id: int) -> list[tuple[WalkIn, Registration | None]]:
    """Each with who holds the badge now, the oldest first."""
    query = badgeless_of(event_id).options(
        contains_eager(WalkIn.scan).contains_eager(Scan.registration).joinedload(Registration.category),
        contains_eager(WalkIn.scan).joinedload(Scan.lane).joinedload(Lane.point),
    )
    found = list(db.session.scalars(query.order_by(Scan.corrected_at, Scan.id)))
    holders = _people_of_codes(event_id, {one.blank_hash for one in found if one.blank_hash})
    return [(one, holders.get(one.blank_hash or "")) for one in found]


def _people_of_codes(event_id: int, hashes: set[str]) -> dict[str, Registration]:
    rows = db.session.execute(
        sa.select(Credential.code_hash, Registration)
        .join(RegistrationCredential, RegistrationCredential.credential_id == Credential.id)
        .join(Registration, Registration.id == RegistrationCredential.registration_id)
        .where(Credential.event_id == event_id, Credential.code_hash.in_(hashes), RegistrationCredential.current)
    )
    return {code_hash: person for code_hash, person in rows}


def _details(told: WalkInFields) -> Details:
    """A single name is a first name, as everywhere."""
    first, last = (told.first_name, told.last_name) if told.first_name else (told.last_name, "")
    return Details(
        first_name=first, last_name=last, email=told.email, organisation_name=told.organisation, image=told.photo
    )
