"""How badges lie on paper: the grid of each format, moved as the printer needs it. Millimetres.

The grids are data: `badge-formats.csv`, as makers of labels state them.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask_babel import gettext as _

from app.badges.formats import FORMATS, Format
from app.core.errors import DomainError

GRIDS = Path(__file__).with_name("badge-formats.csv")
A4 = (210.0, 297.0)
MOST_MOVED = 20
"""Millimetres by which the print may be moved, at most."""
EDGE = {"single": 1.0}
EDGE_OF_A4 = 4.0
"""Millimetres at the edge of the paper in which printers put no ink."""

Line = tuple[float, float, float, float]
"""From a point to another, mm from the left and the top: x, y, x, y."""


@dataclass(frozen=True)
class Grid:
    """Where badges of a format lie on one page. `page`: portrait or landscape A4, or single: the badge
    is the page."""

    code: str
    width: float
    height: float
    columns: int
    rows: int
    left: float
    top: float
    pitch_x: float
    pitch_y: float
    page: str

    @property
    def paper(self) -> tuple[float, float]:
        """Width and height of the page."""
        if self.page == "single":
            return self.width, self.height
        return A4 if self.page == "portrait" else A4[::-1]

    @property
    def cells(self) -> tuple[tuple[float, float], ...]:
        """Left and top edge of each, row by row."""
        return tuple(
            (self.left + column * self.pitch_x, self.top + row * self.pitch_y)
            for row in range(self.rows)
            for column in range(self.columns)
        )

    @property
    def edges(self) -> tuple[list[float], list[float]]:
        """Where to cut: x of the uprights, y of the levels; the paper's own edges need no cut."""
        uprights = {x for left, _top in self.cells for x in (left, left + self.width)} - {0.0, self.paper[0]}
        levels = {y for _left, top in self.cells for y in (top, top + self.height)} - {0.0, self.paper[1]}
        return sorted(uprights), sorted(levels)


@dataclass(frozen=True)
class Sheet:
    """A page of `cells`: the left and top edge of each badge on it. `marks` show where to cut or
    fold; `back` is where the other side of the first badge stands, once folded."""

    width: float
    height: float
    cells: tuple[tuple[float, float], ...]
    marks: tuple[Line, ...] = ()
    back: tuple[float, float] | None = None


@cache
def grids() -> dict[str, Grid]:
    with GRIDS.open(newline="", encoding="utf-8") as file:
        return {row["code"]: _grid(row) for row in csv.DictReader(file)}


def _grid(row: dict[str, str]) -> Grid:
    return Grid(
        code=row["code"], width=float(row["width_mm"]), height=float(row["height_mm"]), columns=int(row["columns"]),
        rows=int(row["rows"]), left=float(row["left_margin_mm"]), top=float(row["top_margin_mm"]),
        pitch_x=float(row["pitch_x_mm"]), pitch_y=float(row["pitch_y_mm"]), page=row["page"],
    )  # fmt: skip


def one_a_page(badge: Format) -> Sheet:
    """The badge alone, at its own size."""
    return Sheet(badge.width, badge.height, ((0.0, 0.0),))


def sheet_of(code: str, right: float = 0.0, down: float = 0.0, *, marked: bool = True) -> Sheet:
    """The page of a format, everything moved by so much. Raises DomainError("off_paper")."""
    grid = grids()[code]
    _require_on_paper(grid, right, down)
    width, height = grid.paper
    if code == "home-fold":
        front, back = ((left + right, top + down) for left, top in grid.cells[:2])
        return Sheet(width, height, (front,), _moved(_at_the_edges(grid), right, down), back)
    marks = _moved((*_at_the_edges(grid), *_crosses(grid)), right, down) if marked and grid.page != "single" else ()
    return Sheet(width, height, tuple((left + right, top + down) for left, top in grid.cells), marks)


def room(grid: Grid) -> tuple[float, float, float, float]:
    """How far the print may be moved to the left, to the right, up and down before ink leaves the paper."""
    edge, badge = EDGE.get(grid.page, EDGE_OF_A4), FORMATS[grid.code]
    (left, top), (right, bottom) = grid.cells[0], grid.cells[-1]
    (width, height), margin = grid.paper, badge.margin - edge
    across, along = width - right - grid.width, height - bottom - grid.height
    return tuple(min(float(MOST_MOVED), side + margin) for side in (left, across, top, along))


def _require_on_paper(grid: Grid, right: float, down: float) -> None:
    to_left, to_right, up, downwards = room(grid)
    if not (-to_left <= right <= to_right and -up <= down <= downwards):
        raise DomainError(
            "off_paper",
            _(
                "Moved so far, the badges would leave the paper: at most %(left)s mm to the left, %(right)s mm to"
                " the right, %(up)s mm up and %(down)s mm down.",
                left=f"{to_left:g}", right=f"{to_right:g}", up=f"{up:g}", down=f"{downwards:g}",
            ),
        )  # fmt: skip


def _at_the_edges(grid: Grid) -> tuple[Line, ...]:
    """Short lines near the edges of the paper, at each cut."""
    (width, height), (uprights, levels) = grid.paper, grid.edges
    return (
        *((x, y, x, y + 5) for x in uprights for y in (5, height - 10)),
        *((x, y, x + 5, y) for y in levels for x in (5, width - 10)),
    )


def _crosses(grid: Grid) -> tuple[Line, ...]:
    """A small cross wherever two cuts meet."""
    uprights, levels = grid.edges
    points = [(x, y) for x in uprights for y in levels]
    return (*((x - 3, y, x + 3, y) for x, y in points), *((x, y - 3, x, y + 3) for x, y in points))


def _moved(lines: tuple[Line, ...], right: float, down: float) -> tuple[Line, ...]:
    return tuple((x1 + right, y1 + down, x2 + right, y2 + down) for x1, y1, x2, y2 in lines)
