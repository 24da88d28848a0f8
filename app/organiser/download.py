"""A list on its way out."""

from flask import Response, send_file
from flask_babel import lazy_gettext as _l

from app.exchange.service import Export

FORMATS = {
    "excel": (_l("Excel workbook"), _l("Dates are dates, text stays text, the header filters.")),
    "csv": (_l("CSV for Excel in France"), _l("Opens at a double click: semicolons, dates and commas as in France.")),
    "machine": (_l("CSV for programs"), _l("Commas, ISO 8601 dates, codes instead of words.")),
    "json": (_l("JSON"), _l("For programs too: an object for each person, lists stay lists.")),
}
"""What each is called, and what it is good for."""


def attached(made: Export) -> Response:
    response = send_file(made.file, made.media_type, as_attachment=True, download_name=made.name)
    response.headers["Cache-Control"] = "no-store"
    return response
