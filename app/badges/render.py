"""Badges as PDF.

The plain way, everything on every page, costs several times as much: here what badges have in
common is laid out once (art.py), each person adds a light page of text, and codes and references
are drawn as PDF operators.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import pydyf
from flask_babel import force_locale
from flask_babel import gettext as _

from app.badges import art, engine, lettering
from app.badges.back import compose_back
from app.badges.blocks import Block
from app.badges.content import Art, Back, BadgeContent
from app.badges.formats import A6_PORTRAIT, Format
from app.badges.graft import Forms
from app.badges.layout import compose
from app.badges.sheets import Sheet, one_a_page, sheet_of
from app.badges.stamp import (
    Drawing,
    Frame,
    Pages,
    code_drawing,
    form_drawing,
    reference_drawing,
    settle_document,
)
from app.credentials.matrix import matrix

if TYPE_CHECKING:
    from weasyprint import CSS


@dataclass(frozen=True)
class Placed:
    """One badge in a cell of a page, its lines decided."""

    content: BadgeContent
    cell: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Ground:
    """What is printed on, and what lies ready there: the name and words of each form, backs by language."""

    badge: Format
    sheet: Sheet
    fronts: dict[Art, tuple[str, str]]
    backs: dict[str, tuple[str, str]]


def render_badge(content: BadgeContent, badge: Format = A6_PORTRAIT) -> bytes:
    """The badge of one person, alone on its page. Raises DomainError where it cannot be printed whole."""
    return render([content], badge, one_a_page(badge), badge_title(content), content.language)


def render_at_home(content: BadgeContent, back: Back, badge: Format = A6_PORTRAIT) -> bytes:
    """The badge of one person on A4, to be folded twice."""
    return render(
        [content], badge, sheet_of("home-fold"), badge_title(content), content.language, backs={back.language: back}
    )


def badge_title(content: BadgeContent) -> str:
    with force_locale(content.language):
        return _("Badge: %(name)s, %(event)s", name=content.full_name, event=content.event)


def render(
    contents: Sequence[BadgeContent], badge: Format, sheet: Sheet, title: str, lang: str,
    *, skipped: int = 0, backs: Mapping[str, Back] = {},
) -> bytes:
    """Badges in their order on as many sheets as they need; `lang` is the document's language.

    `skipped`: cells of the first sheet that were used before. `backs`, by language: the other sides."""
    size = len(sheet.cells)
    placed = [Placed(each, index % size, compose(each, badge)) for index, each in enumerate(contents, skipped)]
    pages = [placed[max(0, start - skipped) : start + size - skipped] for start in range(0, skipped + len(placed), size)]
    sides = tuple(backs[each] for each in sorted(backs))
    arts = tuple(sorted({content.art for content in contents}))
    source = engine.template("people.html", pages=pages, title=title, lang=lang)
    with engine.at_work(), force_locale(lang):
        document = engine.lay_out(source, _style(badge, sheet))
        ground = Ground(
            badge, sheet, {each: (f"art{index}", _spoken(each)) for index, each in enumerate(arts)},
            {side.language: (f"art{len(arts) + index}", _spoken_back(side, badge)) for index, side in enumerate(sides)},
        )  # fmt: skip
        common = art.forms(arts, sides, badge)
        return document.write_pdf(pdf_tags=True, finisher=lambda _document, pdf: _finish(pdf, pages, common, ground))


def _finish(pdf: pydyf.PDF, pages: list[list[Placed]], common: Forms, ground: Ground) -> None:
    settle_document(pdf)
    drawn = Pages(pdf)
    drawn.know(*common.add_to(pdf))
    drawn.rule(ground.sheet.marks)
    articles = iter(drawn.articles)
    for number, page in enumerate(pages):
        for placed in page:
            _stamp(drawn, number, next(articles), placed, ground)


def _stamp(drawn: Pages, number: int, article: pydyf.Dictionary, placed: Placed, ground: Ground) -> None:
    """One badge: its art first, then its text, reference and code, and the back last."""
    for part, block in zip(article["K"], placed.blocks, strict=False):
        marks = drawn.gather(number, part)
        if not block.face.is_hanken and block.side == "ltr":
            drawn.spell(number, marks, block)
    for drawing in _after_text(placed, ground):
        drawn.draw(number, article, drawing, position=len(article["K"]))
    left, top = ground.sheet.cells[placed.cell]
    front = Frame(left, top, ground.badge.width, ground.badge.height)
    drawn.draw(number, article, form_drawing(front, *ground.fronts[placed.content.art]), position=0)


def _after_text(placed: Placed, ground: Ground) -> Iterable[Drawing]:
    content, badge = placed.content, ground.badge
    left, top = ground.sheet.cells[placed.cell]
    if not content.is_blank:
        height = badge.code_side - lettering.BASELINE * badge.reference
        line = Frame(left + badge.margin, top + badge.code_top, badge.beside_code, height)
        yield reference_drawing(line, content.reference, badge, f"{_('Reference')} {content.reference}")
    code = Frame(left + badge.code_left, top + badge.code_top, badge.code_side, badge.code_side)
    yield code_drawing(code, matrix(content.code), _("Entry code as a QR, to show at the door"))
    if content.language in ground.backs:
        yield form_drawing(Frame(left, top, ground.sheet.width, ground.sheet.height), *ground.backs[content.language])


def _spoken(shared: Art) -> str:
    signs = [shared.event, shared.date, shared.category.label]
    return ", ".join([*signs, _("No photo")] if shared.no_photo else signs)


def _spoken_back(back: Back, badge: Format) -> str:
    return " ".join([compose_back(back, badge).spoken, *art.folding(back.language)])


@lru_cache(maxsize=32)
def _style(badge: Format, sheet: Sheet) -> "CSS":
    return engine.style_sheet(engine.template("people.css", badge=badge, sheet=sheet))
