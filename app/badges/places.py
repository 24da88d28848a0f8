"""Where badges lie: desks and trays in words."""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from app.badges.models import PrintBatch, PrintedBadge
from app.badges.staleness import DIFFERS, ON_PAPER, arts_of
from app.badges.trays import Tray
from app.core.database import run
from app.core.languages import LANGUAGES
from app.extensions import db
from app.registration.models import Registration


def where(tray: Tray) -> str:
    """In the language of the request: “Desk 2, tray L to Z”."""
    if tray.first == tray.last:
        return _("Desk %(desk)s, tray %(first)s", desk=tray.desk, first=tray.first)
    return _("Desk %(desk)s, tray %(first)s to %(last)s", desk=tray.desk, first=tray.first, last=tray.last)


@dataclass(frozen=True)
class OnPaper:
    """A person's printed badge: the tray it lies in, if any, and whether it is no longer right."""

    tray: Tray | None
    stale: bool


def find_on_paper(person: Registration) -> OnPaper | None:
    found = db.session.execute(
        sa.select(PrintedBadge, DIFFERS)
        .join(Registration, ON_PAPER)
        .where(Registration.id == person.id)
        .options(joinedload(PrintedBadge.batch))
    ).first()
    if found is None:
        return None
    printed, differs = found
    art = arts_of([person.category])[person.category_id, person.language]
    return OnPaper(printed.place, bool(differs) or printed.art != art)


def words_of_trays(batch_ids: Iterable[int]) -> dict[int, list[dict[str, str]]]:
    """The trays of each batch, in every language."""
    ids = list(batch_ids)
    found = run(_TRAYS, {"ids": ids}) if ids else ()
    return {batch: [_in_all_languages(Tray(**kept)) for kept in trays] for batch, trays in found}


_TRAYS = sa.select(PrintBatch.id, PrintBatch.trays).where(PrintBatch.id.in_(sa.bindparam("ids", expanding=True)))


def _in_all_languages(tray: Tray) -> dict[str, str]:
    words = {}
    for lang in LANGUAGES:
        with force_locale(lang):
            words[lang] = where(tray)
    return words
