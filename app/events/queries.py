"""Events looked up."""

import sqlalchemy as sa
from flask_babel import gettext as _

from app.core.clock import now
from app.core.database import run
from app.core.errors import NotFound
from app.events import conditions
from app.events.models import Category, Event, EventState, Question, Session
from app.extensions import db

BY_SLUG = sa.select(Event).where(Event.slug == sa.bindparam("slug"))


def find_by_slug(slug: str) -> Event | None:
    return db.session.scalar(BY_SLUG, {"slug": slug})


def get_by_slug(slug: str) -> Event:
    """The event of an address. Raises NotFound."""
    event = find_by_slug(slug)
    if event is None:
        raise NotFound("no_event", _("There is no event at this address. Check it, or start from the first page."))
    return event


def get_category(event_id: int, category_id: int) -> Category:
    """A category of this event. Raises NotFound."""
    category = db.session.get(Category, category_id)
    if category is None or category.event_id != event_id:
        raise NotFound("no_category", _("This category is not of this event."))
    return category


_CHOICE = sa.select(sa.exists().where(Session.event_id == sa.bindparam("of_event"), Session.capacity.is_not(None)))
_ASKED = sa.select(Question.category_codes).where(
    Question.event_id == sa.bindparam("of_event"), Question.archived_at.is_(None)
)


def has_sessions_to_choose(event_id: int) -> bool:
    return bool(run(_CHOICE, {"of_event": event_id}).scalar_one())


def asks_something(event_id: int, category: str) -> bool:
    """Whether the event has a question for people of this category (its code)."""
    return any(conditions.is_for(question, category) for question in run(_ASKED, {"of_event": event_id}))


def find_current() -> Event | None:
    """The edition that a visitor means: the next to end, else the last that was; never a draft."""
    at = now()
    coming = Event.ends_at >= at
    return db.session.scalar(
        sa.select(Event)
        .where(Event.state != EventState.draft)
        .order_by(
            coming.desc(),
            sa.case((coming, Event.ends_at)).asc(),
            Event.ends_at.desc(),
        )
        .limit(1)
    )
