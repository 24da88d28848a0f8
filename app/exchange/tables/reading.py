"""A file that somebody brings, whatever it is: told by its content, never by its name. Pure.

    table = read(content)
    mapping = suggest(table.headers, FIELDS)             # tables/headers.py
    for line, cells in table.records(mapping):
        cells["email"], values.day(cells["expires"])     # tables/values.py
"""

from collections.abc import Iterator

from flask_babel import gettext as _

from app.core.errors import DomainError
from app.exchange.tables import csv_text, workbook
from app.exchange.tables.table import MOST_BYTES, Line, Table, build

OLD_EXCEL = b"\xd0\xcf\x11\xe0"
"""Also what Excel makes of a workbook with a password."""


def read(content: bytes) -> Table:
    """The table in a CSV file or in the first sheet of an Excel workbook. Raises DomainError with a sentence
    that says where it is wrong and what to do."""
    return build(_lines(content))


def peek(content: bytes, number: int) -> Table:
    """Its first rows alone; nothing beyond them is looked at."""
    return build(_lines(content), number)


def _lines(content: bytes) -> Iterator[Line]:
    if len(content) > MOST_BYTES:
        raise DomainError("too_large", _("This file is larger than %(most)s MB. Make two files of it.", most=MOST_BYTES // 2**20))
    if content.startswith(OLD_EXCEL):
        raise DomainError("old_excel", _(
            "This workbook is in the format of old Excel, or has a password. Save it as .xlsx without a password, or as CSV."
        ))
    return workbook.lines(content) if content.startswith(b"PK") else csv_text.lines(content)
