"""The journal in sentences: who did what, and what stood there before."""

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.accounts.permissions import ROLE_LABELS
from app.audit.models import AuditEntry
from app.core import formats
from app.core.languages import current
from app.organiser.audit.names import BETWEEN, Names, is_by_a_colleague
from app.organiser.audit.words import ACTIONS, CHANGES, FIELDS, GIVEN, NUMBERS, OTHER, VALUES
from app.organiser.selections.models import Step
from app.organiser.selections.page import LABELS

ACTORS = {
    "attendee": _l("The person"),
    "contact": _l("The contact of the allotment"),
    "device": _l("A phone at the door"),
    "operator": _l("The door"),
    "system": _l("The system"),
}
MOST_FIELDS, LONGEST = 4, 80


def who(entry: AuditEntry, names: Names) -> str:
    if entry.actor_kind == "account":
        return names.accounts.get(entry.actor_id or 0) or _("A former colleague")
    if entry.actor_kind == "device":
        return names.devices.get(entry.actor_id or 0) or str(ACTORS["device"])
    if is_by_a_colleague(entry):
        return names.people.get(entry.actor_id or 0) or _("A colleague")
    return str(ACTORS.get(entry.actor_kind, ACTORS["system"]))


def sentence(entry: AuditEntry, names: Names) -> str:
    """“Camille Berthelot changed the job title (“Director” became “Head of research”).”"""
    gaps = {"rows": "", "file": "", **_details(entry, names), "who": who(entry, names), "action": entry.action}
    gaps["whom"] = names.about(entry) or _("somebody")
    if entry.action in CHANGES:
        return str(CHANGES[entry.action]) % {**gaps, "what": _what(entry, names)}
    if entry.action in GIVEN:
        role = ROLE_LABELS.get(entry.values.after.get("role")) if entry.values else None
        return str(GIVEN[entry.action] if role else ACTIONS[entry.action]) % {**gaps, "role": role}
    text = ACTIONS.get(f"{entry.action}:{entry.detail.get('to')}") or ACTIONS.get(entry.action, OTHER)
    return str(text) % gaps


def _details(entry: AuditEntry, names: Names) -> dict[str, Any]:
    """Numbers as the language writes them; a step and a category by what they are called, the latter while it is there."""
    told = {key: _number(value) if key in NUMBERS else value for key, value in entry.detail.items()}
    if "step" in told:
        told["step"] = LABELS[Step(told["step"])]
    if entry.object_type == "category":
        told["category"] = names.categories.get(entry.object_id or 0) or told.get("category")
    return told


def _number(value: Any) -> Any:
    return formats.number(value, current()) if isinstance(value, int) and not isinstance(value, bool) else value


def _what(entry: AuditEntry, names: Names) -> str:
    """The changed fields, each with what stood there before and after where that is plain and still kept."""
    if set(BETWEEN) <= set(entry.detail):
        return _change("category", *(names.categories.get(entry.detail[end]) for end in BETWEEN))
    before, after = (entry.values.before, entry.values.after) if entry.values else ({}, {})
    changed = [field for field in entry.fields if not entry.values or before.get(field) != after.get(field)] or entry.fields
    parts = [_change(field, *(_in_words(field, value.get(field), names.zone) for value in (before, after))) for field in changed]
    more = len(parts) - MOST_FIELDS
    shown = ", ".join(parts[:MOST_FIELDS]) or _("nothing")
    return shown if more <= 0 else _("%(fields)s and %(more)s more", fields=shown, more=more)


def _change(field: str, before: Any, after: Any) -> str:
    label = FIELDS.get(field, field)
    if before == after or not _is_plain(before) or not _is_plain(after):
        return str(label)  # nothing that can be told: long texts may differ after their beginning
    if not before:
        return _("%(field)s (now “%(after)s”)", field=label, after=after)
    if not after:
        return _("%(field)s (“%(before)s” removed)", field=label, before=before)
    return _("%(field)s (“%(before)s” became “%(after)s”)", field=label, before=before, after=after)


def _is_plain(value: Any) -> bool:
    return value is None or (isinstance(value, str | int) and not isinstance(value, bool))


def _in_words(field: str, value: Any, zone: ZoneInfo) -> Any:
    """A moment or a number as the language writes it, a code by what it is called, the beginning of a long text; everything
    else as it is."""
    if not isinstance(value, str):
        return _number(value)
    if _MOMENT.match(value):
        return formats.moment(datetime.fromisoformat(value), zone, current())
    said = str(VALUES.get(field, {}).get(value, value))
    return said if len(said) <= LONGEST else f"{said[: LONGEST - 1].rstrip()}…"


_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
