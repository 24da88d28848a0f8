"""A table that somebody brings: a header, and rows that know on which line they stand. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from flask_babel import gettext as _

from app.core.errors import DomainError
from app.core.text import search_text

Cell = str | int | float | bool | datetime
"""What a cell holds; an empty one "". CSV has texts alone; a date of Excel has no zone."""
Line = tuple[int, list[Cell]]
"""Its number as a spreadsheet shows it, and its cells."""

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS, MOST_TEXT = 20_000, 200, 32_767
"""Characters of a cell: Excel's own limit."""
_NO_TEXT = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True)
class Row:
    line: int
    cells: list[Cell]


@dataclass(frozen=True)
class Table:
    headers: list[str]
    rows: list[Row]

    def records(self, mapping: Mapping[str, int]) -> Iterator[tuple[int, dict[str, Cell]]]:
        """Each row as (its line, its cells by the keys of the mapping: key → index of the column)."""
        for row in self.rows:
            yield row.line, {key: row.cells[index] for key, index in mapping.items()}


def letter(index: int) -> str:
    """What a spreadsheet writes above the column: 0 → A, 26 → AA."""
    first, last = divmod(index, 26)
    return (letter(first - 1) if first else "") + chr(ord("A") + last)


def refused(code: str, line: int, column: int, why: str) -> DomainError:
    """What is wrong at that place; `column` counts from 0."""
    where = _("Line %(line)s, column %(column)s", line=line, column=letter(column))
    return DomainError(code, _("%(where)s: %(why)s", where=where, why=why))


def build(lines: Iterable[Line], first: int = MOST_ROWS + 1) -> Table:
    """The first line with anything on it is the header; after the `first` rows nothing is looked at.
    Raises DomainError, which names line and column."""
    filled = ((line, cells) for line, cells in map(_checked, lines) if any(cell != "" for cell in cells))
    line, cells = next(filled, (1, []))
    headers = _headers(line, cells[:MOST_COLUMNS])
    rows = [_row(each, headers) for each in islice(filled, first)]
    if not rows:
        raise DomainError("empty_table", _("There is no row below the header. Choose the file that has the rows."))
    if len(rows) > MOST_ROWS:
        raise refused("too_many_rows", rows[-1].line, 0, _(
            "this is row %(number)s below the header, one too many. Make two files of it.", number=MOST_ROWS + 1
        ))
    return Table(headers, rows)


def _checked(each: Line) -> Line:
    """As it came, if all of it can be kept."""
    line, cells = each
    for column, cell in enumerate(cells):
        if isinstance(cell, str):
            _check_text(line, column, cell)
        if column >= MOST_COLUMNS and cell != "":
            raise refused("too_many_columns", line, column, _(
                "only %(most)s columns can be read. Remove what is not needed.", most=MOST_COLUMNS
            ))
    return each


def _check_text(line: int, column: int, text: str) -> None:
    if len(text) > MOST_TEXT:
        raise refused("too_long", line, column, _("this text is longer than a cell may be. Perhaps a quotation mark is missing."))
    if _NO_TEXT.search(text):
        raise refused("no_text", line, column, _("there is a sign that no text may hold. Type this cell again."))


def _headers(line: int, cells: list[Cell]) -> list[str]:
    headers = [" ".join(str(cell).split()) for cell in cells]
    seen: dict[str, int] = {}
    for column, header in enumerate(headers):
        key = search_text(header)
        if key and key in seen:
            raise refused("same_header", line, column, _(
                "“%(header)s” stands in column %(first)s already. Give each column a name of its own.",
                header=header, first=letter(seen[key]),
            ))
        seen[key] = column
    return headers


def _row(each: Line, headers: list[str]) -> Row:
    """As many cells as the header has: a program may leave out those at the end that are empty."""
    line, cells = each
    for column, cell in enumerate(cells):
        if cell != "" and (column >= len(headers) or not headers[column]):
            raise refused("no_header", line, column, _(
                "there is something here, and no header above it. Perhaps a separator is too many on this line."
            ))
    return Row(line, [*cells, *[""] * len(headers)][: len(headers)])
