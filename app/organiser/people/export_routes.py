"""Take a view of the list away as a file."""

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from app.accounts.access import allow, current_account, current_actor
from app.accounts.permissions import Permission
from app.core import formats
from app.core.clock import now
from app.core.database import reading
from app.core.errors import DomainError
from app.core.languages import current
from app.events.models import Event
from app.exchange import attendance, service
from app.exchange.columns import Column, chosen, columns_of
from app.extensions import db
from app.organiser import desk
from app.organiser.download import FORMATS, attached
from app.organiser.form_page import form_page
from app.organiser.people import filters, tabs
from app.organiser.people.columns import IN_THE_NAME
from app.organiser.people.routes import view_of
from app.registration import queries
from app.registration.form_pages import row
from app.registration.forms import Boxes, Form

blueprint = Blueprint("exports", __name__, url_prefix=f"{desk.PREFIX}/people/export")


SHEET = "sheet"
OFFERED = FORMATS | {
    SHEET: (_l("Attendance sheet to sign (PDF)"), _l("By name, with a column for signatures; the columns below do not matter."))
}


class ExportForm(Form):
    format = RadioField(_l("Format"), [InputRequired(_l("Choose a format."))], default="excel")
    columns = Boxes(_l("Columns"), description=_l("Needs are never among them."))

    def offer(self, columns: list[Column], lang: str) -> None:
        self.format.choices = [SelectChoice(name, label) for name, (label, _hint) in OFFERED.items()]
        self.columns.choices = [SelectChoice(column.key, column.label(lang)) for column in columns]


@blueprint.route("", methods=["GET", "POST"])
@allow(Permission.export)
def people(event: Event) -> str | Response:
    columns, shown = columns_of(event), view_of(event).all("column")
    ticked = (*IN_THE_NAME, *shown) if shown else [column.key for column in columns]
    form = ExportForm(data={"columns": ticked, "format": SHEET if request.args.get("as") == SHEET else "excel"})
    form.offer(columns, current())
    if form.validate_on_submit():
        made = _sheet(event, form) if form.format.data == SHEET else _file(event, form)
        if made is not None:
            return made
    view = view_of(event)
    asked, back = filters.asked(view, event), filters.address(view)
    number = queries.count(queries.search(event.id, asked.filters, *asked.clauses))
    counted = ngettext("%(number)s person", "%(number)s people", number, number=formats.number(number, current()))
    hints = {name: hint for name, (_label, hint) in OFFERED.items()}
    return form_page(
        event, "people", form, title=_("Export this view"), submit=_("Download the file"), trail=[(_("Registrations"), back)],
        intro=_(
            "%(view)s: %(people)s. The journal notes who took which view, and when.",
            view=tabs.title(event, view), people=counted,
        ),
        fields=[row("choices", form.format, hints=hints), row("choices", form.columns, columns=2)],
        back=(_("Back to the list"), back),
    )  # fmt: skip


def _file(event: Event, form: ExportForm) -> Response:
    """Nothing is locked while the file is written; the audit follows in a transaction of its own."""
    event_id, view, actor = event.id, view_of(event), current_actor()
    asked, columns = filters.asked(view, event), chosen(form.columns.data or [], columns_of(event))
    db.session.commit()
    with reading():
        query = queries.search(event_id, asked.filters, *asked.clauses)
        made = service.export(event, query, columns, form.format.data, lang=current(), at=now())
    service.record_export(event_id, made, view=view.args, columns=columns, by=actor)
    db.session.commit()
    return attached(made)


def _sheet(event: Event, form: ExportForm) -> Response | None:
    """None where it would be too long; the form says so then."""
    event_id, view, by = event.id, view_of(event), current_account()
    db.session.commit()
    try:
        with reading():
            event = db.session.get_one(Event, event_id)
            asked, what = filters.asked(view, event), tabs.title(event, view) or _("All")
            query = queries.search(event_id, asked.filters, *asked.clauses)
            made = attendance.export(event, what, query, lang=current(), by=by.name or by.email, at=now())
    except DomainError as refusal:
        form.format.errors = [refusal.message]
        return None
    service.record_export(event_id, made, view=view.args, columns=[], by=current_actor())
    db.session.commit()
    return attached(made)
