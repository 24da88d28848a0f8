"""The calendar file behind one's own link."""

from flask import Blueprint, Response
from flask_babel import force_locale

from app.accounts.access import by_token
from app.core.clock import now
from app.mailing import calendar as calendars
from app.registration import links

blueprint = Blueprint("mailing", __name__)


@blueprint.get("/<language:lang>/r/<token>/calendar.ics")
@by_token
def calendar(token: str) -> Response:
    """The date for one's calendar; what it says is what the mail attached."""
    registration = links.get(token).registration
    with force_locale(registration.language):
        file = calendars.entry(registration, now())
    response = Response(file, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{registration.event.slug}.ics"'
    response.headers["Cache-Control"] = "no-store"
    return response
