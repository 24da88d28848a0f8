"""An Excel workbook (Office Open XML): its first sheet that shows, as lines of typed cells. Pure.

Read as a stream by the parser of the standard library, so that a table costs what it holds. Libraries
make room for every cell between the first and the last one: a workbook of 5 kB with a value in the
last cell asked python-calamine for 52 GB, which ended the whole process.
"""

import lzma
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import ParseError, XMLParser

from flask_babel import gettext as _

from app.core.errors import DomainError
from app.exchange.tables.parts import Book, Part, Relations, SharedStrings, Styles
from app.exchange.tables.sheet import Sheet
from app.exchange.tables.table import Line

MOST_UNPACKED = 100 * 1024 * 1024
AT_ONCE = 64 * 1024
DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError, NotImplementedError,
    ParseError, LookupError, ValueError, OverflowError,
)  # fmt: skip
"""What reading a file raises that is no workbook, or broken, or made to break us."""


def lines(content: bytes) -> Iterator[Line]:
    """Raises DomainError("unreadable" | "too_large"), or what the sheet refuses."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
                raise DomainError("too_large", _("This workbook unpacks to more than can be read. Copy the table into a new one."))
            yield from _sheet(archive)
    except DAMAGED:
        raise DomainError("unreadable", _(
            "This is no Excel workbook (.xlsx) that can be read. Open it and save it once more, or save it as CSV."
        )) from None


def _sheet(archive: zipfile.ZipFile) -> Iterator[Line]:
    """The lines of the first sheet that is not hidden, a few at a time."""
    book, names = Book(), Relations()
    _read(archive, "xl/workbook.xml", book)
    _read(archive, "xl/_rels/workbook.xml.rels", names)
    strings, styles = SharedStrings(), Styles()
    for target, path in ((strings, "xl/sharedStrings.xml"), (styles, "xl/styles.xml")):
        if path in archive.namelist():
            _read(archive, path, target)
    sheet = Sheet(strings.texts, styles.dates, book.since_1904)
    for _piece in _pieces(archive, posixpath.join("/xl", names.targets[book.shown])[1:], sheet):
        yield from sheet.take()


def _read(archive: zipfile.ZipFile, path: str, target: Part) -> None:
    for _piece in _pieces(archive, path, target):
        pass


def _pieces(archive: zipfile.ZipFile, path: str, target: Part) -> Iterator[None]:
    """Feed a part to its target, and pause after each piece."""
    parser = XMLParser(target=target)  # noqa: S314 (parts refuse any document type, so there are no entities)
    with archive.open(path) as part:
        while piece := part.read(AT_ONCE):
            parser.feed(piece)
            yield
    parser.close()
