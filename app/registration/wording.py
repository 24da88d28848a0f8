"""How the product calls what the code names: the same word for the same thing everywhere."""

from flask_babel import lazy_gettext as _l

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
CHANNELS = {
    Channel.form: _l("by the form"),
    Channel.imported: _l("by an import"),
    Channel.organiser: _l("by an organiser"),
    Channel.door: _l("at the door"),
    Channel.allotment: _l("by the contact of an allotment"),
}
