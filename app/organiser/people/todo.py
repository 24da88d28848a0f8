"""What needs doing about a person, most urgent first, and what else can be done."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.accounts.access import may
from app.accounts.permissions import Permission
from app.core import formats
from app.core.languages import current
from app.extensions import db
from app.mailing.queries import find_flag
from app.organiser.people import badge as badge_page
from app.organiser.people import waits
from app.organiser.people.badge import Badge
from app.organiser.when import short_moment
from app.registration.admission import Membership
from app.registration.directory import Organisation
from app.registration.lifecycle import Move
from app.registration.lifecycle import may as can
from app.registration.matching import find_match
from app.registration.models import LIVE, CancelReason, Registration, Status
from app.registration.reconfirmation import is_silent

Args = dict[str, list[str]]
"""The view that the page was opened from, kept in each address."""

WENT_AWAY = (CancelReason.merged, CancelReason.handed_over)


def notices(person: Registration, badge: Badge, args: Args, at: datetime) -> list[dict[str, Any]]:
    """For the frames under the head; the first one has the primary button."""
    return [*_status_notice(person, args, at), *_badge_notice(person, badge), *_mail_notice(person, args)]


def _status_notice(person: Registration, args: Args, at: datetime) -> Iterator[dict[str, Any]]:
    day = formats.short_day(person.rank_at, person.event.zone, current())
    if person.status is Status.pending:
        approve = _step(person, args, "approve", _("Approve"))
        yield _notice("attention", _("To approve since %(day)s.", day=day), member_match(person), approve)
    elif person.status is Status.unverified:
        again = _step(person, args, "resend", _("Send the mail again"))
        yield _notice("attention", _("The address is not verified."), _hold(person, at), again)
    elif person.status is Status.waitlisted:
        give = _step(person, args, "give-seat", _("Give a place"))
        yield _notice("info", _("On the waiting list since %(day)s.", day=day), waits.in_sentences(person, at), give)
    elif person.status is Status.offered and person.offered_until:
        until = short_moment(person.offered_until, person.event)
        yield _notice("info", _("A place is offered until %(moment)s.", moment=until), _("It is held until then."),
                      _step(person, args, "accept", _("Accept for the person")))  # fmt: skip
    elif is_silent(person, at):
        release = _page(person, args, "release.one", _("Release the place"))
        silent = _("Asked whether they come: no answer.")
        yield _notice("attention", silent, _("A call may tell. A released place goes to who waits."), release)
    elif person.status is Status.refused:
        yield _notice("refuse", _("Refused."), person.refusal_reason, _step(person, args, "reopen", _("Reopen")))
    elif person.status is Status.cancelled:
        yield _notice("info", _("Cancelled."), _why_cancelled(person), _restore(person, args))


def _notice(kind: str, fact: str, text: str, action: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"kind": kind, "fact": fact, "text": text, "action": action if may(Permission.edit_people) else None}


def _step(person: Registration, args: Args, name: str, label: str) -> dict[str, Any]:
    url = url_for("steps.take", registration_id=person.id, step=name, **args)
    return {"label": label, "url": url, "post": True}


def _page(person: Registration, args: Args, endpoint: str, label: str, kind: str = "edge") -> dict[str, Any]:
    return {"label": label, "url": url_for(endpoint, registration_id=person.id, **args), "post": False, "kind": kind}


def member_match(person: Registration) -> str:
    """Which member this person belongs to, and how sure that is."""
    if person.succeeds is not None:
        return _("Takes over the place of %(name)s.", name=person.succeeds.full_name)
    found = find_match(person.organisation_name, person.address, proven=person.email_proven_at is not None)
    entry = db.session.get(Organisation, found.organisation_id) if found.organisation_id else None
    if entry is None:
        return _("No member of the directory matches the organisation or the address.")
    if found.membership is Membership.verified:
        return _("The verified address belongs to %(member)s, a member.", member=entry.name)
    if entry.member:
        return _("“%(member)s” is a member; the address does not prove that the person belongs to it.", member=entry.name)
    return _("“%(name)s” stands in the directory and is not a member.", name=entry.name)


def _hold(person: Registration, at: datetime) -> str:
    if person.hold_until and person.hold_until > at:
        return _("A place is kept until %(moment)s.", moment=short_moment(person.hold_until, person.event))
    return _("No place is kept; it is decided when the button in the mail is pressed.")


def _why_cancelled(person: Registration) -> str:
    return {
        CancelReason.attendee: _("By the person."),
        CancelReason.organiser: _("By the team."),
        CancelReason.merged: _("Merged into another registration."),
        CancelReason.handed_over: _("The place was handed over."),
        CancelReason.declined: _("The offered place was declined."),
        CancelReason.withdrawn: _("By the contact of the allotment."),
        CancelReason.expired: _("Two offers were not answered."),
        None: "",
    }[person.cancel_reason]


def _restore(person: Registration, args: Args) -> dict[str, Any] | None:
    return None if person.cancel_reason in WENT_AWAY else _step(person, args, "restore", _("Restore"))


def _badge_notice(person: Registration, badge: Badge) -> Iterator[dict[str, Any]]:
    if (told := badge_page.notice(person, badge)) is not None:
        yield told


def _mail_notice(person: Registration, args: Args) -> Iterator[dict[str, Any]]:
    flag = find_flag(person.address)
    if flag is not None:
        correct = _page(person, args, "ask.address", _("Correct the address"))
        yield _notice("refuse", _("Mail does not arrive at this address."), flag.reason, correct)


def actions(person: Registration, args: Args) -> list[dict[str, Any]]:
    """Buttons in a row, apart from what a notice offers; what cannot be done has none."""
    if not may(Permission.edit_people):
        return []
    return list(_actions(person, args))


def can_say_that_they_come(person: Registration) -> bool:
    """Whether they were asked and have not answered, or lost the place by that."""
    asked = person.status is Status.confirmed and person.answer_until is not None and person.answered_at is None
    return asked or person.released_at is not None


def _actions(person: Registration, args: Args) -> Iterator[dict[str, Any]]:
    yield _page(person, args, "person.edit", _("Edit"))
    if person.event.questions:
        yield _page(person, args, "answers.edit", _("Edit the answers"))
    if person.address and may(Permission.send_mail):
        yield {"label": _("Write"), "url": url_for("mailings.write", q=person.reference), "post": False, "kind": "edge"}
    if can_say_that_they_come(person):
        yield _step(person, args, "comes", _("Comes, by phone"))
    yield _page(person, args, "ask.address", _("Correct the address"))
    if can(Move.refuse, person.status):
        yield _page(person, args, "ask.refuse", _("Refuse"))
    if person.status is Status.unverified:
        yield _step(person, args, "prove", _("Confirm by phone"))
    elif person.address:
        yield _step(person, args, "resend", _("Send the mail again"))
    if can(Move.change_category, person.status):
        yield _page(person, args, "ask.category", _("Change the category"))
    if person.status in LIVE:
        yield _page(person, args, "ask.organisation", _("Change the organisation"))
    if person.status in LIVE and any(session.capacity is not None for session in person.event.sessions):
        yield _page(person, args, "ask.sessions", _("Change the sessions"))
    if can(Move.hand_over, person.status) and person.arrived_at is None:
        yield _page(person, args, "ask.hand_over", _("Hand over the place"))
    if can(Move.cancel, person.status):
        yield _page(person, args, "ask.cancel", _("Cancel the registration"), kind="danger")
