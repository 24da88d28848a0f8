"""Check-in points and lanes: added, changed, moved, deleted, moved with their day. What was used stays.

Each takes the event's lock: its revision tells the phones that what stands around their copy changed.
"""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from app.audit.service import Actor, digest_values, record
from app.checkin.opening import first_lane
from app.checkin.points import CheckinPoint, Lane
from app.checkin.queries import get_lane, get_point, points
from app.checkin.usage import was_passed, why_lane_kept, why_point_kept
from app.core.errors import DomainError
from app.core.languages import pick
from app.core.local_time import days_later
from app.core.positions import last, number, shifted
from app.events import programme
from app.events.locking import lock
from app.events.models import Event
from app.extensions import db

POINT = ("label", "kind", "policy", "categories", "session_id", "room_limit", "opens_at", "closes_at")
"""What organisers set of a point."""
LANE = ("label", "direction")
"""What they set of a lane."""


def seen(thing: CheckinPoint | Lane) -> str:
    """A digest of what is set, for a change to tell whether somebody else changed it meanwhile."""
    return digest_values("", _plain(_set_of(thing)), {})


def add_point(event_id: int, values: dict[str, Any], *, by: Actor) -> CheckinPoint:
    """A point at the end, with a first lane in. `values`: POINT."""
    revision = lock(event_id)
    event = db.session.get_one(Event, event_id)
    _require_sound(event_id, values)
    point = CheckinPoint(**values, event=event, position=last(points(event_id)), revision=revision, lanes=[first_lane()])
    db.session.add(point)
    db.session.flush()
    _record("point.add", point, by)
    return point


def change_point(
    event_id: int, point_id: int, values: dict[str, Any], *, by: Actor, looked_at: str | None = None
) -> CheckinPoint:
    """Set POINT. A limit below the people inside stands: nobody is sent out.

    Raises DomainError("changed_meanwhile"), ("in_use") for another kind of what people have passed,
    ("out_of_order"), NotFound of a session that is gone."""
    revision = lock(event_id)
    point = get_point(event_id, point_id)
    _require_unchanged(point, looked_at)
    if values["kind"] is not point.kind and was_passed(point):
        raise DomainError("in_use", _("What it is stays as it is: people have passed it already. Add another point."))
    _require_sound(event_id, values)
    _set("point.change", point, values, by)
    point.revision = revision
    db.session.flush()
    return point


def move_point(event_id: int, point_id: int, places: int, *, by: Actor) -> CheckinPoint:
    """Up (-1) or down (1); at the end of the list it stays."""
    lock(event_id)
    point = get_point(event_id, point_id)
    ordered = shifted(points(event_id), point, places)
    if ordered is not None:
        number(ordered)
        db.session.flush()
        _record("point.move", point, by)
    return point


def delete_point(event_id: int, point_id: int, *, by: Actor) -> None:
    """With its lanes. Raises DomainError("in_use") with what uses it."""
    lock(event_id)
    _delete("point.delete", get_point(event_id, point_id), why_point_kept, by)


def add_lane(event_id: int, point_id: int, values: dict[str, Any], *, by: Actor) -> Lane:
    """A lane behind the others of its point. `values`: LANE."""
    revision = lock(event_id)
    point = get_point(event_id, point_id)
    lane = Lane(**values, position=last(point.lanes))
    point.lanes.append(lane)
    point.revision = revision
    db.session.flush()
    _record("lane.add", lane, by)
    return lane


def change_lane(
    event_id: int, lane_id: int, values: dict[str, Any], *, by: Actor, looked_at: str | None = None
) -> Lane:
    """Set LANE. What was scanned keeps the direction it had. Raises DomainError("changed_meanwhile")."""
    revision = lock(event_id)
    lane = get_lane(event_id, lane_id)
    _require_unchanged(lane, looked_at)
    _set("lane.change", lane, values, by)
    lane.point.revision = revision
    db.session.flush()
    return lane


def move_lane(event_id: int, lane_id: int, places: int, *, by: Actor) -> Lane:
    """Up (-1) or down (1) at its point; at the end of the list it stays."""
    revision = lock(event_id)
    lane = get_lane(event_id, lane_id)
    ordered = shifted(lane.point.lanes, lane, places)
    if ordered is not None:
        number(ordered)
        lane.point.revision = revision
        db.session.flush()
        _record("lane.move", lane, by)
    return lane


def delete_lane(event_id: int, lane_id: int, *, by: Actor) -> None:
    """Raises DomainError("in_use") with what uses it."""
    revision = lock(event_id)
    lane = get_lane(event_id, lane_id)
    lane.point.revision = revision
    _delete("lane.delete", lane, why_lane_kept, by)


def move_days(event: Event, days: int) -> None:
    """The event has another day: each point keeps its hours there. Under the lock."""
    for point in points(event.id):
        point.opens_at = point.opens_at and days_later(point.opens_at, days, event.zone)
        point.closes_at = point.closes_at and days_later(point.closes_at, days, event.zone)


def _set_of(thing: CheckinPoint | Lane) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in (POINT if isinstance(thing, CheckinPoint) else LANE)}


def _require_unchanged(thing: CheckinPoint | Lane, looked_at: str | None) -> None:
    if looked_at is not None and looked_at != seen(thing):
        raise DomainError("changed_meanwhile", _(
            "Somebody else changed this meanwhile. Nothing of yours was saved: look at it again, then repeat your change."
        ))


def _require_sound(event_id: int, values: dict[str, Any]) -> None:
    opens, closes = values["opens_at"], values["closes_at"]
    if opens and closes and opens >= closes:
        raise DomainError("out_of_order", _("A point closes after it opens. Nothing was saved."))
    if values["session_id"] is not None:
        programme.get(event_id, values["session_id"])


def _set(action: str, thing: CheckinPoint | Lane, values: dict[str, Any], by: Actor) -> None:
    was = _set_of(thing)
    before = {name: was[name] for name in was if _plain({name: was[name]}) != _plain({name: values[name]})}
    for name in before:
        setattr(thing, name, values[name])
    db.session.flush()
    if before:
        _record(action, thing, by, _plain(before), _plain({name: values[name] for name in before}))


def _delete(action: str, thing: Any, kept: Any, by: Actor) -> None:
    reasons = kept(thing)
    if reasons:
        raise DomainError("in_use", " ".join(reasons))
    _record(action, thing, by)
    db.session.delete(thing)
    db.session.flush()


def _record(action: str, thing: Any, by: Actor, before: dict[str, Any] | None = None, after: dict[str, Any] | None = None) -> None:
    point = thing if isinstance(thing, CheckinPoint) else thing.point
    lang = point.event.languages[0]
    record(
        action, by=by, event_id=point.event_id, object_type=action.partition(".")[0], object_id=thing.id, before=before,
        after=after, detail={"point": pick(point.label, lang), "lane": pick(thing.label, lang)},
    )  # fmt: skip


_TOLD = {"opens_at": "opens", "closes_at": "closes", "session_id": "session"}
"""Fields that the journal knows by a name of their own."""


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """As JSON; categories by their codes, a session by its id."""
    return {_TOLD.get(name, name): {"id": value} if name == "session_id" else _json(value) for name, value in values.items()}


def _json(value: Any) -> Any:
    if isinstance(value, list):
        return sorted(category.code for category in value)
    return value.isoformat() if isinstance(value, datetime) else value
