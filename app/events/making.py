"""Another event: as a copy of one that was, or empty. A draft, without people."""

from copy import deepcopy
from datetime import date, datetime
from typing import Any, TypeVar

from flask_babel import gettext as _
from sqlalchemy import inspect
from sqlalchemy.exc import IntegrityError

from app.audit.service import Actor, record
from app.core.errors import DomainError
from app.core.local_time import days_later
from app.events import defaults
from app.events.models import Category, Event, Question, Session
from app.events.queries import find_by_slug
from app.events.timetable import MOMENTS
from app.extensions import Texts, db

OWN = {
    "id", "event_id", "slug", "state", "revision", "letters", "created_at", "notice_version", "calendar_sequence",
    "archived_at",
}  # fmt: skip
"""What belongs to one event alone; all else is taken over, what is added to the tables later as well."""

Row = TypeVar("Row", Event, Category, Session, Question)


def copy(source: Event, *, slug: str, name: Texts, day: date, by: Actor) -> Event:
    """Settings, categories, programme and questions of `source`, all its moments moved to the other day.

    Raises DomainError("slug_taken")."""
    days = (day - source.starts_at.astimezone(source.zone).date()).days

    def moved(row: Event | Session, *names: str) -> dict[str, datetime]:
        return {name: days_later(getattr(row, name), days, source.zone) for name in names}

    event = _taken_over(source, slug=slug, name=name, **moved(source, *MOMENTS))
    event.categories = [_taken_over(category) for category in source.categories]
    event.sessions = [_taken_over(session, **moved(session, "starts_at", "ends_at")) for session in source.sessions]
    event.questions = [_taken_over(question) for question in source.questions if question.archived_at is None]
    return _add(event, by, "copy", source.slug)


def make(settings: dict[str, Any], *, by: Actor) -> Event:
    """An empty event with the categories that new ones begin with. Raises DomainError("slug_taken")."""
    event = Event(**settings)
    event.categories = defaults.categories()
    return _add(event, by, "empty", "")


def _taken_over(row: Row, **instead: Any) -> Row:
    columns = {attribute.key for attribute in inspect(type(row)).column_attrs} - OWN
    return type(row)(**{name: deepcopy(getattr(row, name)) for name in columns} | instead)


def _add(event: Event, by: Actor, how: str, source: str) -> Event:
    taken = DomainError("slug_taken", _("Another event has this address. Choose a different one."))
    if find_by_slug(event.slug) is not None:
        raise taken
    db.session.add(event)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise taken from error
    record(
        "event.make", by=by, event_id=event.id, object_type="event", object_id=event.id,
        detail={"to": how, "source": source},
    )  # fmt: skip
    return event
