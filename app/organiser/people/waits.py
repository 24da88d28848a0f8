"""What people wait for, in the organisers' words."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.core.languages import current, pick
from app.registration import offers, session_room
from app.registration.models import Registration
from app.registration.reasons import SILENT, why_waiting

SHORT = {
    "capacity": _l("event full"),
    "quota": _l("category full"),
    "organisation": _l("organisation has all its places"),
    "allotment": _l("allotment full"),
    SILENT: _l("gave no answer"),
}
SENTENCES = {
    "capacity": _l("Waits for a free place: the event is full."),
    "quota": _l("Waits for a free place in this category."),
    "organisation": _l("Waits because this organisation has all its places."),
    "allotment": _l("Waits because this allotment has all its delegates."),
    SILENT: _l("Did not say whether they come, so the place was released; nothing is offered before they do."),
}


def in_short(reasons: Sequence[str]) -> str:
    """For a row of the list."""
    return ", ".join(str(SHORT[each]) for each in reasons) or _("a place is free")


def in_sentences(person: Registration, at: datetime) -> str:
    """For the page of one person."""
    reasons = why_waiting(person.event, [person], at)[person.id]
    said = [str(SENTENCES[each]) for each in reasons] or [_free(person, at)]
    return " ".join([*said, *_sessions(person)])


def _free(person: Registration, at: datetime) -> str:
    if offers.until(at, person.event.doors_at) is None:
        return _("A place is free. It is too late for offers: give it by hand.")
    return _("A place is free now.")


def _sessions(person: Registration) -> list[str]:
    """Sessions wished for that are full: a place at the event does not open them."""
    full = session_room.full([seat.session_id for seat in person.seats]) if person.seats else set()
    titles = [pick(seat.session.title, current()) for seat in person.seats if seat.session_id in full]
    return [_("Full as well: %(sessions)s.", sessions=", ".join(titles))] if titles else []
