"""A block of lines on a badge, and the proportions that measure and style sheet share. Pure."""

from dataclasses import dataclass

from app.badges.breaks import Measure
from app.badges.scripts import Typeface

KERNING = 0.985
"""Share of a column that is filled, as widths are measured without kerning."""

BOLD, SEMIBOLD, REGULAR = 700, 600, 400

TRACKING = {"first": -0.02, "last": -0.01, "title": -0.02}
"""Letter-spacing of large Latin names in em; scripts that join their letters have none."""

GAP = {
    "first": 0.0, "last": 0.14, "organisation": 0.2, "job": 0.2, "label": 0.0,
    "title": 0.0, "date": 0.47, "term": 0.82, "fact": 0.0,
}  # fmt: skip
"""Room above a block in em of its own size."""

LEADING = {
    "first": 1.0, "last": 1.12, "organisation": 1.22, "job": 1.22, "label": 1.2,
    "title": 1.1, "date": 1.35, "term": 1.35, "fact": 1.35,
}  # fmt: skip
"""Line height of Latin in em; taller scripts multiply it."""


@dataclass(frozen=True)
class Block:
    """Lines of one size. `apart`: room above in em, where it is not the role's; `narrow` keeps clear of
    the code."""

    role: str
    lines: tuple[str, ...]
    size: float
    face: Typeface
    side: str
    apart: float | None = None
    narrow: bool = False

    @property
    def leading(self) -> float:
        return self.size * LEADING[self.role] * self.face.tall

    @property
    def height(self) -> float:
        gap = GAP[self.role] if self.apart is None else self.apart
        return self.size * gap + len(self.lines) * self.leading


def measure(face: Typeface, weight: int, role: str) -> Measure:
    """How wide a line of that role runs in that typeface, in em."""
    tracking = TRACKING.get(role, 0.0) if face.is_hanken else 0.0
    return lambda text: face.width(text, weight) + tracking * len(text)
