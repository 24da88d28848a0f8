"""What the door left for an organiser to say, as the page shows it."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.checkin import conflicts, quarantine, walk_ins
from app.checkin.models import Conflict
from app.checkin.set_aside import WalkIn
from app.core import formats
from app.core.languages import current, pick
from app.events.models import Event
from app.organiser.clarify import aside, words
from app.registration.models import Registration


def context(event: Event) -> dict[str, Any]:
    """For organiser/clarify/index.html."""
    asides = quarantine.waiting(event.id)
    return {
        "conflicts": [conflict(event, one) for one in conflicts.waiting(event.id)],
        "explained": [conflict(event, one) for one in conflicts.explained(event.id)],
        "badgeless": [_badgeless(event, one, holder) for one, holder in walk_ins.badgeless(event.id)],
        "phones": aside.of_phones(event, asides),
        "others": aside.others(event, asides),
        "choices": [(state.value, label) for state, label in words.EXPLAINED.items()],
    }


def conflict(event: Event, found: Conflict) -> dict[str, Any]:
    who = found.later.registration or found.entry.registration
    return {
        "id": found.id, **_person(who),
        "entry": words.place(found.entry, event), "later": words.place(found.later, event),
        "what": words.EXPLAINED.get(found.state), "note": found.note,
    }  # fmt: skip


def _person(who: Registration | None) -> dict[str, Any]:
    if who is None:
        return {"name": _("Nobody we know"), "href": None, "organisation": ""}
    return {
        "name": who.full_name, "href": url_for("person.show", registration_id=who.merged_into_id or who.id),
        "organisation": ", ".join(filter(None, (who.organisation_name, pick(who.category.label, current())))),
    }  # fmt: skip


def _badgeless(event: Event, walk_in: WalkIn, holder: Registration | None) -> dict[str, Any]:
    person = walk_in.scan.registration
    return {
        "id": person.id, **_person(person),
        "time": formats.time(walk_in.scan.corrected_at, event.zone, current()), "phone": words.phone(walk_in.scan.device),
        "holder": holder.full_name if holder else None, "holder_id": holder.id if holder else None,
    }  # fmt: skip
