"""What stands on the back of a badge printed at home: as large as its panel allows. What would be cut
even in small letters is left out as a whole; the mail that brings the badge says it, too."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from flask_babel import gettext as _

from app.badges.blocks import BOLD, REGULAR, SEMIBOLD, Block
from app.badges.content import Back
from app.badges.formats import POINTS, Format
from app.badges.labels import set_text
from app.badges.scripts import on_paper, typeface
from app.core.errors import DomainError

SIZES = {"title": (22.0, BOLD), "date": (12.0, SEMIBOLD), "term": (11.0, SEMIBOLD), "fact": (11.0, REGULAR)}
"""Points, where there is room, and weight."""
SHARES = (1.0, 0.9, 0.8, 0.7, 0.6)
ABOVE_FACTS = 1.8
"""Em between the date and the first of the facts."""

Fact = tuple[str, tuple[str, ...]]
"""Its name, and its lines."""


@dataclass(frozen=True)
class Panel:
    """Blocks from the top, and all that they say."""

    blocks: tuple[Block, ...]
    spoken: str


@lru_cache(maxsize=16)
def compose_back(back: Back, badge: Format) -> Panel:
    room = (badge.height - 2 * badge.margin) * POINTS
    for facts in _ever_fewer([_printable(fact) for fact in back.facts]):
        for share in SHARES:
            blocks = tuple(_blocks(back, facts, badge.column, share))
            if sum(block.height for block in blocks) <= room:
                return Panel(blocks, _spoken(back, facts))
    raise DomainError("badge_overflow", _("The name of the event is too long for this format of badge."))


def _printable(fact: Fact) -> Fact:
    """Without lines in which there is a letter that no installed font has."""
    name, lines = fact
    return name, tuple(line for line in map(on_paper, lines) if line and _has_fonts(line))


def _has_fonts(line: str) -> bool:
    try:
        typeface(line)
    except DomainError:
        return False
    return True


def _ever_fewer(facts: Sequence[Fact]) -> Iterator[list[Fact]]:
    """All of them, then without the longest, and so on."""
    kept = [fact for fact in facts if fact[1]]
    yield kept
    while kept:
        longest = max(kept, key=lambda fact: sum(map(len, fact[1])))
        kept = [fact for fact in kept if fact is not longest]
        yield kept


def _blocks(back: Back, facts: Sequence[Fact], column: float, share: float) -> Iterator[Block]:
    """Above the first of the facts there is more room."""

    def block(role: str, text: str, apart: float | None = None) -> Iterator[Block]:
        size, weight = SIZES[role]
        if made := set_text(text, column, round(size * share * 2) / 2, weight, role, apart):
            yield made

    yield from block("title", on_paper(back.event))
    yield from block("date", back.date)
    for index, (name, lines) in enumerate(facts):
        yield from block("term", name, None if index else ABOVE_FACTS)
        for line in lines:
            yield from block("fact", line)


def _spoken(back: Back, facts: Sequence[Fact]) -> str:
    return " ".join([f"{back.event}, {back.date}.", *(f"{name}: {', '.join(lines)}." for name, lines in facts)])
