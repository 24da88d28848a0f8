"""The link to an event page that nobody sees yet. Nothing of it is stored."""

from datetime import timedelta

from flask import url_for
from flask_babel import gettext as _

from app.core.addresses import absolute
from app.core.errors import NotFound
from app.core.languages import current
from app.core.tokens import LinkExpired, LinkInvalid, read, sign
from app.events.models import Event, EventState
from app.extensions import db

PURPOSE = "event.preview"
LIFE = timedelta(days=30)


def address(event: Event) -> str:
    """To send to somebody without an account."""
    return absolute("registration.preview", lang=current(), token=sign(PURPOSE, event.id))


def page_url(event: Event) -> str:
    """Where the event page is seen: of a draft, by such a link."""
    return address(event) if event.state is EventState.draft else url_for("registration.show", slug=event.slug)


def get(token: str) -> Event:
    """The event of a link. Raises NotFound where it is altered or over."""
    try:
        (event_id,) = read(PURPOSE, token, max_age=int(LIFE.total_seconds()))
    except (LinkInvalid, LinkExpired) as error:
        raise NotFound(
            "preview_over", _("This preview is over, or its link is not complete. Ask the team for another one.")
        ) from error
    event = db.session.get(Event, event_id)
    if event is None:
        raise NotFound("no_event", _("There is no event at this address. Check it, or start from the first page."))
    return event
