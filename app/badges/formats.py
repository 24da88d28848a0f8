"""Where things stand on a badge of each format. Millimetres, text in points."""

from dataclasses import dataclass
from functools import cached_property

from app.credentials.matrix import QUIET, SIDE

POINTS = 72 / 25.4
"""Points in a millimetre."""


@dataclass(frozen=True)
class Format:
    """One badge. Names, organisation and job fill the column from `names_top` on; the code stands
    flush right above the band, the reference at its left."""

    code: str
    width: float
    height: float
    margin: float
    names_top: float
    first_largest: float
    first_least: float
    organisation: float
    job: float
    code_side: float
    code_gap: float
    band: float
    label: float
    long_label: float
    shape: float

    @cached_property
    def column(self) -> float:
        """Width inside the margins."""
        return self.width - 2 * self.margin

    @cached_property
    def band_top(self) -> float:
        return self.height - self.margin - self.band

    @cached_property
    def code_left(self) -> float:
        return self.width - self.margin - self.code_side

    @cached_property
    def code_top(self) -> float:
        return self.band_top - self.code_gap - self.code_side

    @cached_property
    def module(self) -> float:
        return self.code_side / SIDE

    @cached_property
    def quiet_top(self) -> float:
        """Down to here a text may run the whole column."""
        return self.code_top - QUIET * self.module

    @cached_property
    def beside_code(self) -> float:
        """Width of the column left of the code and its quiet zone."""
        return self.column - self.code_side - QUIET * self.module

    def foot_top(self, no_photo: bool) -> float:
        """Where the reference begins, or the sign above it."""
        return self.code_top + (7.3 if no_photo else 17.0)


A6_PORTRAIT = Format(
    code="a6-portrait", width=105, height=148.5, margin=8, names_top=19.5, first_largest=48, first_least=24,
    organisation=15, job=12, code_side=30, code_gap=6, band=22, label=20, long_label=17, shape=12,
)  # fmt: skip


Line = tuple[float, float, float, float]
"""From a point to another, mm from the left and the top: x, y, x, y."""


@dataclass(frozen=True)
class Sheet:
    """A page of `cells`: the left and top edge of each badge on it. `marks` show where to cut or
    fold; `back` is where the other side of the first badge stands, once folded."""

    width: float
    height: float
    cells: tuple[tuple[float, float], ...]
    marks: tuple[Line, ...] = ()
    back: tuple[float, float] | None = None


def one_a_page(badge: Format) -> Sheet:
    """The badge alone, at its own size."""
    return Sheet(badge.width, badge.height, ((0.0, 0.0),))


A4_WIDTH, A4_HEIGHT = 210.0, 297.0
_X, _Y = A4_WIDTH / 2, A4_HEIGHT / 2
_EDGES = (
    (_X, 5, _X, 10), (_X, A4_HEIGHT - 10, _X, A4_HEIGHT - 5), (5, _Y, 10, _Y), (A4_WIDTH - 10, _Y, A4_WIDTH - 5, _Y)
)  # fmt: skip
_CROSS = ((_X - 3, _Y, _X + 3, _Y), (_X, _Y - 3, _X, _Y + 3))

FOUR_A_SHEET = Sheet(A4_WIDTH, A4_HEIGHT, ((0, 0), (_X, 0), (0, _Y), (_X, _Y)), marks=(*_EDGES, *_CROSS))
"""A6 portrait, four on A4, to be cut."""
HOME_FOLD = Sheet(A4_WIDTH, A4_HEIGHT, ((0, 0),), marks=_EDGES, back=(_X, 0))
"""A4 folded twice to A6: front at the top left, back at the top right, both upright."""
