"""Which mail each step owes, as data. No other code decides whether a step writes to somebody."""

from enum import StrEnum

from app.registration.lifecycle import Move
from app.registration.models import Channel, Status


class MailKind(StrEnum):
    """Mails about a registration, to somebody who is invited, or to the contact of an allotment; their texts stand in
    `mailing/texts.py`."""

    verify = "verify"
    received = "received"
    confirmed = "confirmed"
    waitlisted = "waitlisted"
    offer = "offer"
    refused = "refused"
    cancelled = "cancelled"
    changed = "changed"
    handed_over = "handed_over"
    handed_over_new = "handed_over_new"
    colleague = "colleague"
    named = "named"
    withdrawn = "withdrawn"
    link = "link"
    fresh_link = "fresh_link"
    walk_in = "walk_in"
    released = "released"
    reconfirm = "reconfirm"
    session_seat = "session_seat"
    prove_address = "prove_address"
    address_changed = "address_changed"
    never_proven = "never_proven"
    reminder_week = "reminder_week"
    reminder_day = "reminder_day"
    thank_you = "thank_you"
    event_changed = "event_changed"
    session_changed = "session_changed"
    event_postponed = "event_postponed"
    event_cancelled = "event_cancelled"
    invitation = "invitation"
    invitation_reminder = "invitation_reminder"
    allotment_contact = "allotment_contact"
    allotment_reminder = "allotment_reminder"
    message = "message"
    """What organisers write to many; it has no words of its own."""


_BY_OUTCOME = {
    (Move.submit, Status.unverified): MailKind.verify,
    (Move.admit, Status.confirmed): MailKind.confirmed,
    (Move.admit, Status.pending): MailKind.received,
    (Move.admit, Status.waitlisted): MailKind.waitlisted,
    (Move.prove, Status.confirmed): MailKind.confirmed,
    (Move.prove, Status.pending): MailKind.received,
    (Move.prove, Status.waitlisted): MailKind.waitlisted,
    (Move.approve, Status.confirmed): MailKind.confirmed,
    (Move.approve, Status.waitlisted): MailKind.waitlisted,
    (Move.refuse, Status.refused): MailKind.refused,
    (Move.reopen, Status.pending): MailKind.received,
    (Move.offer, Status.offered): MailKind.offer,
    (Move.give_seat, Status.confirmed): MailKind.confirmed,
    (Move.accept, Status.confirmed): MailKind.confirmed,
    (Move.decline, Status.cancelled): MailKind.cancelled,
    (Move.let_offer_lapse, Status.waitlisted): MailKind.waitlisted,
    (Move.let_offer_lapse, Status.cancelled): MailKind.cancelled,
    (Move.release, Status.waitlisted): MailKind.released,
    (Move.come_after_all, Status.confirmed): MailKind.confirmed,
    (Move.hand_over, Status.cancelled): MailKind.handed_over,
    (Move.succeed, Status.confirmed): MailKind.handed_over_new,
    (Move.succeed, Status.pending): MailKind.colleague,
    (Move.cancel, Status.cancelled): MailKind.cancelled,
    (Move.withdraw, Status.cancelled): MailKind.withdrawn,
    (Move.restore, Status.unverified): MailKind.verify,
    (Move.restore, Status.pending): MailKind.received,
    (Move.restore, Status.waitlisted): MailKind.waitlisted,
    (Move.restore, Status.confirmed): MailKind.confirmed,
}
_BY_CONTACT = {
    (Move.admit, Status.confirmed): MailKind.named,
    (Move.admit, Status.pending): MailKind.colleague,
    (Move.succeed, Status.confirmed): MailKind.named,
}
"""Whoever an allotment's contact names has asked for nothing, and is told so first."""
_BY_CATEGORY_CHANGE = {
    (Move.change_category, status): MailKind.changed for status in (Status.confirmed, Status.offered)
}

OWED: dict[tuple[Move, Status, Channel], MailKind] = {
    **{
        (move, status, channel): kind
        for (move, status), kind in {**_BY_OUTCOME, **_BY_CATEGORY_CHANGE}.items()
        for channel in Channel
    },
    **{(move, status, Channel.allotment): kind for (move, status), kind in _BY_CONTACT.items()},
    (Move.walk_in, Status.confirmed, Channel.door): MailKind.walk_in,
}
"""A step that is not here owes nothing. An import enters silently:"""
for _status in (Status.confirmed, Status.pending, Status.waitlisted):
    del OWED[Move.admit, _status, Channel.imported]

OWED_TO_WAITERS = dict.fromkeys(Channel, MailKind.session_seat)
"""Whose turn has come in the queue of a session."""
