"""A person's page below its head: who, status, badge, door, messages, answers, journal."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _

from app.accounts.access import may
from app.accounts.permissions import Permission
from app.badges.models import BatchItem
from app.organiser.people import known, traces
from app.registration.models import Registration


def sections(person: Registration, prints: Sequence[BatchItem]) -> list[dict[str, Any]]:
    """In the order in which one asks. `prints`: the person's badges on paper, latest first."""
    parts = [
        ("person", _("Person"), known.who(person)),
        ("status", _("Status"), known.status(person)),
        ("badge", _("Badge"), traces.badge(person, prints)),
        ("door", _("Door"), traces.at_the_door(person)),
        ("messages", _("Messages"), traces.messages(person)),
        ("answers", _("Answers"), known.answers(person)),
    ]
    if may(Permission.see_history):
        parts.append(("journal", _("Journal"), traces.journal(person)))
    return [{"id": id_, "title": title, "rows": list(rows)} for id_, title, rows in parts]
