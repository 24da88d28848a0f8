"""What a run of badges is put on: the format, how far the print is moved, from which label on."""

from dataclasses import dataclass

from flask_babel import gettext as _

from app.badges.formats import FORMATS, Format
from app.badges.sheets import Sheet, sheet_of
from app.core.errors import DomainError

DEFAULT = "a6-portrait"


@dataclass(frozen=True)
class Paper:
    """`right` and `down`: mm by which everything is moved. `first`: the label of the first sheet, from 1,
    on which printing begins. `marks`: whether there are marks to cut at."""

    format: str = DEFAULT
    right: float = 0.0
    down: float = 0.0
    first: int = 1
    marks: bool = True

    @property
    def badge(self) -> Format:
        return FORMATS[self.format]

    @property
    def sheet(self) -> Sheet:
        """Raises DomainError("off_paper")."""
        return sheet_of(self.format, self.right, self.down, marked=self.marks)

    @property
    def skipped(self) -> int:
        return self.first - 1

    def sheets_for(self, badges: int) -> int:
        """How many sheets so many badges take."""
        return -(-(badges + self.skipped) // len(self.sheet.cells))

    def check(self) -> None:
        """Raises DomainError("off_paper") or ("no_such_label")."""
        labels = len(self.sheet.cells)
        if not 1 <= self.first <= labels:
            raise DomainError(
                "no_such_label", _("Begin at a label from 1 to %(last)s: a sheet of this format has no other.", last=labels)
            )
