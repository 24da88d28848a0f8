"""In which typeface a text stands on paper, and from which side it is read.

A text is set in Hanken Grotesk as a whole or in Noto as a whole, never letter by letter. What no
installed font has is refused before printing: it would come out as boxes. Emoji alone stay off the paper
without stopping a badge, for a name is whole without them; whoever prints is told of whom.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import repeat

from flask_babel import gettext as _

from app.badges.fonts import HANKEN, find_face, hanken
from app.core.errors import DomainError

EUROPEAN = "Noto Sans"

# The first word of a letter's Unicode name tells its script; "Noto Sans <Word>" is the rule.
_FAMILIES = {
    "LATIN": EUROPEAN, "GREEK": EUROPEAN, "CYRILLIC": EUROPEAN,
    "NKO": "Noto Sans NKo", "TIBETAN": "Noto Serif Tibetan", "CANADIAN": "Noto Sans CanadianAboriginal",
}  # fmt: skip
_EAST_ASIAN = {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC", "FULLWIDTH"}
_REGION = {"HANGUL": "KR", "HIRAGANA": "JP", "KATAKANA": "JP", "BOPOMOFO": "TC"}

# Line height as a share of Latin's, for scripts that reach higher and lower.
_TALL = {
    EUROPEAN: 1.0, "Noto Sans Hebrew": 1.0, "Noto Sans Arabic": 1.3, "Noto Sans Devanagari": 1.25,
    "Noto Sans Thai": 1.3, "Noto Sans Lao": 1.3, "Noto Sans Khmer": 1.45, "Noto Sans Myanmar": 1.5,
    "Noto Serif Tibetan": 1.8,
}  # fmt: skip
_TALL_BY_DEFAULT = 1.2

_PICTOGRAPH = "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff]"
_EMOJI = re.compile(f"[0-9#*]?\ufe0f?\u20e3|{_PICTOGRAPH}|[\ufe0e\ufe0f]|[\U000e0000-\U000e007f]")
_RUN = re.compile(f"(?:[0-9#*]?\ufe0f?\u20e3|{_PICTOGRAPH})(?:{_PICTOGRAPH}|[\ufe0e\ufe0f\u200d\u20e3\U000e0000-\U000e007f])*")
_JOINER = re.compile(f"(?<={_PICTOGRAPH})[\ufe0e\ufe0f]?\u200d|\u200d(?={_PICTOGRAPH})")


@dataclass(frozen=True)
class Typeface:
    """Families in order of preference; together they have every letter of the text."""

    families: tuple[str, ...]

    @property
    def is_hanken(self) -> bool:
        return self.families == (HANKEN,)

    @property
    def css(self) -> str:
        """The value of `font-family`."""
        return ",".join(f"'{family}'" for family in self.families)

    @property
    def tall(self) -> float:
        """Line height as a share of what Latin takes."""
        return 1.0 if self.is_hanken else max(_TALL.get(family, _TALL_BY_DEFAULT) for family in self.families)

    def width(self, text: str, weight: int) -> float:
        """Advance of one line in em, without kerning. Shaping joins letters, hence only narrows."""
        tables = [face.widths for family in self.families if (face := find_face(family, weight))]
        if len(tables) == 1:  # nearly every text of a list of thousands
            return sum(map(tables[0].get, map(ord, text), repeat(0.0)))
        return sum(next((table[ord(c)] for table in tables if ord(c) in table), 0.0) for c in text)


IN_HANKEN = Typeface((HANKEN,))


@cache
def _printed_in_hanken() -> frozenset[str]:
    """What it has in both weights."""
    return hanken(400).letters & hanken(700).letters


def typeface(text: str) -> Typeface:
    """What `text` is set in. Raises DomainError("badge_script_missing") naming the letters."""
    if _printed_in_hanken().issuperset(text):  # nearly every text, and thousands are looked at before printing
        return IN_HANKEN
    letters = {c for c in text if not c.isspace() and unicodedata.category(c) != "Cf"}
    if not _lacking(letters, (HANKEN,)):
        return IN_HANKEN
    families = _noto(letters)
    if missing := _lacking(letters, families):
        raise DomainError(
            "badge_script_missing",
            _(
                "No installed font can print “%(letters)s” of “%(text)s”. Install the fonts of that script"
                " or write the name otherwise on the badge.",
                letters=" ".join(sorted(missing)),
                text=text,
            ),
        )
    return Typeface(families)


def _lacking(letters: set[str], families: tuple[str, ...]) -> set[str]:
    """The letters that none of the families has, in both of Noto's weights."""
    left = letters
    for family in families:
        faces = [find_face(family, weight) for weight in (400, 700)]
        left = set[str]().union(*(left - face.letters if face else left for face in faces))
    return left


def _noto(letters: set[str]) -> tuple[str, ...]:
    scripts = {unicodedata.name(c, "?").split()[0] for c in letters if unicodedata.category(c)[0] in "LM"}
    if scripts & _EAST_ASIAN:
        region = next((_REGION[script] for script in sorted(scripts) if script in _REGION), "SC")
        return (f"Noto Sans CJK {region}", EUROPEAN)
    named = {_FAMILIES.get(script, f"Noto Sans {script.title()}") for script in scripts}
    return (*sorted(named - {EUROPEAN}), EUROPEAN)


def direction(text: str) -> str:
    """ "rtl" or "ltr": the side of the first letter that has one (Unicode's rule P2)."""
    sides = (unicodedata.bidirectional(character) for character in text)
    return "rtl" if next((side for side in sides if side in ("L", "R", "AL")), "L") != "L" else "ltr"


def emoji_in(text: str) -> list[str]:
    """What `on_paper` leaves out, as typed."""
    return [] if text.isascii() else _RUN.findall(text)


def on_paper(text: str) -> str:
    """The text without its emoji, which no text font prints; NFC, single spaces."""
    plain = _EMOJI.sub(" ", _JOINER.sub("", text))
    return unicodedata.normalize("NFC", " ".join(plain.split()))
