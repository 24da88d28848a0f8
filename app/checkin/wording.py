"""The verdict in words: the sign, the reason for staff, and one sentence to say to the guest.

The sentences are whole and keep their gaps (“%(time)s”), so that a phone can fill them in itself.
"""

from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.checkin.terms import Direction, Signal, VerdictCode
from app.checkin.verdict import Verdict, signal

WORDS = {
    Signal.accept: _l("Come in"),
    Signal.attention: _l("One moment"),
    Signal.refuse: _l("Stop"),
}
LEAVING = _l("Goodbye")

REASONS = {
    "shown_again": _l("Shown again: this is recorded already"),
    "unreadable": _l("This is not one of our codes"),
    "other_event": _l("A badge of another event"),
    "unknown": _l("We do not know this badge"),
    "blank": _l("A blank badge: nobody’s yet"),
    "ok_unlisted": _l("Badge issued after this copy was made"),
    "replaced": _l("Badge replaced on %(day)s"),
    "cancelled": _l("Registration cancelled"),
    "not_confirmed.unverified": _l("Address not confirmed yet"),
    "not_confirmed.pending": _l("To be approved"),
    "not_confirmed.waitlisted": _l("On the waiting list"),
    "not_confirmed.offered": _l("Place offered, not accepted yet"),
    "not_confirmed.refused": _l("Registration refused"),
    "not_here.category": _l("This category does not come in here"),
    "not_here.session": _l("No place in this session"),
    "too_early": _l("Opens at %(time)s"),
    "too_late": _l("Closed since %(time)s"),
    "already_in": _l("Already in at %(time)s, %(lane)s"),
    "already_in.by": _l("Already in at %(time)s, %(lane)s, by %(operator)s"),
    "already_in.unsure": _l("Already in, %(lane)s, at a time that is not sure"),
    "room_full": _l("The room is full: %(inside)s of %(limit)s"),
    "ok_reentry": _l("Here before, first at %(time)s"),
    "ok_override": _l("Let in by %(operator)s: %(why)s"),
}

DOUBTS = {
    **{code: REASONS[code.value] for code in (
        VerdictCode.unreadable, VerdictCode.other_event, VerdictCode.unknown, VerdictCode.blank, VerdictCode.cancelled,
    )},
    VerdictCode.replaced: _l("Badge replaced"),
    VerdictCode.not_confirmed: _l("The place was not confirmed then"),
    VerdictCode.not_here: _l("Not for this lane"),
}  # fmt: skip
"""Why the table lets nobody in, told afterwards."""

DIRECTIONS = {Direction.enter: _l("Way in"), Direction.leave: _l("Way out")}

GUEST = {
    "ok": _l("Welcome."),
    "ok_exit": _l("Goodbye, and have a safe trip home."),
    "ok_reentry": _l("Welcome back."),
    "shown_again": _l("Your badge is recorded already."),
    "unreadable": _l("I cannot read this code. The help desk will look you up."),
    "other_event": _l("This badge is for another event. The help desk will look you up."),
    "unknown": _l("I cannot find this badge. The help desk will look you up."),
    "blank": _l("This badge has no name yet. The help desk will register you."),
    "replaced": _l("This badge was replaced. The help desk has your new one."),
    "cancelled": _l("This registration was cancelled. The help desk will see what can be done."),
    "not_confirmed": _l("Your place is not confirmed. The help desk will see what can be done."),
    "not_here.category": _l("This entrance is for other guests. The help desk will show you the way."),
    "not_here.session": _l("This room is for those who booked a place. The help desk will see what is free."),
    "too_early": _l("The doors open at %(time)s."),
    "too_late": _l("It closed at %(time)s. The help desk will see what can be done."),
    "already_in": _l("This badge came in at %(time)s. The help desk will sort it out."),
    "already_in.unsure": _l("This badge came in before. The help desk will sort it out."),
    "room_full": _l("The room is full. People come in as others leave."),
}

GUEST_TRAY = _l("Welcome. Your badge is waiting: %(tray)s.")
COMES = (VerdictCode.ok, VerdictCode.ok_notice, VerdictCode.ok_override, VerdictCode.ok_unlisted)
"""Verdicts for somebody who may not have their badge yet."""

NOTICES = {
    "vip": _l("VIP: call the host"),
    "reprint": _l("Reprint the badge: it changed since it was printed"),
}


def call(host: str, *, vip: bool) -> str:
    """Whom to call about somebody who arrived."""
    return _("VIP: call %(host)s", host=host) if vip else _("Call %(host)s", host=host)


def word(verdict: Verdict) -> str:
    """The one large word beside the sign."""
    return str(LEAVING if verdict.code is VerdictCode.ok_exit else WORDS[signal(verdict)])


def reason(verdict: Verdict, **gaps: Any) -> str | None:
    """Why, for staff; None where there is nothing to explain. `gaps`: time, day, lane, operator."""
    return _fill(REASONS, verdict, gaps)


def say(verdict: Verdict, language: str, tray: str = "", **gaps: Any) -> str:
    """What to say to the guest, in their language. `tray`: where the badge lies, in a sentence."""
    with force_locale(language):
        if tray and verdict.code in COMES:
            return str(GUEST_TRAY) % {"tray": tray}
        return _fill(GUEST, verdict, gaps) or _("Welcome.")


def _fill(sentences: dict[str, Any], verdict: Verdict, gaps: dict[str, Any]) -> str | None:
    code, variant = verdict.code.value, _variant(verdict, gaps)
    sentence = sentences.get(f"{code}.{variant}") or sentences.get(code)
    return None if sentence is None else str(sentence) % (verdict.parameters | gaps)


def _variant(verdict: Verdict, gaps: dict[str, Any]) -> str:
    """Which of several sentences of one verdict; none of this name means the plain one."""
    found = verdict.parameters
    if verdict.code is VerdictCode.already_in:
        return "unsure" if not found["sure"] else "by" if gaps.get("operator") else ""
    return str(found.get("why") if verdict.code is VerdictCode.not_here else found.get("status", ""))
