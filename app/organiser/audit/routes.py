"""The journal of an event, page by page."""

from typing import Any

import sqlalchemy as sa
from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from app.accounts.access import allow, may
from app.accounts.permissions import Permission
from app.audit.models import AuditEntry
from app.core.numbers import whole
from app.events.models import Event
from app.extensions import db
from app.organiser import desk
from app.organiser.audit.names import NAMED, Names, names_in
from app.organiser.audit.sentences import sentence
from app.organiser.pagination import page_asked, pages
from app.organiser.when import short_moment

blueprint = Blueprint("journal", __name__, url_prefix=f"{desk.PREFIX}/journal")

ROWS = 50


@blueprint.get("")
@allow(Permission.see_history)
def index(event: Event) -> str:
    """Latest first; `person` narrows it to one registration."""
    person_id = request.args.get("person", type=whole)
    query = _entries(event.id, person_id)
    total = db.session.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0
    page = page_asked(ROWS, total)
    found = query.options(joinedload(AuditEntry.values)).order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
    entries = list(db.session.scalars(found.limit(ROWS).offset((page - 1) * ROWS)))
    names = names_in(entries, event.zone)
    return render_template(
        "organiser/journal/index.html",
        **desk.context(event, "journal"),
        entries=[_row(event, entry, names) for entry in entries],
        pages=pages(
            page, ROWS, len(entries), total, lambda number: url_for("journal.index", page=number, person=person_id)
        ),
        person=names.people.get(person_id) if person_id else None,
        all_url=url_for("journal.index"),
    )


def _entries(event_id: int, person_id: int | None) -> sa.Select[tuple[AuditEntry]]:
    query = sa.select(AuditEntry).where(AuditEntry.event_id == event_id)
    if person_id is not None:
        query = query.where(AuditEntry.object_type == "registration", AuditEntry.object_id == person_id)
    return query


def _row(event: Event, entry: AuditEntry, names: Names) -> dict[str, Any]:
    """The name of whom it is about leads to them while they are there."""
    about = names.about(entry)
    return {
        "when": short_moment(entry.at, event),
        "sentence": sentence(entry, names),
        "about": about or (None if entry.object_type in NAMED else _("The event")),
        "href": _address(entry) if about else None,
    }


def _address(entry: AuditEntry) -> str | None:
    if entry.object_type == "registration" and may(Permission.see_people):
        return url_for("person.show", registration_id=entry.object_id)
    if entry.object_type == "invitation" and may(Permission.edit_event):
        return url_for("invitations.show", invitation_id=entry.object_id)
    return None
