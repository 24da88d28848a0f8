"""Badges as PDF.

The plain way, everything on every page, costs several times as much: here what badges have in
common is laid out once (art.py), each person adds a light page of text, and codes and references
are drawn as PDF operators.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import pydyf
from flask_babel import force_locale
from flask_babel import gettext as _
from weasyprint import CSS

from app.badges import art, engine, lettering
from app.badges.blocks import Block
from app.badges.content import Art, Back, BadgeContent
from app.badges.formats import A6_PORTRAIT, HOME_FOLD, Format, Sheet, one_a_page
from app.badges.graft import Forms
from app.badges.layout import compose
from app.badges.stamp import Drawing, Frame, Pages, code_drawing, form_drawing, reference_drawing
from app.credentials.matrix import matrix


@dataclass(frozen=True)
class Placed:
    """One badge in a cell of a page, its lines decided."""

    content: BadgeContent
    cell: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Paper:
    """What is printed on, and what lies ready there: the name and words of each form."""

    badge: Format
    sheet: Sheet
    fronts: dict[Art, tuple[str, str]]
    back: tuple[str, str] | None


def render_badge(content: BadgeContent) -> bytes:
    """The badge of one person, A6. Raises DomainError where it cannot be printed whole."""
    return render([content], A6_PORTRAIT, one_a_page(A6_PORTRAIT), _title(content), content.language)


def render_at_home(content: BadgeContent, back: Back) -> bytes:
    """The badge of one person on A4, to be folded twice."""
    return render([content], A6_PORTRAIT, HOME_FOLD, _title(content), content.language, back)


def _title(content: BadgeContent) -> str:
    with force_locale(content.language):
        return _("Badge: %(name)s, %(event)s", name=content.full_name, event=content.event)


def render(
    contents: Sequence[BadgeContent], badge: Format, sheet: Sheet, title: str, lang: str, back: Back | None = None
) -> bytes:
    """Badges in their order on as many sheets as they need; `lang` is the document's language."""
    size = len(sheet.cells)
    placed = [Placed(each, index % size, compose(each, badge)) for index, each in enumerate(contents)]
    pages = [placed[start : start + size] for start in range(0, len(placed), size)]
    arts = tuple(sorted({content.art for content in contents}))
    source = engine.template("people.html", pages=pages, title=title, lang=lang)
    with engine.at_work(), force_locale(lang):
        document = engine.lay_out(source, _style(badge, sheet))
        paper = Paper(
            badge, sheet, {each: (f"art{index}", _spoken(each)) for index, each in enumerate(arts)},
            (f"art{len(arts)}", _spoken_back(back)) if back else None,
        )  # fmt: skip
        common = art.forms(arts, back, badge)
        return document.write_pdf(pdf_tags=True, finisher=lambda _document, pdf: _finish(pdf, pages, common, paper))


def _finish(pdf: pydyf.PDF, pages: list[list[Placed]], common: Forms, paper: Paper) -> None:
    drawn = Pages(pdf)
    drawn.know(*common.add_to(pdf))
    drawn.rule(paper.sheet.marks)
    articles = iter(drawn.articles)
    for number, page in enumerate(pages):
        for placed in page:
            _stamp(drawn, number, next(articles), placed, paper)


def _stamp(drawn: Pages, number: int, article: pydyf.Dictionary, placed: Placed, paper: Paper) -> None:
    """One badge: its art first, then its text, reference and code, and the back last."""
    for part, block in zip(article["K"], placed.blocks, strict=False):
        if not block.face.is_hanken and block.side == "ltr":
            drawn.spell(number, part, block)
    for drawing in _after_text(placed, paper):
        drawn.draw(number, article, drawing, position=len(article["K"]))
    left, top = paper.sheet.cells[placed.cell]
    front = Frame(left, top, paper.badge.width, paper.badge.height)
    drawn.draw(number, article, form_drawing(front, *paper.fronts[placed.content.art]), position=0)


def _after_text(placed: Placed, paper: Paper) -> Iterable[Drawing]:
    content, badge = placed.content, paper.badge
    left, top = paper.sheet.cells[placed.cell]
    if not content.is_blank:
        line = Frame(left + badge.margin, top + badge.code_top, badge.beside_code, badge.code_side - lettering.BASELINE)
        yield reference_drawing(line, content.reference, f"{_('Reference')} {content.reference}")
    code = Frame(left + badge.code_left, top + badge.code_top, badge.code_side, badge.code_side)
    yield code_drawing(code, matrix(content.code), _("Entry code as a QR, to show at the door"))
    if paper.back is not None:
        yield form_drawing(Frame(0, 0, paper.sheet.width, paper.sheet.height), *paper.back)


def _spoken(shared: Art) -> str:
    signs = [shared.event, shared.date, shared.category.label]
    return ", ".join([*signs, _("No photo")] if shared.no_photo else signs)


def _spoken_back(back: Back) -> str:
    return ". ".join([f"{back.event}, {back.date}", *(f"{name}: {', '.join(lines)}" for name, lines in back.facts)])


@cache
def _style(badge: Format, sheet: Sheet) -> CSS:
    return engine.style_sheet(engine.template("people.css", badge=badge, sheet=sheet))
