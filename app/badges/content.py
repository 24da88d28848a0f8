"""What stands on one badge. Plain values: no database, no request."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property, lru_cache
from typing import Any

from app.badges.scripts import emoji_in, on_paper


@dataclass(frozen=True, order=True)
class CategoryMark:
    """A category as it is printed. `band` and `text` are "#RRGGBB"; `shape` and `pattern` are names."""

    code: str
    label: str
    band: str
    text: str
    shape: str
    pattern: str

    @property
    def group(self) -> str:
        """What stands before « · » in the label, a small line above: “Member”, or nothing."""
        return self.label.rpartition(" · ")[0]

    @property
    def word(self) -> str:
        return self.label.rpartition(" · ")[2]


LINES = ("organisation", "job")
"""What may stand below a name."""


@dataclass(frozen=True, order=True)
class Art:
    """What badges have in common: it is laid out once for all that share it."""

    event: str
    date: str
    category: CategoryMark
    no_photo: bool
    blank: bool
    language: str


@lru_cache(maxsize=64)
def _spelled(art: Art) -> dict[str, Any]:
    return asdict(art)


@dataclass(frozen=True)
class Back:
    """The other side of a badge printed at home: what helps on the day, the same for everybody.
    `facts` are (name, lines)."""

    event: str
    date: str
    facts: tuple[tuple[str, tuple[str, ...]], ...]
    language: str


@dataclass(frozen=True)
class BadgeContent:
    """One badge. `code` is the entry code (24 letters), `reference` is shown 4-4; without one it is
    a blank, whose name is written by hand."""

    event: str
    date: str
    first_name: str
    last_name: str
    organisation: str
    job_title: str
    category: CategoryMark
    no_photo: bool
    reference: str
    code: str
    language: str

    @cached_property
    def art(self) -> Art:
        return Art(self.event, self.date, self.category, self.no_photo, self.is_blank, self.language)

    @property
    def is_blank(self) -> bool:
        return not self.reference

    @cached_property
    def names(self) -> tuple[str, str]:
        """The large line and the one below it, as printed. A single name stands large."""
        first, last = on_paper(self.first_name), on_paper(self.last_name)
        return (first, last) if first else (last, "")

    def fingerprint(self, lines: Sequence[str] = LINES) -> str:
        """SHA-256 of all that is on paper where these lines stand below the name; the code in it keeps
        names from being guessed."""
        texts = [*self.names, *(self.line(name) for name in lines), self.reference, self.code, _spelled(self.art)]
        return hashlib.sha256(json.dumps(texts, sort_keys=True).encode()).hexdigest()

    def line(self, name: str) -> str:
        """One of LINES, as printed."""
        return on_paper(self.organisation if name == "organisation" else self.job_title)

    def left_out(self, lines: Sequence[str] = LINES) -> str:
        """The emoji that stay off the paper, where these lines stand below the name; mostly none."""
        texts = {"organisation": self.organisation, "job": self.job_title}
        typed = [self.first_name, self.last_name, *(texts[name] for name in lines)]
        return " ".join(dict.fromkeys(emoji for text in typed for emoji in emoji_in(text)))

    @property
    def full_name(self) -> str:
        return " ".join(filter(None, self.names))
