"""The certificate of attendance: one page of A4, in either language, for whose entry was recorded."""

from datetime import datetime
from typing import Any

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from app.badges import engine
from app.core import formats
from app.core.errors import NotFound
from app.core.languages import pick
from app.credentials.reference import show
from app.registration.attendance import is_certified
from app.registration.models import Registration


def pdf(registration: Registration, lang: str, at: datetime) -> bytes:
    """Raises NotFound where no entry was recorded, or the event is not over. `at` is now."""
    event = registration.event
    if not is_certified(registration.status, registration.arrived_at, event.ends_at, at):
        raise NotFound("no_certificate", _("A certificate is made after the event, for whose entry was recorded."))
    with force_locale(lang), engine.at_work():
        page = _draw("certificate.html", **_said(registration, lang, at))
        return engine.lay_out(page, engine.style_sheet(_draw("certificate.css"))).write_pdf()


def _said(registration: Registration, lang: str, at: datetime) -> dict[str, Any]:
    event = registration.event
    return {
        "language": lang,
        "name": registration.full_name,
        "organisation": registration.organisation_name,
        "event": pick(event.name, lang),
        "day": formats.day(event.starts_at, event.zone, lang),
        "hours": formats.hours(event.starts_at, event.ends_at, event.zone, lang),
        "place": ", ".join(filter(None, (pick(event.venue, lang), *pick(event.address, lang).splitlines()))),
        "entry": registration.arrived_at and formats.time(registration.arrived_at, event.zone, lang),
        "by": event.controller or event.sender_name,
        "contact": event.reply_to,
        "reference": show(registration.reference),
        "made": formats.date(at, event.zone, lang),
    }


def _draw(template: str, **values: Any) -> str:
    return current_app.jinja_env.get_template(f"checkin/{template}").render(**values)
