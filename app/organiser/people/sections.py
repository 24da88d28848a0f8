"""A person's page below its head: who, status, badge, door, messages, answers, journal."""

from typing import Any

from flask_babel import gettext as _

from app.accounts.access import may
from app.accounts.permissions import Permission
from app.organiser.people import badge, known, traces
from app.organiser.people.badge import Badge
from app.registration.models import Registration


def sections(person: Registration, printed: Badge) -> list[dict[str, Any]]:
    """In the order in which one asks."""
    parts = [
        ("person", _("Person"), known.who(person)),
        ("status", _("Status"), known.status(person)),
        ("badge", _("Badge"), [*badge.rows(person, printed), *traces.codes(person, printed.codes)]),
        ("door", _("Door"), traces.at_the_door(person)),
        ("messages", _("Messages"), traces.messages(person)),
        ("answers", _("Answers"), known.answers(person)),
    ]
    if may(Permission.see_history):
        parts.append(("journal", _("Journal"), traces.journal(person)))
    return [{"id": id_, "title": title, "rows": list(rows)} for id_, title, rows in parts]
