"""The mails that organisers may write: while what status of a registration they are true, and what each shows."""

from dataclasses import dataclass
from enum import StrEnum, auto

from flask_babel import lazy_gettext as _l

from app.registration.models import LIVE, Status
from app.registration.owed import MailKind


class Part(StrEnum):
    """What may stand around a mail's text."""

    entry_pass = auto()
    facts = auto()
    calendar = auto()
    cancellation = auto()
    badge = auto()
    leave = auto()
    source = auto()
    """Who registered this person, and what that means (art. 14 GDPR)."""


@dataclass(frozen=True)
class Kind:
    """`statuses`: with another one the mail is no longer true and is not sent; none where it is about no
    registration (see addressees.py)."""

    statuses: tuple[Status, ...]
    why: str
    parts: frozenset[Part] = frozenset()


_PLACE = _l("You get this message because you have a place at {{ event }}.")
_REGISTERED = _l("You get this message because you registered for {{ event }}.")
_TYPED = _l("You get this message because somebody typed this address in the registration form of {{ event }}.")
_GIVEN = _l("You get this message because somebody who is registered for {{ event }} named this address as theirs.")
_NAMED = _l("You get this message because somebody registered you for {{ event }}.")
_AT_THE_DOOR = _l("You get this message because this address was given at the entrance of {{ event }}.")
_INVITED = _l("You get this message because the team of {{ event }} would like to welcome you.")
_NAMES = _l("You get this message because you name the delegates of {{ organisation }}.")
_CAME = _l("You get this message because you came to {{ event }}.")

TO_MANAGER = _l("You get this message because you manage a registration for {{ event }}.")
"""Instead, where somebody else reads it for the person."""

TO_STRANGERS = frozenset({MailKind.prove_address})
"""To an address of which nobody has shown anything yet: they name nobody."""

_ANY = tuple(Status)
_FACTS = frozenset({Part.facts})
_ANSWER = frozenset({Part.facts, Part.leave, Part.source})
_TICKET = _ANSWER | {Part.entry_pass, Part.calendar, Part.badge}
_END = frozenset({Part.cancellation})

KINDS = {
    MailKind.verify: Kind((Status.unverified,), _TYPED, _FACTS | {Part.source}),
    MailKind.received: Kind((Status.pending,), _REGISTERED, _ANSWER),
    MailKind.confirmed: Kind((Status.confirmed,), _PLACE, _TICKET),
    MailKind.waitlisted: Kind((Status.waitlisted,), _REGISTERED, _ANSWER),
    MailKind.offer: Kind((Status.offered,), _REGISTERED, _FACTS),
    MailKind.refused: Kind((Status.refused,), _REGISTERED),
    MailKind.cancelled: Kind((Status.cancelled,), _REGISTERED, _END),
    MailKind.changed: Kind((Status.confirmed, Status.offered), _PLACE, _TICKET),
    MailKind.handed_over: Kind((Status.cancelled,), _REGISTERED, _END),
    MailKind.handed_over_new: Kind((Status.confirmed,), _NAMED, _TICKET),
    MailKind.colleague: Kind(LIVE, _NAMED, _ANSWER),
    MailKind.named: Kind((Status.confirmed,), _NAMED, _TICKET),
    MailKind.withdrawn: Kind((Status.cancelled,), _NAMED, _END),
    MailKind.link: Kind(_ANY, _TYPED),
    MailKind.fresh_link: Kind(_ANY, _REGISTERED),
    MailKind.walk_in: Kind(LIVE, _AT_THE_DOOR),
    MailKind.released: Kind((Status.waitlisted,), _REGISTERED, _FACTS),
    MailKind.reconfirm: Kind((Status.confirmed,), _PLACE, _FACTS),
    MailKind.session_seat: Kind((Status.confirmed, Status.offered), _REGISTERED, _FACTS),
    MailKind.prove_address: Kind(LIVE, _GIVEN),
    MailKind.address_changed: Kind(_ANY, _REGISTERED),
    MailKind.never_proven: Kind((Status.unverified,), _TYPED, _FACTS | {Part.source}),
    MailKind.reminder_week: Kind((Status.confirmed,), _PLACE, _ANSWER),
    MailKind.reminder_day: Kind((Status.confirmed,), _PLACE, _ANSWER | {Part.entry_pass, Part.calendar}),
    MailKind.thank_you: Kind((Status.confirmed,), _CAME),
    MailKind.event_changed: Kind(LIVE, _REGISTERED, _ANSWER | {Part.calendar}),
    MailKind.session_changed: Kind((Status.confirmed, Status.offered), _REGISTERED, _FACTS),
    MailKind.event_postponed: Kind(LIVE, _REGISTERED, _END),
    MailKind.event_cancelled: Kind(LIVE, _REGISTERED, _END),
    MailKind.invitation: Kind((), _INVITED),
    MailKind.invitation_reminder: Kind((), _INVITED),
    MailKind.allotment_contact: Kind((), _NAMES),
    MailKind.allotment_reminder: Kind((), _NAMES),
    MailKind.message: Kind(_ANY, _REGISTERED),
}
