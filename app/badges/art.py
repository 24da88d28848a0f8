"""Category art: what badges have in common, laid out once a process and put beneath each of them."""

from functools import cache, lru_cache

from flask_babel import force_locale
from weasyprint import CSS
from weasyprint.document import Document

from app.badges import engine
from app.badges.content import Art
from app.badges.formats import Format
from app.badges.graft import Forms, harvest
from app.badges.labels import compose_art

WHITE = "#FFFFFF"
FRAME = 1
"""Millimetres of the black frame around a white band."""


@lru_cache(maxsize=64)
def forms(arts: tuple[Art, ...], badge: Format) -> Forms:
    """A drawing for each of `arts`, in their order; they share their fonts."""
    with engine.at_work():
        documents = [_document(art, badge) for art in arts]
        together = documents[0].copy([page for document in documents for page in document.pages])
        taken: list[Forms] = []
        together.write_pdf(finisher=lambda _document, pdf: taken.append(harvest(pdf)))
    return taken[0]


def _document(art: Art, badge: Format) -> Document:
    frame = FRAME if art.category.band.upper() == WHITE else 0
    with force_locale(art.language):
        source = engine.template("art.html", art=art, badge=badge, frame=frame, **compose_art(art, badge))
    return engine.lay_out(source, _style(badge))


@cache
def _style(badge: Format) -> CSS:
    return engine.style_sheet(engine.template("art.css", badge=badge))
