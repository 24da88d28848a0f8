"""An Excel workbook (Office Open XML): typed cells, so that nothing is guessed at opening.

« =… » and « +33… » stay text, dates are dates in the event's zone, the header stays on top and
filters. Written row by row with XlsxWriter's constant memory.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from types import NoneType
from typing import IO, Any
from zoneinfo import ZoneInfo

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

DATE_FORMAT, DAY_FORMAT = "dd/mm/yyyy hh:mm", "dd/mm/yyyy"
MOST_TEXT = 32_767
"""Characters that a cell may hold; Excel refuses a file with more."""
SETTINGS = {"constant_memory": True, "default_date_format": DATE_FORMAT}
YES = {True: "✓", False: ""}


@dataclass(frozen=True)
class Style:
    """What dates of one workbook are written with."""

    zone: ZoneInfo
    day: Format


Writer = Callable[[Worksheet, int, int, Any, Style], Any]


def _text(sheet: Worksheet, row: int, column: int, value: str, _style: Style) -> None:
    """As text whatever it begins with; `write` would take "=1+1" for a formula."""
    if value:
        sheet.write_string(row, column, value[:MOST_TEXT])


def _moment(sheet: Worksheet, row: int, column: int, value: datetime, style: Style) -> None:
    """Excel knows no zones: the hour on the clock at the event."""
    sheet.write_datetime(row, column, value.astimezone(style.zone).replace(tzinfo=None))


def _day(sheet: Worksheet, row: int, column: int, value: date, style: Style) -> None:
    sheet.write_datetime(row, column, value, style.day)


WRITERS: dict[type, Writer] = {
    str: _text,
    datetime: _moment,
    date: _day,
    list: lambda sheet, row, column, texts, style: _text(sheet, row, column, ", ".join(texts), style),
    bool: lambda sheet, row, column, yes, style: _text(sheet, row, column, YES[yes], style),
    int: lambda sheet, row, column, number, style: sheet.write_number(row, column, number),
    float: lambda sheet, row, column, number, style: sheet.write_number(row, column, number),
    NoneType: lambda sheet, row, column, nothing, style: None,
}


class ExcelFormat:
    """Writes like a CsvFormat."""

    ending = "xlsx"
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    for_programs = False

    def write(self, file: IO[bytes], header: list[str], rows: Iterable[list[Any]], zone: ZoneInfo) -> int:
        """Write header and rows; returns how many rows. Leaves the file open."""
        workbook = xlsxwriter.Workbook(file, SETTINGS)
        sheet = workbook.add_worksheet()
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(header) - 1, 20)
        sheet.write_row(0, 0, header, workbook.add_format({"bold": True}))
        style = Style(zone, workbook.add_format({"num_format": DAY_FORMAT}))
        number = 0
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                WRITERS[type(value)](sheet, number, column, value, style)
        sheet.autofilter(0, 0, number, len(header) - 1)
        workbook.close()
        return number


FORMAT = ExcelFormat()
