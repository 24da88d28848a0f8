"""One sheet of a workbook, told element by element, as lines of typed cells. Pure."""

import math
import re

from flask_babel import gettext as _

from app.exchange.csv_french import unguarded
from app.exchange.tables.parts import Attributes, Part, local
from app.exchange.tables.serials import from_serial
from app.exchange.tables.table import MOST_COLUMNS, Cell, Line, refused

_REFERENCE = re.compile(r"([A-Z]{1,3})[0-9]+")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""How a workbook writes signs that XML has not."""


class Sheet(Part):
    def __init__(self, texts: list[str], dates: list[bool], since_1904: bool):
        self._texts, self._dates, self._since_1904 = texts, dates, since_1904
        self._lines: list[Line] = []
        self._line, self._column, self._cells = 0, -1, list[Cell]()
        self._kind, self._style, self._pieces, self._in_value = "n", 0, list[str](), False

    def take(self) -> list[Line]:
        """The lines that are complete; each is given once."""
        taken, self._lines = self._lines, []
        return taken

    def start(self, tag: str, attributes: Attributes) -> None:
        name = local(tag)
        if name == "c":
            self._column = _column(attributes.get("r"), self._column + 1)
            self._kind, self._style = attributes.get("t", "n"), int(attributes.get("s", "0"))
            self._pieces.clear()
        elif name == "row":
            self._line, self._column, self._cells = int(attributes.get("r", self._line + 1)), -1, []
        self._in_value = name in ("v", "t")

    def data(self, text: str) -> None:
        if self._in_value:
            self._pieces.append(text)

    def end(self, tag: str) -> None:
        name = local(tag)
        self._in_value = False
        if name == "c" and self._pieces:
            self._put(self._value("".join(self._pieces)))
        elif name == "row" and self._cells:
            self._lines.append((self._line, self._cells))

    def _put(self, value: Cell) -> None:
        """Into its column; one column too many is kept, for the table to refuse."""
        column = min(self._column, MOST_COLUMNS)
        self._cells.extend([""] * (column + 1 - len(self._cells)))
        self._cells[column] = value

    def _value(self, written: str) -> Cell:
        match self._kind:
            case "s":
                return _text(self._texts[int(written)])
            case "b":
                return written == "1"
            case "e":
                raise refused("broken_cell", self._line, self._column, _(
                    "the spreadsheet could not calculate this: %(error)s. Type the value instead.", error=written
                ))
            case "n":
                return self._number(float(written))
        return _text(written)

    def _number(self, number: float) -> Cell:
        if not math.isfinite(number):
            raise ValueError("no number")
        if self._style < len(self._dates) and self._dates[self._style]:
            return from_serial(number, since_1904=self._since_1904)
        return int(number) if number.is_integer() else number


def _column(reference: str | None, following: int) -> int:
    """0 for “A7”; a cell may leave it out, and then it follows the one before."""
    if reference is None:
        return following
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        raise ValueError("no cell is called like this")
    number = 0
    for sign in found[1]:
        number = number * 26 + ord(sign) - ord("A") + 1
    return number - 1


def _text(written: str) -> str:
    """Our own CSV becomes a workbook where somebody saves it as one: its apostrophes are taken off here as well."""
    return unguarded(_unescaped(written))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
