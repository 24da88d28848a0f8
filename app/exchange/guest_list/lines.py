"""One line of a list of people to invite, read and checked. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from babel import Locale
from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.core.languages import LANGUAGES
from app.core.text import looks_like_url, search_text
from app.exchange.tables import values
from app.exchange.tables.headers import Field
from app.exchange.tables.table import Cell

FIELDS = (
    Field("first_name", ("prénom", "first name", "given name", "forename")),
    Field("last_name", ("nom", "nom de famille", "last name", "surname", "family name", "name")),
    Field("organisation", (
        "organisme", "organization", "société", "entreprise", "structure", "établissement", "company", "institution",
        "affiliation", "employer",
    )),
    Field("email", (
        "e-mail", "adresse e-mail", "adresse électronique", "adresse mail", "courriel", "mail", "mél", "email address",
        "address", "adresse",
    )),
    Field("language", ("langue", "lang")),
    Field("category", ("catégorie", "code catégorie", "category code", "profil", "type")),
)  # fmt: skip
LABELS = {
    "first_name": _l("First name"),
    "last_name": _l("Last name"),
    "organisation": _l("Organisation"),
    "email": _l("E-mail"),
    "language": _l("Language"),
    "category": _l("Category"),
}
LONGEST = {"first_name": 100, "last_name": 100, "organisation": 200, "email": 254}


@dataclass(frozen=True)
class Candidate:
    """Somebody whom a line names."""

    line: int
    email: str
    first_name: str
    last_name: str
    organisation_name: str
    language: str
    category_id: int


Kind = TypeVar("Kind")


class Unreadable(Exception):
    """What is wrong with a line, for a person."""


class Unready(Exception):
    """Nothing is wrong with a line, but something has not been chosen yet that it needs: the key of that field."""


@dataclass(frozen=True)
class Reader:
    """How lines of one list are read: what categories and languages may be called, by `key_of`, and what
    holds where a line says none."""

    categories: Mapping[str, int]
    languages: Mapping[str, str]
    category_id: int | None
    language: str

    def read(self, line: int, cells: Mapping[str, Cell]) -> Candidate:
        """`cells`: those of the columns that were chosen. Raises Unready, Unreadable."""
        if "email" not in cells:
            raise Unready("email")
        said = {key: values.text(cells.get(key, "")) for key in LABELS}
        for key, most in LONGEST.items():
            if len(said[key]) > most:
                raise _wrong(key, _("Shorten this to %(most)s characters.", most=most))
        for key in ("first_name", "last_name", "organisation"):
            if looks_like_url(said[key]):
                raise _wrong(key, _("Remove the web address: only a name belongs here."))
        return Candidate(
            line, _email(said["email"]), said["first_name"], said["last_name"], said["organisation"],
            self._language(said["language"]), self._category(said["category"]),
        )  # fmt: skip

    def _language(self, said: str) -> str:
        return _one_of(self.languages, "language", said, lambda: self.language)

    def _category(self, said: str) -> int:
        return _one_of(self.categories, "category", said, self._usual_category)

    def _usual_category(self) -> int:
        if self.category_id is None:
            raise Unready("category")
        return self.category_id


def _one_of(known: Mapping[str, Kind], key: str, said: str, usual: Callable[[], Kind]) -> Kind:
    if not said:
        return usual()
    try:
        return known[key_of(said)]
    except KeyError:
        raise _wrong(key, _("“%(said)s” is not known here.", said=said[:60])) from None


def _email(said: str) -> str:
    try:
        return validate_email(said, check_deliverability=False).normalized
    except EmailNotValidError:
        raise _wrong("email", _("Complete the e-mail address, for example “first.last@lab.org”.")) from None


def _wrong(key: str, why: str) -> Unreadable:
    return Unreadable(_("%(field)s: %(why)s", field=LABELS[key], why=why))


def key_of(word: str) -> str:
    """Accents and capitals apart."""
    return search_text(word)


def languages_by_name(codes: list[str]) -> dict[str, str]:
    """« fr », « français », “French”: each name of these languages, in each language we speak."""
    names = {key_of(code): code for code in codes}
    for code in codes:
        names |= {key_of(Locale.parse(code).get_display_name(lang) or code): code for lang in LANGUAGES}
    return names
