"""What funders ask: how many people of which type of organisation registered and came. No name stands here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from flask_babel import force_locale
from flask_babel import gettext as _

from app.events.models import Event, OrganisationType
from app.exchange.service import FORMATS, Export, header, written
from app.extensions import db
from app.registration.directory import Organisation
from app.registration.forms import ORGANISATION_TYPES
from app.registration.models import LIVE, Registration, Status

COLUMNS = (
    ("organisation_type", "Type d'organisation", "Organisation type"),
    ("organisations", "Organisations", "Organisations"),
    ("registered", "Inscrits", "Registered"),
    ("confirmed", "Confirmés", "Confirmed"),
    ("arrived", "Venus", "Came"),
)
"""Key, headers in French and English."""


@dataclass(frozen=True)
class OfType:
    """`kind`: None where nobody said which."""

    kind: OrganisationType | None
    organisations: int
    registered: int
    confirmed: int
    arrived: int


def by_type(event_id: int) -> list[OfType]:
    """In the order of the types; a type that nobody is of has no line. What the directory says counts before
    what somebody chose."""
    kind = sa.func.coalesce(Organisation.type, Registration.organisation_type)
    came = Registration.arrived_at.is_not(None)
    rows = db.session.execute(
        sa.select(
            kind,
            sa.func.count(sa.distinct(sa.func.nullif(Registration.organisation_key, ""))),
            sa.func.count(),
            sa.func.count().filter(Registration.status == Status.confirmed),
            sa.func.count().filter(came),
        )
        .select_from(Registration)
        .outerjoin(Organisation, Organisation.id == Registration.organisation_id)
        .where(Registration.event_id == event_id, sa.or_(Registration.status.in_(LIVE), came))
        .group_by(kind)
    )
    found = [OfType(OrganisationType(kind) if kind else None, *numbers) for kind, *numbers in rows]
    order = list(OrganisationType)
    return sorted(found, key=lambda each: order.index(each.kind) if each.kind else len(order))


def label(kind: OrganisationType | None) -> str:
    return str(ORGANISATION_TYPES[kind]) if kind else _("Not said")


def export(event: Event, format_name: str, *, lang: str, at: datetime) -> Export:
    for_programs = FORMATS[format_name].for_programs
    with force_locale(lang):
        lines = list(_lines(event.id, for_programs))
    return written(event, "organisation-types", format_name, header(COLUMNS, format_name, lang), lines, at)


def _lines(event_id: int, for_programs: bool) -> Iterator[list[str | int]]:
    for each in by_type(event_id):
        said = (each.kind or "") if for_programs else label(each.kind)
        yield [str(said), each.organisations, each.registered, each.confirmed, each.arrived]
