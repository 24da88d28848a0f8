"""Keep a view of the list under a name, for everybody who works for the event."""

import sqlalchemy as sa
from flask_babel import gettext as _

from app.audit.service import Actor, record
from app.core.errors import DomainError, NotFound
from app.events.locking import lock
from app.extensions import db
from app.organiser.saved_views.models import SavedView

MOST = 12
"""As tabs they stand on every page of the list, each with its number."""


_OF_EVENT = sa.select(SavedView).where(SavedView.event_id == sa.bindparam("event_id")).order_by(SavedView.id)


def of_event(event_id: int) -> list[SavedView]:
    """In the order in which they were kept."""
    return list(db.session.scalars(_OF_EVENT, {"event_id": event_id}))


def save(event_id: int, name: str, query: str, *, by: Actor) -> SavedView:
    """Under a name that is taken, the new view takes the place of the old one. Raises DomainError("too_many_views")."""
    lock(event_id)
    kept = of_event(event_id)
    view = next((each for each in kept if each.name == name), None)
    if view is None and len(kept) >= MOST:
        raise DomainError("too_many_views", _("%(most)s views are kept already: remove one first.", most=MOST))
    if view is None:
        view = SavedView(event_id=event_id, name=name)
        db.session.add(view)
    view.query = query
    db.session.flush()
    _record("view.save", view, by)
    return view


def remove(event_id: int, view_id: int, *, by: Actor) -> SavedView:
    """Forget a view; whom it showed is not touched. Raises NotFound."""
    view = db.session.scalar(sa.select(SavedView).where(SavedView.id == view_id, SavedView.event_id == event_id))
    if view is None:
        raise NotFound("no_view", _("This view is no longer kept."))
    _record("view.remove", view, by)
    db.session.delete(view)
    db.session.flush()
    return view


def _record(action: str, view: SavedView, by: Actor) -> None:
    """What it is called may be somebody's name."""
    kept = {"name": view.name, "query": view.query}
    record(action, by=by, event_id=view.event_id, object_type="view", object_id=view.id, after=kept)
