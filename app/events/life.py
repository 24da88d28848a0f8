"""The states of an event, as data: a step that is not in this table raises."""

from datetime import datetime

from flask_babel import gettext as _

from app.core.errors import DomainError
from app.events.models import Event
from app.events.models import EventState as State

ALLOWED: dict[State, tuple[State, ...]] = {
    State.draft: (State.published, State.cancelled),
    State.published: (State.closed, State.postponed, State.cancelled),
    State.closed: (State.published, State.past, State.postponed, State.cancelled),
    State.postponed: (State.published, State.cancelled),
    State.past: (),
    State.cancelled: (),
}

RUNNING = (State.published, State.closed)
"""People have places, and the day is to come."""


def takes_registrations(event: Event, at: datetime) -> bool:
    """Whether the form is open at this moment."""
    return event.state is State.published and event.opens_at <= at < event.closes_at


def check(before: State, after: State) -> None:
    """Raises DomainError("not_allowed") if the table does not know this step."""
    if after not in ALLOWED[before]:
        raise DomainError(
            "not_allowed", _("The event has changed meanwhile: this step is no longer possible. Reload the page.")
        )
