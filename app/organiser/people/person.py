"""One person on one page."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.accounts.access import may
from app.accounts.permissions import Permission
from app.core import formats
from app.core.clock import now
from app.core.languages import current, pick
from app.credentials.reference import show
from app.events.models import Event
from app.organiser.people import badge, filters, tabs, todo
from app.organiser.people.sections import sections
from app.organiser.people.views import View
from app.registration.models import Registration
from app.registration.paging import find_place
from app.registration.wording import STATUSES


def context(event: Event, person: Registration, view: View) -> dict[str, Any]:
    """For organiser/people/person.html; `view`: the list that the page was opened from."""
    category, args, printed = person.category, view.args, badge.badge_of(person)
    return {
        "person": {
            "name": person.full_name,
            "version": person.version,
            "reference": show(person.reference),
            "category": {"code": category.code, "shape": category.shape, "label": pick(category.label, current())},
            "status": {"code": person.status.value, "label": STATUSES[person.status]},
            "vip": person.vip,
            "trail": trail(event, view),
            "neighbours": _neighbours(event, person, view),
            "todo": todo.notices(person, printed, args, now()),
            "actions": todo.actions(person, args),
            "sections": sections(person, printed),
            "badge": badge.shown(person, printed),
            "note": person.door_note,
            "note_url": _note_url(person, view),
        }
    }


def trail(event: Event, view: View) -> list[tuple[str, str]]:
    """The way back to the list, and to the view of it."""
    steps = [(_("Registrations"), url_for("people.index"))]
    if view.narrowing:
        steps.append((tabs.title(event, view), filters.address(view)))
    return steps


def _note_url(person: Registration, view: View) -> str | None:
    if not may(Permission.edit_people):
        return None
    return url_for("person.edit", registration_id=person.id, **view.args) + "#door_note"


def _neighbours(event: Event, person: Registration, view: View) -> dict[str, Any] | None:
    asked = filters.asked(view, event)
    place = find_place(person, asked.filters, *asked.clauses)
    if place is None or place.total == 1:
        return None

    lang = current()

    def to(id_: int | None) -> str | None:
        return url_for("person.show", registration_id=id_, **view.args) if id_ else None

    return {
        "previous": to(place.previous_id),
        "next": to(place.next_id),
        "text": _("%(position)s of %(total)s", position=formats.number(place.position, lang), total=formats.number(place.total, lang)),
    }
