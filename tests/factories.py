"""Things to test with: made with good defaults, flushed, and told apart by a counter."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from app.events.models import Category, Entry, Event, EventState
from app.extensions import db

number = count(1)


def add(thing: Any) -> Any:
    db.session.add(thing)
    db.session.flush()
    return thing


def event(**values: Any) -> Event:
    """A published event of 200 seats, 120 days from now; no code is drawn yet."""
    starts = (datetime.now(UTC) + timedelta(days=120)).replace(hour=8, minute=0, second=0, microsecond=0)
    defaults = dict(
        slug=f"day-{next(number)}", state=EventState.published, name={"fr": "Medicen Day", "en": "Medicen Day"},
        doors_at=starts - timedelta(minutes=30), starts_at=starts, ends_at=starts + timedelta(hours=9),
        opens_at=starts - timedelta(days=150), closes_at=starts - timedelta(days=2),
        freeze_at=starts - timedelta(days=5), capacity=200, room_limit=180, reply_to="day@medicen.example",
    )  # fmt: skip
    return add(Event(**defaults | values))


def category(event: Event, **values: Any) -> Category:
    """A public category that lets everybody in by itself."""
    code = f"C{next(number)}"
    defaults = dict(
        code=code, label={"fr": f"Catégorie {code}", "en": f"Category {code}"}, band="#0A6EBD", text="#FFFFFF",
        shape="circle", pattern="plain", entry=Entry.automatic,
    )  # fmt: skip
    return add(Category(event=event, **defaults | values))
