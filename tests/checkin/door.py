"""A door to test at: an entrance with one lane, an operator, and a badge to show."""

from datetime import UTC, datetime, timedelta
from secrets import token_hex
from typing import Any
from uuid import UUID, uuid4

from app.audit.service import SYSTEM
from app.checkin import pairing, queries, service
from app.checkin.devices import Device, Operator
from app.checkin.points import CheckinPoint, Lane
from app.checkin.service import Answer
from app.checkin.showing import Showing
from app.checkin.terms import DeviceState, Direction, How
from app.core.clock import now
from app.events.models import Event
from app.extensions import db
from app.registration.models import Registration
from tests import factories


def today(doors: datetime = datetime(2027, 3, 18, 7, 30, tzinfo=UTC), **values: Any) -> Event:
    """An event of one day with a category; on 18 March 2027 its doors open at 8:30 in Paris."""
    made = factories.event(
        doors_at=doors, starts_at=doors + timedelta(minutes=30), ends_at=doors + timedelta(hours=9), **values
    )
    factories.category(made)
    return made


def point(event: Event, **values: Any) -> CheckinPoint:
    """An entrance of `once` with one lane in."""
    made = factories.add(CheckinPoint(event=event, **{"label": {"fr": "Entrée", "en": "Entrance"}} | values))
    lane(made)
    return made


def lane(point: CheckinPoint, direction: Direction = Direction.enter) -> Lane:
    made = Lane(label={"fr": "File A", "en": "Lane A"}, direction=direction)
    point.lanes.append(made)
    return factories.add(made)


def operator(event: Event, name: str = "Inès") -> Operator:
    return factories.add(Operator(event_id=event.id, name=name))


def show(who: Registration, at: Lane, by: Operator, uuid: UUID | None = None, override: str = "") -> Answer:
    """Show the person's badge."""
    current = next(code for code in who.codes if code.current)
    return service.check_in(Showing(
        uuid=uuid or uuid4(), lane=at, operator=by, how=How.code, override=override,
        code_hash=current.credential.code_hash,
    ))  # fmt: skip


def find(who: Registration, at: Lane, by: Operator, how: How = How.reference, override: str = "") -> Answer:
    """Let in somebody found without a badge."""
    return service.check_in(Showing(
        uuid=uuid4(), lane=at, operator=by, how=how, registration_id=who.id, override=override
    ))  # fmt: skip


def device(event: Event) -> Device:
    """A phone at work at the event's first lane."""
    lane = queries.lanes(event.id)[0]
    return factories.add(Device(event_id=event.id, lane_id=lane.id, state=DeviceState.active, token_hash=token_hex(32), paired_at=now()))


def revoke(phone: Any) -> None:
    """From now on it reads nothing."""
    pairing.revoke(phone.event_id, phone.device_id, by=SYSTEM)
    db.session.commit()
