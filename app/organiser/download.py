"""A list on its way out."""

from typing import Any

from flask import Response, send_file
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from app.core.forms import Form
from app.exchange.service import Export
from app.registration.form_pages import row

FORMATS = {
    "excel": (_l("Excel workbook"), _l("Dates are dates, text stays text, the header filters.")),
    "csv": (_l("CSV for Excel in France"), _l("Opens at a double click: semicolons, dates and commas as in France.")),
    "machine": (_l("CSV for programs"), _l("Commas, ISO 8601 dates, codes instead of words.")),
    "json": (_l("JSON"), _l("For programs too: an object for each person, lists stay lists.")),
}
"""What each is called, and what it is good for."""


class FormatForm(Form):
    format = RadioField(
        _l("Format"), [InputRequired(_l("Choose a format."))], default="excel",
        choices=[SelectChoice(name, label) for name, (label, _hint) in FORMATS.items()],
    )  # fmt: skip


def format_row(form: FormatForm) -> dict[str, Any]:
    return row("choices", form.format, hints={name: hint for name, (_label, hint) in FORMATS.items()})


def attached(made: Export) -> Response:
    response = send_file(made.file, made.media_type, as_attachment=True, download_name=made.name)
    response.headers["Cache-Control"] = "no-store"
    return response
