"""Take the directory away as a file."""

from flask import Blueprint, Response
from flask_babel import gettext as _

from app.accounts.access import allow, current_actor
from app.accounts.permissions import Permission
from app.core.clock import now
from app.core.database import reading
from app.core.languages import current
from app.events.models import Event
from app.exchange import directory, service
from app.extensions import db
from app.organiser import desk
from app.organiser.download import FormatForm, attached, format_row
from app.organiser.form_page import form_page
from app.organiser.organisations import page

blueprint = Blueprint("organisations_export", __name__, url_prefix=f"{desk.PREFIX}/organisations/export")


@blueprint.route("", methods=["GET", "POST"])
@allow(Permission.export)
def organisations(event: Event) -> str | Response:
    form = FormatForm()
    if form.validate_on_submit():
        return _file(event, form.format.data)
    return form_page(
        event, "organisations", form, title=_("Export the directory"), submit=_("Download the file"), trail=[page.trail()],
        intro=_("Changed in a spreadsheet, it can be imported again. The journal notes who took it, and when."),
        fields=[format_row(form)],
        back=(_("Back to the directory"), page.trail()[1]),
    )  # fmt: skip


def _file(event: Event, format_name: str) -> Response:
    event_id, actor = event.id, current_actor()
    db.session.commit()
    with reading():
        made = directory.export(event, format_name, lang=current(), at=now())
    service.record_list(event_id, "organisations", made, by=actor)
    db.session.commit()
    return attached(made)
