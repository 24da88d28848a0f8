"""What parts trays from each other and names desks: a page before each tray, a sign for each desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from app.badges import engine
from app.badges.blocks import BOLD, measure
from app.badges.fit import fit
from app.badges.formats import POINTS
from app.badges.scripts import Typeface, typeface
from app.badges.sheets import A4, Sheet
from app.badges.stamp import settle_document
from app.badges.trays import Tray


@dataclass(frozen=True)
class Divider:
    """The page before a tray's `number` badges."""

    tray: Tray
    number: int


@dataclass(frozen=True)
class Notice:
    """A page of large letters: what stands above the range, the range, and what stands below."""

    above: str
    first: str
    last: str
    below: str


def divider_page(divider: Divider, sheet: Sheet, title: str, lang: str) -> bytes:
    """Of the size of the sheet that follows."""
    tray = divider.tray
    with force_locale(lang):
        counted = ngettext("%(num)s badge", "%(num)s badges", divider.number)
        notice = Notice(_("Desk %(desk)s", desk=tray.desk), tray.first, tray.last, counted)
    return _pages([notice], sheet.width, sheet.height, title, lang)


def desk_signs(trays: Sequence[Tray], event: str, languages: Sequence[str], title: str, lang: str) -> bytes:
    """A4 across, a page for each desk; its word in every language of the event."""
    signs = []
    for desk, theirs in groupby(trays, key=lambda tray: tray.desk):
        dealt = list(theirs)
        signs.append(Notice(_in_words(desk, languages), dealt[0].first, dealt[-1].last, event))
    return _pages(signs, *A4[::-1], title, lang)


def _in_words(desk: int, languages: Sequence[str]) -> str:
    words = []
    for lang in languages:
        with force_locale(lang):
            words.append(_("Desk %(desk)s", desk=desk))
    return " · ".join(dict.fromkeys(words))


def _pages(notices: Sequence[Notice], width: float, height: float, title: str, lang: str) -> bytes:
    side = min(width, height)
    shown = [_set(notice, width, side) for notice in notices]
    with engine.at_work():
        style = engine.style_sheet(engine.template("divider.css", width=width, height=height, side=side))
        source = engine.template("divider.html", notices=shown, title=title, lang=lang)
        document = engine.lay_out(source, style)
        return document.write_pdf(pdf_tags=True, finisher=lambda _document, pdf: settle_document(pdf))


def _set(notice: Notice, width: float, side: float) -> dict[str, Any]:
    """The range as large as it goes, on one line or on two."""
    text = notice.first if notice.first == notice.last else f"{notice.first} – {notice.last}"
    face = typeface(text)
    fitted = fit(text, width * 0.84 * POINTS, side * 1.2, side * 0.3, measure(face, BOLD, "label"))
    return {"above": notice.above, "lines": fitted.lines, "size": fitted.size, "face": _css(face), "below": notice.below}


def _css(face: Typeface) -> str:
    return "" if face.is_hanken else f"font-family:{face.css}"
