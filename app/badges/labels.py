"""The lines that badges of a category have in common: the event and what stands in the band."""

from app.badges.blocks import BOLD, KERNING, SEMIBOLD, Block, measure
from app.badges.content import Art
from app.badges.fit import fit
from app.badges.formats import POINTS, Format
from app.badges.scripts import direction, on_paper, typeface


def compose_art(art: Art, badge: Format) -> dict[str, Block | None]:
    """The lines that stand on every badge of a category: `event`, and `group` and `word` in the band."""
    beside_shape = badge.column - 9.2 - badge.shape - 4.0
    return {
        "event": _label(art.event, badge.column - 35, 10, 7.5, SEMIBOLD),
        "group": _label(art.category.group, beside_shape, badge.label * 0.55, badge.label * 0.4, SEMIBOLD),
        "word": _word(art.category.word, beside_shape, badge),
    }


def _label(text: str, column: float, largest: float, least: float, weight: int) -> Block | None:
    plain = on_paper(text)
    if not plain:
        return None
    face = typeface(plain)
    fitted = fit(plain, column * POINTS * KERNING, largest, least, measure(face, weight, "label"))
    return Block("label", fitted.lines, fitted.size, face, direction(plain))


def _word(text: str, column: float, badge: Format) -> Block | None:
    """One line at the two sizes of the design; a longer label takes two lines or shrinks."""
    for size in (badge.label, badge.long_label):
        block = _label(text, column, size, size, BOLD)
        if block is None or (len(block.lines) == 1 and block.size == size):
            return block
    return _label(text, column, badge.long_label * 0.85, badge.long_label * 0.5, BOLD)
