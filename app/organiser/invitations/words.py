"""What the pages about invitations call things."""

from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.core import formats
from app.core.languages import current, pick
from app.events.models import Event
from app.registration.grants import Invitation
from app.registration.invitation_queries import Standing

STANDINGS = {
    Standing.registered: _l("Has registered"),
    Standing.declined: _l("Cannot come"),
    Standing.over: _l("Over"),
    Standing.code: _l("Code"),
    Standing.unsent: _l("Not sent"),
    Standing.silent: _l("No answer"),
}


def name(invitation: Invitation) -> str:
    """A guest by name, else by address; a code by itself."""
    return invitation.full_name or invitation.email or invitation.code


def mark(invitation: Invitation) -> dict[str, str]:
    category = invitation.category
    return {"code": category.code, "shape": category.shape, "label": pick(category.label, current())}


def used_of(invitation: Invitation, used: int) -> str:
    return ngettext("%(num)s of %(limit)s places", "%(num)s of %(limit)s places", used, limit=invitation.uses)


def until(event: Event, invitation: Invitation) -> str:
    """The last day on which it lets in."""
    ends = invitation.expires_at
    return formats.short_day(ends - timedelta(seconds=1), event.zone, current()) if ends else _("registration closes")
