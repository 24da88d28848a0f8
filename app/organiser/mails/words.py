"""What the mails are called in the back office."""

from flask_babel import lazy_gettext as _l

from app.mailing.models import MailState
from app.mailing.texts import AccountMail
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
    MailKind.named: _l("Named by an organisation, with the ticket"),
    MailKind.withdrawn: _l("Place taken back by the organisation"),
    MailKind.link: _l("Your link"),
    MailKind.fresh_link: _l("Your link, for half an hour"),
    MailKind.walk_in: _l("Registered at the door"),
    MailKind.released: _l("Place released"),
    MailKind.reconfirm: _l("Do you come?"),
    MailKind.session_seat: _l("A place in a session"),
    MailKind.prove_address: _l("Confirm the new address"),
    MailKind.address_changed: _l("Address changed, to the old one"),
    MailKind.never_proven: _l("Button not pressed, a reminder"),
    MailKind.reminder_week: _l("Reminder, a week before"),
    MailKind.reminder_day: _l("Reminder, the day before"),
    MailKind.thank_you: _l("Thank you, and the certificate"),
    MailKind.event_changed: _l("Date, hours or place changed"),
    MailKind.session_changed: _l("Hours or room of a session changed"),
    MailKind.event_postponed: _l("Event postponed"),
    MailKind.event_cancelled: _l("Event called off"),
    MailKind.invitation: _l("Invitation"),
    MailKind.invitation_reminder: _l("Invitation, a reminder"),
    MailKind.allotment_contact: _l("Link to the contact of an allotment"),
    MailKind.allotment_reminder: _l("Places without a name, a reminder to the contact"),
    MailKind.message: _l("Message of the team"),
    AccountMail.az_list: _l("Everybody from A to Z, to the owners"),
    AccountMail.venue_list: _l("Access list for the venue"),
    AccountMail.venue_reminder: _l("Access list to be deleted"),
}
_ABOUT_THE_EVENT = (
    MailKind.reminder_week, MailKind.reminder_day, MailKind.never_proven, MailKind.thank_you, MailKind.event_changed,
    MailKind.session_changed, MailKind.event_postponed, MailKind.event_cancelled,
)  # fmt: skip
_BEFORE = (
    MailKind.invitation, MailKind.invitation_reminder, MailKind.allotment_contact, MailKind.allotment_reminder,
)  # fmt: skip
GROUPS = (
    (_l("Before people register"), _BEFORE),
    (_l("Answers to what people do"), tuple(
        kind for kind in KINDS if kind in set(MailKind) - {*_BEFORE, *_ABOUT_THE_EVENT, MailKind.message}
    )),
    (_l("At their hour, and news of the event"), _ABOUT_THE_EVENT),
)
"""The kinds whose texts can be edited."""
FIELD_HINTS = {
    "name": _l("First and last name; empty while the address is not verified"),
    "event": _l("Name of the event"),
    "day": _l("Day of the event, in words"),
    "doors": _l("When doors open"),
    "venue": _l("The place"),
    "category": _l("The person’s category"),
    "session": _l("The session that the message is about, or the first one chosen"),
    "reference": _l("The person’s reference"),
    "reason": _l("Why a registration was refused"),
    "other": _l("Who passed the place on or got it, or the organisation that named the person"),
    "until": _l("Until when an offer, an invitation or an allotment holds, or a cancellation can be taken back"),
    "missed": _l("How many offered places were not accepted in time"),
    "held_until": _l("Until when a place is kept for who has not verified the address"),
    "contact": _l("The reply address"),
    "organisation": _l("The person’s organisation, or the one that has the allotment"),
    "seats": _l("Places of the allotment, in words"),
    "unnamed": _l("Its places without a name, in words"),
}
STATES = {
    MailState.waiting: _l("waiting to be sent again"),
    MailState.sent: _l("sent"),
    MailState.failed: _l("not delivered"),
}
