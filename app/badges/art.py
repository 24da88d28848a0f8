"""What badges have in common, laid out once a process and put beneath each of them: the art of
their category, the back of those printed at home, the alphabet of references."""

from functools import cache, lru_cache
from typing import TYPE_CHECKING

import pydyf
from flask_babel import force_locale
from flask_babel import gettext as _

from app.badges import engine, lettering
from app.badges.back import compose_back
from app.badges.content import Art, Back
from app.badges.formats import Format
from app.badges.graft import Forms, harvest
from app.badges.labels import compose_art, frame_of, strip_of, words_height
from app.badges.stamp import map_every_glyph

if TYPE_CHECKING:
    from weasyprint import CSS
    from weasyprint.document import Document


@lru_cache(maxsize=64)
def forms(arts: tuple[Art, ...], backs: tuple[Back, ...], badge: Format) -> Forms:
    """A drawing for each of `arts` in their order, then one for each back; they share their fonts."""
    with engine.at_work():
        documents = [_front(art, badge) for art in arts]
        documents += [_back(back, badge) for back in backs]
        pages = [page for document in (*documents, _alphabet()) for page in document.pages]
        taken: list[Forms] = []

        def take(_document: "Document", pdf: pydyf.PDF) -> None:
            map_every_glyph(pdf)
            taken.append(harvest(pdf))

        documents[0].copy(pages).write_pdf(finisher=take)
    return taken[0]


@lru_cache(maxsize=64)
def _front(art: Art, badge: Format) -> "Document":
    band = {"frame": frame_of(art, badge), "strip": strip_of(art, badge), "words_height": words_height(art, badge)}
    with force_locale(art.language):
        source = engine.template("art.html", art=art, badge=badge, **band, **compose_art(art, badge))
    return engine.lay_out(source, _style("art.css", badge), badge.logo)


@lru_cache(maxsize=16)
def _back(back: Back, badge: Format) -> "Document":
    with force_locale(back.language):
        title, *steps, help_ = folding(back.language)
        panel = compose_back(back, badge)
        source = engine.template("back.html", lang=back.language, panel=panel, title=title, steps=steps, help=help_)
    return engine.lay_out(source, _style("back.css", badge))


def folding(lang: str) -> list[str]:
    """How to print and fold: a heading, the steps, and what else helps."""
    with force_locale(lang):
        return [
            _("Your badge, to print and fold"),
            _("Print this page on A4 at its actual size (%(scale)s), on one side.", scale="100\u00a0%"),
            _("Fold the lower half to the back, along the marks at the sides."),
            _("Fold the right half to the back, along the marks at the top and the foot."),
            _("Front and back are now the right way up. No printer? The code on your phone opens the door as well."),
        ]


@cache
def _alphabet() -> "Document":
    style = engine.style_sheet(engine.template("alphabet.css", weight=lettering.WEIGHT))
    return engine.lay_out(engine.template("alphabet.html", letters=lettering.LETTERS), style)


@lru_cache(maxsize=64)
def _style(name: str, badge: Format) -> "CSS":
    return engine.style_sheet(engine.template(name, badge=badge))
