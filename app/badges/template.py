"""What an event changes of the built-in badge: its logo, which lines stand there and in which order,
where the band lies, and sizes within limits. Pure.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from app.badges.content import LINES
from app.badges.formats import Format
from app.badges.logos import Logo

NAMES = (60, 100)
BELOW = (80, 130)
"""Percent of the size of the design, least and most."""


@dataclass(frozen=True)
class Template:
    """`below`: what stands below the name, in order. `names_size`, `below_size`: percent."""

    below: tuple[str, ...] = LINES
    surname_first: bool = False
    titled: bool = True
    band_on_top: bool = False
    names_size: int = 100
    below_size: int = 100
    logo: Logo | None = None

    @classmethod
    def read(cls, values: Mapping[str, Any], logo: Logo | None = None) -> "Template":
        """From the database. Raises ValueError for what no page would have stored."""
        kept = {**BUILT_IN, **values}
        template = cls(**{name: tuple(value) if name == "below" else value for name, value in kept.items()}, logo=logo)
        _check(template)
        return template

    @property
    def values(self) -> dict[str, Any]:
        """For the database; the logo has a place of its own."""
        return {name: value for name, value in asdict(replace(self, logo=None)).items() if name != "logo"}

    def dress(self, badge: Format) -> Format:
        """The format as this event has it. A printer of black alone prints no logo."""
        share = self.below_size / 100
        sizes = {name: (getattr(badge, name) * share if name in self.below else 0) for name in LINES}
        worn = replace(
            badge, order=self.below, surname_first=self.surname_first, titled=self.titled, band_on_top=self.band_on_top,
            logo=None if badge.black else self.logo,
            first_largest=max(badge.first_least, badge.first_largest * self.names_size / 100), **sizes,
        )  # fmt: skip
        head = badge.names_top - badge.margin if self.titled or worn.logo else badge.margin / 2
        return replace(worn, names_top=worn.head_top + head)


BUILT_IN: dict[str, Any] = {field.name: field.default for field in fields(Template) if field.name != "logo"}


def _check(template: Template) -> None:
    sound = (
        set(template.below) <= set(LINES)
        and len(set(template.below)) == len(template.below)
        and all(isinstance(getattr(template, name), bool) for name in ("surname_first", "titled", "band_on_top"))
        and NAMES[0] <= template.names_size <= NAMES[1]
        and BELOW[0] <= template.below_size <= BELOW[1]
    )
    if not sound:
        raise ValueError("no template that could be printed")
