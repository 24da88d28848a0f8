"""What can be taken away, and who took what last."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, Response, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import joinedload

from app.accounts.access import allow, current_actor, may
from app.accounts.permissions import Permission
from app.audit.models import AuditEntry
from app.core.clock import now
from app.core.database import reading
from app.core.languages import current
from app.events.models import Event
from app.exchange import funders, scan_list, service, session_list
from app.exchange.service import Export
from app.extensions import db
from app.organiser import desk
from app.organiser.audit.names import names_in
from app.organiser.audit.sentences import sentence
from app.organiser.download import FormatForm, attached, format_row
from app.organiser.form_page import form_page
from app.organiser.when import short_moment
from app.registration.models import Status

blueprint = Blueprint("exports_room", __name__, url_prefix=f"{desk.PREFIX}/exports")

SHOWN = 20
"""Of those that were taken last."""
LISTS: dict[str, tuple[Any, Any, Callable[..., Export]]] = {
    "sessions": (
        _l("Sessions"), _l("A row for each person and session: who has a place, who waits."), session_list.export,
    ),
    "scans": (_l("Scans"), _l("Everything that was scanned at the door, with time, lane and verdict."), scan_list.export),
    "types": (
        _l("Figures by type of organisation"), _l("For funders: how many registered and came; no names."), funders.export,
    ),
}  # fmt: skip
"""Lists of their own: how each is called, what it is for, who writes it."""


@blueprint.get("")
@allow(Permission.export)
def index(event: Event) -> str:
    return render_template(
        "organiser/exports/index.html", **desk.context(event, "exports"), ways=list(_ways()), taken=_taken(event)
    )


def _ways() -> list[dict[str, Any]]:
    confirmed = Status.confirmed.value
    ways = [
        (_("Registrations"), _("All, or a view of the list; you choose the columns."), url_for("exports.people")),
        (
            _("Attendance sheet to sign"), _("Confirmed people by name, as PDF; for a session, begin with its view of the list."),
            url_for("exports.people", status=confirmed, **{"as": "sheet"}),
        ),
        (_("Who did not come"), _("Confirmed, and not arrived."), url_for("exports.people", status=confirmed, arrived="no")),
        *((label, hint, url_for(".take", what=what)) for what, (label, hint, _export) in LISTS.items()),
        (_("Access list for the venue"), _("Names and organisations, to take away or to send."), url_for("access_list.show")),
        (_("The directory of organisations"), _("It can be changed and imported again."), url_for("organisations_export.organisations")),
    ]  # fmt: skip
    if may(Permission.see_needs):
        caterer = _("What people need, for the caterer: how many of each, no names.")
        ways.append((_("What to provide"), caterer, url_for("needs_counts.show")))
    return [{"label": label, "note": note, "href": href} for label, note, href in ways]


def _taken(event: Event) -> list[dict[str, str]]:
    """Who took what last, and when."""
    query = sa.select(AuditEntry).where(AuditEntry.event_id == event.id, AuditEntry.action.startswith("export."))
    latest = query.order_by(AuditEntry.at.desc(), AuditEntry.id.desc()).limit(SHOWN)
    entries = list(db.session.scalars(latest.options(joinedload(AuditEntry.values))))
    names = names_in(entries, event.zone)
    return [{"when": short_moment(entry.at, event), "sentence": sentence(entry, names)} for entry in entries]


@blueprint.route("/<any(sessions, scans, types):what>", methods=["GET", "POST"])
@allow(Permission.export)
def take(event: Event, what: str) -> str | Response:
    label, hint, export = LISTS[what]
    form = FormatForm()
    if form.validate_on_submit():
        return _file(event, what, export, form.format.data)
    room = (_("Exports"), url_for(".index"))
    return form_page(
        event, "exports", form, title=str(label), submit=_("Download the file"), trail=[room],
        intro=_("%(hint)s The journal notes who took it, and when.", hint=hint),
        fields=[format_row(form)],
        back=(_("Back to the exports"), room[1]),
    )  # fmt: skip


def _file(event: Event, what: str, export: Callable[..., Export], format_name: str) -> Response:
    """Nothing is locked while the file is written; the audit follows in a transaction of its own."""
    event_id, actor = event.id, current_actor()
    db.session.commit()
    with reading():
        made = export(db.session.get_one(Event, event_id), format_name, lang=current(), at=now())
    service.record_list(event_id, what, made, by=actor)
    db.session.commit()
    return attached(made)
