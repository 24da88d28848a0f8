"""What stands on one badge. Plain values: no database, no request."""

from dataclasses import dataclass
from functools import cached_property

from app.badges.scripts import on_paper


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class Art:
    """What badges have in common: it is laid out once for all that share it."""

    event: str
    date: str
    category: CategoryMark
    no_photo: bool
    language: str


@dataclass(frozen=True)
class BadgeContent:
    """One person's badge. `code` is the entry code (24 letters), `reference` is shown 4-4."""

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
        return Art(self.event, self.date, self.category, self.no_photo, self.language)

    @cached_property
    def names(self) -> tuple[str, str]:
        """The large line and the one below it, as printed. A single name stands large."""
        first, last = on_paper(self.first_name), on_paper(self.last_name)
        return (first, last) if first else (last, "")

    @property
    def full_name(self) -> str:
        return " ".join(filter(None, self.names))
