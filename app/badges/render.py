"""Badges as PDF.

The plain way, everything on every page, costs several times as much: here what badges have in
common is laid out once (art.py), each person adds a light page of text, and codes are drawn as
PDF operators.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import pydyf
from flask_babel import force_locale
from flask_babel import gettext as _
from weasyprint import CSS

from app.badges import art, engine
from app.badges.blocks import Block
from app.badges.content import Art, BadgeContent
from app.badges.formats import A6_PORTRAIT, Format, Sheet, one_a_page
from app.badges.layout import compose
from app.badges.stamp import Frame, Pages, code_drawing, form_drawing
from app.credentials.matrix import matrix


@dataclass(frozen=True)
class Placed:
    """One person's badge in a cell of a page, its lines decided."""

    content: BadgeContent
    cell: int
    blocks: tuple[Block, ...]


def render_badge(content: BadgeContent) -> bytes:
    """The badge of one person, A6. Raises DomainError where it cannot be printed whole."""
    with force_locale(content.language):
        title = _("Badge: %(name)s, %(event)s", name=content.full_name, event=content.event)
    return render([content], A6_PORTRAIT, one_a_page(A6_PORTRAIT), title, content.language)


def render(contents: Sequence[BadgeContent], badge: Format, sheet: Sheet, title: str, lang: str) -> bytes:
    """Badges in their order on as many sheets as they need; `lang` is the document's language."""
    size = len(sheet.cells)
    placed = [Placed(each, index % size, compose(each, badge)) for index, each in enumerate(contents)]
    pages = [placed[start : start + size] for start in range(0, len(placed), size)]
    arts = tuple(dict.fromkeys(content.art for content in contents))
    source = engine.template("people.html", pages=pages, title=title, lang=lang)
    with engine.at_work(), force_locale(lang):
        document = engine.lay_out(source, _style(badge, sheet))
        return document.write_pdf(
            pdf_tags=True, finisher=lambda _document, pdf: _finish(pdf, pages, arts, badge, sheet)
        )


def _finish(pdf: pydyf.PDF, pages: list[list[Placed]], arts: tuple[Art, ...], badge: Format, sheet: Sheet) -> None:
    paper = Pages(pdf)
    paper.know(art.forms(arts, badge).add_to(pdf))
    names = {each: (f"art{index}", _spoken(each)) for index, each in enumerate(arts)}
    articles = iter(paper.articles)
    for number, page in enumerate(pages):
        for placed in page:
            left, top = sheet.cells[placed.cell]
            _stamp(paper, number, next(articles), placed, badge, Frame(left, top, badge.width, badge.height), names)


def _stamp(
    paper: Pages, number: int, article: pydyf.Dictionary, placed: Placed, badge: Format, frame: Frame,
    names: dict[Art, tuple[str, str]],
) -> None:  # fmt: skip
    """One badge: its art first, its code last, and in between what the letters alone do not say."""
    for part, block in zip(article["K"], placed.blocks, strict=False):
        if not block.face.is_hanken and block.side == "ltr":
            paper.spell(number, part, block)
    content = placed.content
    paper.say(article, -1, f"{_('Reference')} {content.reference}")
    code = Frame(frame.left + badge.code_left, frame.top + badge.code_top, badge.code_side, badge.code_side)
    spoken = _("Entry code as a QR, to show at the door")
    paper.draw(number, article, code_drawing(code, matrix(content.code), spoken), position=len(article["K"]))
    paper.draw(number, article, form_drawing(frame, *names[content.art]), position=0)


def _spoken(shared: Art) -> str:
    signs = [shared.event, shared.date, shared.category.label]
    return ", ".join([*signs, _("No photo")] if shared.no_photo else signs)


@cache
def _style(badge: Format, sheet: Sheet) -> CSS:
    return engine.style_sheet(engine.template("people.css", badge=badge, sheet=sheet))
