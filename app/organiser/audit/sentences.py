"""The journal in sentences: who did what, and what stood there before."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.accounts.models import Account
from app.audit.models import AuditEntry, AuditValues
from app.core import formats
from app.core.languages import current
from app.extensions import db
from app.organiser.audit.words import ACTIONS, CHANGES, FIELDS, OTHER, VALUES
from app.registration.models import Registration

ACTORS = {
    "attendee": _l("The person"),
    "contact": _l("The contact of the allotment"),
    "device": _l("A door device"),
    "operator": _l("The door"),
    "system": _l("The system"),
}
MOST_FIELDS = 4


@dataclass(frozen=True)
class Names:
    """Whom the entries of a page speak of, by id; `zone`: whose clock their moments are told by."""

    accounts: dict[int, str]
    people: dict[int, str]
    zone: ZoneInfo


def names_in(entries: Iterable[AuditEntry], zone: ZoneInfo) -> Names:
    """Two queries for a whole page."""
    found = list(entries)
    acting = {entry.actor_id for entry in found if entry.actor_kind == "account"}
    about = {entry.object_id for entry in found if entry.object_type == "registration"}
    about |= {entry.actor_id for entry in found if _is_by_a_colleague(entry)}
    accounts = db.session.execute(
        sa.select(Account.id, sa.func.coalesce(sa.func.nullif(Account.name, ""), Account.email))
        .where(Account.id.in_(acting))
    )
    people = db.session.execute(
        sa.select(Registration.id, Registration.first_name, Registration.last_name).where(Registration.id.in_(about))
    )
    return Names(dict(accounts.all()), {id_: f"{first} {last}".strip() for id_, first, last in people}, zone)


def who(entry: AuditEntry, names: Names) -> str:
    if entry.actor_kind == "account":
        return names.accounts.get(entry.actor_id or 0) or _("A former colleague")
    if _is_by_a_colleague(entry):
        return names.people.get(entry.actor_id or 0) or _("A colleague")
    return str(ACTORS.get(entry.actor_kind, ACTORS["system"]))


def _is_by_a_colleague(entry: AuditEntry) -> bool:
    """Whether somebody else of those who come did it."""
    another = entry.object_type == "registration" and entry.actor_id not in (None, entry.object_id)
    return entry.actor_kind == "attendee" and another


def sentence(entry: AuditEntry, names: Names) -> str:
    """“Camille Berthelot changed the job title (“Director” became “Head of research”).”"""
    if entry.action in CHANGES and entry.values is not None:
        what = _changes(entry.fields, entry.values, names.zone)
        return str(CHANGES[entry.action]) % {**entry.detail, "who": who(entry, names), "what": what}
    text = ACTIONS.get(f"{entry.action}:{entry.detail.get('to')}") or ACTIONS.get(entry.action, OTHER)
    gaps = {"rows": "", "file": "", **entry.detail, "who": who(entry, names), "action": entry.action}
    return str(text) % gaps


def _changes(fields: list[str], values: AuditValues, zone: ZoneInfo) -> str:
    """The changed fields, each with the value before and after where these are short."""
    parts = [
        _change(field, *(_in_words(field, value.get(field), zone) for value in (values.before, values.after)))
        for field in fields
    ]
    more = len(parts) - MOST_FIELDS
    shown = ", ".join(parts[:MOST_FIELDS])
    return shown if more <= 0 else _("%(fields)s and %(more)s more", fields=shown, more=more)


def _change(field: str, before: Any, after: Any) -> str:
    label = FIELDS.get(field, field)
    if not _is_short(before) or not _is_short(after):
        return str(label)
    if not before:
        return _("%(field)s (now “%(after)s”)", field=label, after=after)
    if not after:
        return _("%(field)s (“%(before)s” removed)", field=label, before=before)
    return _("%(field)s (“%(before)s” became “%(after)s”)", field=label, before=before, after=after)


def _is_short(value: Any) -> bool:
    return value is None or (isinstance(value, str | int) and not isinstance(value, bool) and len(str(value)) <= 80)


def _in_words(field: str, value: Any, zone: ZoneInfo) -> Any:
    """A moment as the language writes it, a code by what it is called; everything else as it is."""
    if not isinstance(value, str):
        return value
    if _MOMENT.match(value):
        return formats.moment(datetime.fromisoformat(value), zone, current())
    return str(VALUES.get(field, {}).get(value, value))


_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
