"""The directory of members as a list that an import takes back unchanged."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from app.events.models import Event, OrganisationType
from app.exchange.service import Export, header, words, written
from app.extensions import db
from app.registration import standings
from app.registration.directory import Organisation
from app.registration.forms import ORGANISATION_TYPES

Words = dict[OrganisationType, str]

COLUMNS: tuple[tuple[str, str, str, Callable[[Organisation, Words], Any]], ...] = (
    ("name", "Nom", "Name", lambda each, _words: each.name),
    ("type", "Type", "Type", lambda each, words: words[each.type]),
    ("member", "Membre", "Member", lambda each, _words: each.member),
    ("domains", "Domaines", "Domains", lambda each, _words: [domain.domain for domain in each.domains]),
    ("aliases", "Autres noms", "Other names", lambda each, _words: " | ".join(alias.name for alias in each.aliases)),
)
"""Key, headers in French and English, value. A name may hold commas, so a bar parts other names in each format."""


def export(event: Event, format_name: str, *, lang: str, at: datetime) -> Export:
    """All of it, by name; for programs, codes instead of words."""
    types = words(ORGANISATION_TYPES, format_name, lang)
    rows = ([value(each, types) for *_names, value in COLUMNS] for each in db.session.scalars(standings.search(event.id)))
    return written(event, "organisations", format_name, header(COLUMNS, format_name, lang), rows, at)
