"""How many names are dealt to desks and trays: ranges of the alphabet, computed from the names. Pure.

A cut lies where few letters tell the two sides apart: “A to K” and “L to Z” rather than “Ma”, as long
as no desk gets much more than its share.
"""

import itertools
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

OFF = 0.1
"""How far a cut may lie from an equal share, as a part of one share: a range of one letter is worth
that. Two desks keep within 45 and 55 in a hundred."""


@dataclass(frozen=True)
class Tray:
    """Names from `first` to `last`. `begins`: the sort key from which on they lie here (see
    registration.names); empty for the first tray."""

    desk: int
    begins: str
    first: str
    last: str

    def kept(self) -> dict[str, Any]:
        """For the database."""
        return asdict(self)


def split(keys: Sequence[str], desks: int, each: int) -> list[Tray]:
    """`each` trays at every desk for people of these sort keys, in their order. Where there are too few
    names there are fewer trays."""
    texts = [bytes.fromhex(key).decode(errors="replace") for key in keys]
    bounds = [0, *_cuts(texts, desks), len(texts)]
    starts: list[tuple[int, int]] = []
    for desk, (begin, end) in enumerate(itertools.pairwise(bounds), 1):
        starts += [(desk, begin + cut) for cut in (0, *_cuts(texts[begin:end], each))]
    prefixes = [_prefix(texts, start) for _desk, start in starts]
    lasts = [_before(prefix, texts[start - 1]) for prefix, (_desk, start) in zip(prefixes[1:], starts[1:], strict=True)]
    end = _end(prefixes[-1], texts[-1] if texts else "")
    return [
        Tray(desk, prefix.encode().hex(), _shown(prefix) or "A", last)
        for (desk, _start), prefix, last in zip(starts, prefixes, [*lasts, end], strict=True)
    ]


def tray_of(trays: Sequence[Tray], key: str) -> int:
    """In which of them somebody of that sort key lies, by index."""
    return max(0, bisect_right([tray.begins for tray in trays], key) - 1)


def _cuts(texts: Sequence[str], parts: int) -> list[int]:
    """Where all parts but the first begin; fewer where names do not suffice."""
    places = [place for place in range(1, len(texts)) if texts[place] != texts[place - 1]]
    cuts: list[int] = []
    for number in range(1, parts):
        free = [place for place in places if place > (cuts[-1] if cuts else 0)]
        if free:
            cuts.append(_best(texts, free, len(texts) * number / parts, OFF * len(texts) / parts))
    return cuts


def _best(texts: Sequence[str], places: Sequence[int], ideal: float, off: float) -> int:
    """The place told by the fewest letters within `off`, else the nearest."""
    near = [place for place in places if abs(place - ideal) <= off]
    if not near:
        return min(places, key=lambda place: abs(place - ideal))
    return min(near, key=lambda place: (len(_prefix(texts, place)), abs(place - ideal)))


def _prefix(texts: Sequence[str], place: int) -> str:
    """The letters by which the text there is told from the one before; none for the first of all."""
    if place == 0:
        return ""
    before, text = texts[place - 1], texts[place]
    same = next((index for index, pair in enumerate(zip(before, text, strict=False)) if pair[0] != pair[1]), len(before))
    return text[: same + 1]


def _before(prefix: str, name: str) -> str:
    """The end of the range before `prefix`: the letter before a letter, else as many of the last name."""
    is_letter = len(prefix) == 1 and "b" <= prefix <= "z"
    return _shown(chr(ord(prefix) - 1) if is_letter else name[: len(prefix)])


def _end(prefix: str, name: str) -> str:
    """The end of the last range; scripts that come after Latin end with their own letters."""
    return "Z" if prefix < "{" else _shown(name[:1])


def _shown(prefix: str) -> str:
    """As a sign says it: “Martin J”."""
    return prefix.replace("\0", " ").title().strip()
