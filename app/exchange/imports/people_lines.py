"""Lines of a list of people: what each says, in the words of one event."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import lazy_gettext as _l

from app.core.forms import is_phone, sound_email
from app.core.languages import LANGUAGES
from app.core.text import search_text
from app.credentials import reference
from app.events.models import Event
from app.exchange.imports.verdicts import (
    Problem,
    Readers,
    Record,
    Target,
    Unfit,
    Verdict,
    chosen,
    line_of,
    read,
    text_of,
    yes_or_no,
)
from app.exchange.imports.words import several, spoken, written
from app.exchange.tables.table import Cell
from app.exchange.tables.values import text
from app.registration.forms import ORGANISATION_TYPES
from app.registration.models import Registration

TARGETS = (
    Target("reference", ("Référence", "Réf"), _l("Reference")),
    Target("email", ("Adresse électronique", "E-mail", "Courriel", "Mail", "Adresse mail", "Adresse e-mail"), _l("E-mail")),
    Target("first_name", ("Prénom", "First name", "Given name"), _l("First name")),
    Target("last_name", ("NOM", "Last name", "Nom de famille", "Surname", "Family name"), _l("Last name")),
    Target("organisation_name", ("Organisation", "Organisme", "Société", "Entreprise", "Structure", "Company"), _l("Organisation")),
    Target("organisation_type", ("Type d'organisation", "Organisation type"), _l("Type of organisation")),
    Target("job_title", ("Fonction", "Job title", "Poste", "Titre", "Position"), _l("Job title")),
    Target("phone", ("Téléphone", "Phone", "Tél", "Mobile", "Portable"), _l("Phone")),
    Target("category", ("Code catégorie", "Category code", "Catégorie", "Category"), _l("Category")),
    Target("language", ("Langue", "Language"), _l("Language of the mails")),
    Target("areas", ("Domaines", "Areas", "Thématiques"), _l("Areas")),
    Target("sessions", ("Sessions", "Ateliers", "Workshops"), _l("Sessions, of new people alone")),
    Target("vip", ("VIP",), _l("VIP")),
    Target("door_note", ("Note pour l'accueil", "Note for the door"), _l("Note for the door")),
    Target("badge_name", ("Nom sur le badge", "Name on the badge"), _l("Name on the badge")),
    Target("badge_organisation", ("Organisation sur le badge", "Organisation on the badge"), _l("Organisation on the badge")),
)
LANGUAGE_NAMES = {"fr": _l("French"), "en": _l("English")}


@dataclass(frozen=True)
class Words:
    """What the lists of an event are called in each language."""

    readers: Readers
    areas: dict[str, str]

    def read(self, record: Record, known_areas: list[str]) -> tuple[dict[str, Any], list[Problem]]:
        """`known_areas`: codes that somebody has already, though the event may offer them no more."""
        areas = self.areas | {search_text(code): code for code in known_areas}
        return read(record, self.readers | {"areas": _several(areas, "areas")})


@dataclass(frozen=True)
class Plan:
    """What a line asks for. `said`: all that it says, or of somebody who is there what differs."""

    verdict: Verdict
    person: Registration | None = None
    said: Mapping[str, Any] = field(default_factory=dict)


def words_of(event: Event) -> Words:
    categories = written((each.id, each.label) for each in event.categories)
    languages = spoken({code: LANGUAGE_NAMES.get(code, name) for code, name in LANGUAGES.items()})
    sessions = written((each.id, each.title) for each in event.sessions if each.capacity is not None)
    return Words(
        {
            "reference": _reference,
            "email": read_email,
            "first_name": line_of(100),
            "last_name": line_of(100),
            "organisation_name": line_of(200),
            "organisation_type": chosen(spoken(ORGANISATION_TYPES), "type"),
            "job_title": line_of(150),
            "phone": _phone,
            "category": chosen(categories | {search_text(each.code): each.id for each in event.categories}, "category"),
            "language": chosen(languages | {search_text(name): code for code, name in LANGUAGES.items()}, "language"),
            "sessions": _several(sessions, "sessions"),
            "vip": yes_or_no,
            "door_note": text_of(140),
            "badge_name": line_of(200),
            "badge_organisation": line_of(200),
        },
        written((each["code"], each["label"]) for each in event.areas) | {search_text(each["code"]): each["code"] for each in event.areas},
    )


def _reference(cell: Cell) -> str:
    found = reference.parse(text(cell))
    if found is None:
        raise Unfit("reference")
    return found


def read_email(cell: Cell) -> str:
    """Raises Unfit where no mail could be sent to it."""
    try:
        return sound_email(text(cell))
    except ValueError:
        raise Unfit("email") from None


def _phone(cell: Cell) -> str:
    number = text(cell)
    if len(number) > 40 or not is_phone(number):
        raise Unfit("phone")
    return number


def _several(known: dict[str, Any], code: str) -> Any:
    def reader(cell: Cell) -> list[Any]:
        try:
            return several(text(cell), known)
        except ValueError:
            raise Unfit(code) from None

    return reader
