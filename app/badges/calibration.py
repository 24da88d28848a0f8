"""A sheet to lay over the real one: frames where badges would lie, and rulers. One page, no badge."""

from flask_babel import gettext as _

from app.badges import engine
from app.badges.formats import FORMATS
from app.badges.sheets import sheet_of
from app.badges.stamp import settle_document
from app.badges.wording import FORMAT_LABELS

SMALL = 150
"""Millimetres of a page below which rulers lie at its very edge: a label, or a card."""


def calibration_pdf(code: str, right: float, down: float, lang: str) -> bytes:
    """In the language of the request. Raises DomainError("off_paper")."""
    sheet, badge = sheet_of(code, right, down, marked=False), FORMATS[code]
    edge = 1 if sheet.width < SMALL else 6
    (left, top), words = sheet.cells[0], edge + 9
    cells = [*sheet.cells, *([sheet.back] if sheet.back else [])]
    text = {"left": max(left + 3, words), "top": max(top + 3, words), "right": left + badge.width - 3}
    measure = 100 if sheet.width > SMALL else 40
    title = _("Calibration sheet: %(format)s", format=FORMAT_LABELS[code])
    source = engine.template(
        "calibration.html", sheet=sheet, badge=badge, cells=cells, edge=edge, measure=measure, title=title, lang=lang,
        moved=right or down, right=f"{right:g}", down=f"{down:g}",
    )  # fmt: skip
    with engine.at_work():
        style = engine.style_sheet(engine.template("calibration.css", sheet=sheet, text=text))
        document = engine.lay_out(source, style)
        return document.write_pdf(pdf_tags=True, finisher=lambda _document, pdf: settle_document(pdf))
