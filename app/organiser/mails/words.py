"""What the mails are called in the back office."""

from flask_babel import lazy_gettext as _l

from app.mailing.models import MailState
from app.registration.owed import MailKind

KINDS = {
    MailKind.verify: _l("Confirm your address"),
    MailKind.received: _l("Registration being checked"),
    MailKind.confirmed: _l("Your ticket"),
    MailKind.waitlisted: _l("On the waiting list"),
    MailKind.offer: _l("A place is offered"),
    MailKind.refused: _l("Registration refused"),
    MailKind.cancelled: _l("Registration cancelled"),
    MailKind.changed: _l("Registration changed"),
    MailKind.handed_over: _l("Place handed over"),
    MailKind.handed_over_new: _l("A place was handed to you"),
    MailKind.colleague: _l("Somebody registered you"),
    MailKind.link: _l("Your link"),
    MailKind.fresh_link: _l("Your link, for half an hour"),
    MailKind.walk_in: _l("Registered at the door"),
    MailKind.released: _l("Place released"),
}
STATES = {
    MailState.waiting: _l("waiting to be sent again"),
    MailState.sent: _l("sent"),
    MailState.failed: _l("not delivered"),
}
