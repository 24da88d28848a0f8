"""The attendance sheet: people of a view on paper, with a column in which they sign."""

from datetime import datetime
from io import BytesIO
from typing import Any

import sqlalchemy as sa
from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from app.badges import engine
from app.core import formats
from app.core.errors import DomainError
from app.core.languages import current, pick
from app.events.models import Event
from app.exchange.file_name import file_name
from app.exchange.service import Export
from app.extensions import db
from app.registration.models import Registration
from app.registration.names import split_particle

MOST = 1_500
"""People of one sheet, of which each page is laid out while somebody waits for it."""
EMPTY_LINES = 12
"""For whoever comes without being on it."""


def people(query: sa.Select[Any]) -> list[tuple[str, str, str, str]]:
    """Particle, surname, first name and organisation of each, in the order of names.
    Raises DomainError("sheet_too_long")."""
    order = (Registration.sort_key, Registration.id)
    columns = (
        Registration.first_name, Registration.last_name,
        sa.func.coalesce(sa.func.nullif(Registration.badge_organisation, ""), Registration.organisation_name),
    )  # fmt: skip
    found = db.session.execute(query.with_only_columns(*columns).order_by(None).order_by(*order).limit(MOST + 1)).all()
    if len(found) > MOST:
        raise DomainError(
            "sheet_too_long",
            _("One sheet has room for %(most)s people: narrow the view to a session, say.", most=formats.number(MOST, current())),
        )
    return [_line(*row) for row in found]


def _line(first: str, last: str, organisation: str) -> tuple[str, str, str, str]:
    """A single name is a surname."""
    particle, surname = split_particle(last)
    return (particle, surname, first, organisation) if surname else ("", first, "", organisation)


def export(event: Event, what: str, query: sa.Select[Any], *, lang: str, by: str, at: datetime) -> Export:
    """A4 pages. `what`: the view in words; `by`: who asked for it, for the foot of each page. Reads only and takes a
    while: call it in `database.reading()`."""
    lines = people(query)
    with force_locale(lang):
        page = _template("attendance.html").render(
            language=lang, event=pick(event.name, lang), day=formats.day(event.starts_at, event.zone, lang),
            venue=pick(event.venue, lang), what=what, lines=lines, empty=EMPTY_LINES,
            made=_("Printed by %(name)s, %(moment)s", name=by, moment=formats.moment(at, event.zone, lang)),
        )  # fmt: skip
    with engine.at_work():
        pdf = engine.lay_out(page, engine.style_sheet(_template("attendance.css").render())).write_pdf()
    return Export(BytesIO(pdf), file_name(event, "attendance", at, "pdf"), "application/pdf", len(lines))


def _template(name: str) -> Any:
    return current_app.jinja_env.get_template(f"exchange/{name}")
