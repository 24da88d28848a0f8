"""The programme: sessions added, changed, deleted, moved with their day. What is used stays.

Each takes the event's lock, for seats and the copies of phones depend on it. What uses a session only a
room above can tell: it hands in a function (`Used`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from app.audit.service import Actor, digest_values, record
from app.core.errors import DomainError, NotFound
from app.core.languages import pick
from app.core.local_time import days_later
from app.core.positions import last
from app.events.locking import lock
from app.events.models import Event, Session
from app.extensions import db

FIELDS = ("title", "slot", "starts_at", "ends_at", "room", "capacity", "detail", "speakers")
"""What organisers set of a session."""
IN_PROGRAMMES = {"starts_at", "ends_at", "room"}
"""What people who chose it have to know: when and where."""


@dataclass(frozen=True)
class Use:
    """How many people chose a session, and the check-in points that ask for a place in it."""

    people: int = 0
    points: tuple[str, ...] = ()


Used = Callable[[Session], Use]


def get(event_id: int, session_id: int) -> Session:
    """A session of this event. Raises NotFound."""
    session = db.session.get(Session, session_id)
    if session is None or session.event_id != event_id:
        raise NotFound("no_session", _("This session does not exist, or not any more."))
    return session


def seen(session: Session) -> str:
    """A digest of what is set, for `change` to tell whether somebody else changed it meanwhile."""
    return digest_values("", {name: _json(getattr(session, name)) for name in FIELDS}, {})


def add(event_id: int, values: dict[str, Any], *, by: Actor) -> Session:
    """A session, behind those that run at the same time. `values`: FIELDS."""
    lock(event_id)
    event = db.session.get_one(Event, event_id)
    session = Session(**values, position=last(event.sessions))
    event.sessions.append(session)
    _require_order(session)
    db.session.flush()
    _record("session.add", session, by)
    return session


def change(
    event_id: int, session_id: int, values: dict[str, Any], *, by: Actor, used: Used, looked_at: str | None = None
) -> Session:  # fmt: skip
    """Set FIELDS. A capacity below the places taken stands: nobody loses theirs.

    Raises DomainError("changed_meanwhile"), ("in_use") if people chose what would be for everybody."""
    lock(event_id)
    session = get(event_id, session_id)
    if looked_at is not None and looked_at != seen(session):
        raise DomainError("changed_meanwhile", _(
            "Somebody else changed this session meanwhile. Nothing of yours was saved: look at it again, then repeat your change."
        ))
    people = used(session).people
    if people and values["capacity"] is None:
        raise DomainError("in_use", ngettext(
            "%(num)s person has chosen this session: it keeps a number of places.",
            "%(num)s people have chosen this session: it keeps a number of places.", people,
        ))
    before = {name: getattr(session, name) for name in FIELDS if getattr(session, name) != values[name]}
    for name in before:
        setattr(session, name, values[name])
    _require_order(session)
    db.session.flush()
    if before:
        _record("session.change", session, by, before, {name: values[name] for name in before})
    return session


def _require_order(session: Session) -> None:
    if session.starts_at >= session.ends_at:
        raise DomainError("out_of_order", _("A session ends after it begins. Nothing was saved."))


def delete(event_id: int, session_id: int, *, by: Actor, used: Used) -> None:
    """Raises DomainError("in_use") with what uses it."""
    lock(event_id)
    session = get(event_id, session_id)
    reasons = why_kept(used(session))
    if reasons:
        raise DomainError("in_use", " ".join(reasons))
    _record("session.delete", session, by)
    db.session.delete(session)
    db.session.flush()


def why_kept(use: Use) -> list[str]:
    """What keeps a session from being deleted, in sentences."""
    people = ngettext(
        "%(num)s person has chosen it: change the sessions of this person first.",
        "%(num)s people have chosen it: change their sessions first.", use.people,
    )  # fmt: skip
    points = [_("The check-in point “%(point)s” asks for a place in it.", point=point) for point in use.points]
    return [people] * bool(use.people) + points


def move_days(event: Event, days: int) -> None:
    """The event has another day: each session keeps its hours there. Under the lock."""
    for session in event.sessions:
        session.starts_at = days_later(session.starts_at, days, event.zone)
        session.ends_at = days_later(session.ends_at, days, event.zone)


def _record(
    action: str, session: Session, by: Actor, before: dict[str, Any] | None = None, after: dict[str, Any] | None = None
) -> None:
    record(
        action, by=by, event_id=session.event_id, object_type="session", object_id=session.id,
        detail={"session": pick(session.title, session.event.languages[0])},
        before={name: _json(value) for name, value in (before or {}).items()},
        after={name: _json(value) for name, value in (after or {}).items()},
    )  # fmt: skip


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
