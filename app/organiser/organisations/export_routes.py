"""Take the directory away as a file."""

from flask import Blueprint, Response
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from app.accounts.access import allow, current_actor
from app.accounts.permissions import Permission
from app.core.clock import now
from app.core.database import reading
from app.core.forms import Form
from app.core.languages import current
from app.events.models import Event
from app.exchange import directory, service
from app.extensions import db
from app.organiser import desk
from app.organiser.download import FORMATS, attached
from app.organiser.form_page import form_page
from app.organiser.organisations import page
from app.registration.form_pages import row

blueprint = Blueprint("organisations_export", __name__, url_prefix=f"{desk.PREFIX}/organisations/export")


class DirectoryForm(Form):
    format = RadioField(
        _l("Format"), [InputRequired(_l("Choose a format."))], default="excel",
        choices=[SelectChoice(name, label) for name, (label, _hint) in FORMATS.items()],
    )  # fmt: skip


@blueprint.route("", methods=["GET", "POST"])
@allow(Permission.export)
def organisations(event: Event) -> str | Response:
    form = DirectoryForm()
    if form.validate_on_submit():
        return _file(event, form.format.data)
    return form_page(
        event, "organisations", form, title=_("Export the directory"), submit=_("Download the file"), trail=[page.trail()],
        intro=_("Changed in a spreadsheet, it can be imported again. The journal notes who took it, and when."),
        fields=[row("choices", form.format, hints={name: hint for name, (_label, hint) in FORMATS.items()})],
        back=(_("Back to the directory"), page.trail()[1]),
    )  # fmt: skip


def _file(event: Event, format_name: str) -> Response:
    event_id, actor = event.id, current_actor()
    db.session.commit()
    with reading():
        made = directory.export(event, format_name, lang=current(), at=now())
    service.record_directory(event_id, made, by=actor)
    db.session.commit()
    return attached(made)
