"""An Excel workbook (Office Open XML): typed cells, so that nothing is guessed at opening.

« =… » and « +33… » stay text, dates are dates in the event's zone, the header stays on top and
filters. Written row by row with XlsxWriter's constant memory.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from types import NoneType
from typing import IO, Any
from zoneinfo import ZoneInfo

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

DATE_FORMAT = "dd/mm/yyyy hh:mm"
MOST_TEXT = 32_767
"""Characters that a cell may hold; Excel refuses a file with more."""
SETTINGS = {"constant_memory": True, "default_date_format": DATE_FORMAT}
YES = {True: "✓", False: ""}

Writer = Callable[[Worksheet, int, int, Any, ZoneInfo], Any]


def _text(sheet: Worksheet, row: int, column: int, value: str, _zone: ZoneInfo) -> None:
    """As text whatever it begins with; `write` would take "=1+1" for a formula."""
    if value:
        sheet.write_string(row, column, value[:MOST_TEXT])


def _moment(sheet: Worksheet, row: int, column: int, value: datetime, zone: ZoneInfo) -> None:
    """Excel knows no zones: the hour on the clock at the event."""
    sheet.write_datetime(row, column, value.astimezone(zone).replace(tzinfo=None))


WRITERS: dict[type, Writer] = {
    str: _text,
    datetime: _moment,
    list: lambda sheet, row, column, texts, zone: _text(sheet, row, column, ", ".join(texts), zone),
    bool: lambda sheet, row, column, yes, zone: _text(sheet, row, column, YES[yes], zone),
    int: lambda sheet, row, column, number, zone: sheet.write_number(row, column, number),
    float: lambda sheet, row, column, number, zone: sheet.write_number(row, column, number),
    NoneType: lambda sheet, row, column, nothing, zone: None,
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
        number = 0
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                WRITERS[type(value)](sheet, number, column, value, zone)
        sheet.autofilter(0, 0, number, len(header) - 1)
        workbook.close()
        return number


FORMAT = ExcelFormat()
