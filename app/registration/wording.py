"""How the product calls what the code names: the same word for the same thing everywhere."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext, ngettext

from app.registration.models import Channel, Status

STATUSES = {
    Status.unverified: _l("Not verified"),
    Status.pending: _l("To approve"),
    Status.waitlisted: _l("Waiting list"),
    Status.offered: _l("Place offered"),
    Status.confirmed: _l("Confirmed"),
    Status.refused: _l("Refused"),
    Status.cancelled: _l("Cancelled"),
}
GROUPS = {
    Status.unverified: lazy_pgettext("people", "Not verified"),
    Status.pending: lazy_pgettext("people", "To approve"),
    Status.waitlisted: lazy_pgettext("people", "Waiting list"),
    Status.offered: lazy_pgettext("people", "Place offered"),
    Status.confirmed: lazy_pgettext("people", "Confirmed"),
    Status.refused: lazy_pgettext("people", "Refused"),
    Status.cancelled: lazy_pgettext("people", "Cancelled"),
}
"""The same of several people: French says these words in the plural."""
CHANNELS = {
    Channel.form: _l("by the form"),
    Channel.imported: _l("by an import"),
    Channel.organiser: _l("by an organiser"),
    Channel.door: _l("at the door"),
    Channel.allotment: _l("by the contact of an allotment"),
}


def unnamed(number: int) -> str:
    """Of the places taken, those of allotments that nobody is named for; nothing where there are none."""
    return ngettext("%(num)s of them without a name", "%(num)s of them without a name", number) if number else ""
