"""CSV as it comes: any usual separator, any usual encoding. Pure."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from flask_babel import gettext as _

from app.exchange.csv_french import unguarded
from app.exchange.tables.table import Line, refused

SEPARATORS = ";,\t"
SAMPLE = 20
"""Lines that are looked at to tell the separator."""
MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
ERRORS = {"utf-8": "surrogateescape", "utf-16-le": "surrogatepass", "utf-16-be": "surrogatepass"}
"""What is no text becomes half a surrogate pair, which the table refuses where it stands."""
_SAYS_SEPARATOR = re.compile(r"sep=([;,\t])(?:\r\n|\r|\n)", re.IGNORECASE)
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def lines(content: bytes) -> Iterator[Line]:
    """Raises DomainError("quotes") where a quotation mark has no partner."""
    text = decoded(content)
    said = _SAYS_SEPARATOR.match(text)
    line, separator, start = (1, said[1], said.end()) if said else (0, _separator(text), 0)
    try:
        for cells in _records(text[start:], separator):
            line += 1
            yield line, [unguarded(cell) for cell in cells]
    except csv.Error:
        why = _("a quotation mark in this line or below has no partner. Write two of them for one within a text.")
        raise refused("quotes", line + 1, 0, why) from None


def decoded(content: bytes) -> str:
    """By its byte order mark; without one UTF-8 or, where it has hardly any of its signs, Windows-1252."""
    for mark, encoding in MARKS.items():
        if content.startswith(mark):
            return _decode(content[len(mark):], encoding)
    if (wide := _utf_16_without_mark(content)) is not None:
        return _decode(content, wide)
    text = _decode(content, "utf-8")
    strange = _BEYOND_ASCII.findall(text)
    broken = sum("\udc80" <= sign <= "\udcff" for sign in strange)
    return content.decode("cp1252", "surrogateescape") if broken > len(strange) - broken else text


def _decode(content: bytes, encoding: str) -> str:
    whole = content if encoding == "utf-8" else content[: len(content) // 2 * 2]
    return whole.decode(encoding, ERRORS[encoding])


def _utf_16_without_mark(content: bytes) -> str | None:
    """In texts of ours every other byte is zero then."""
    start = content[:200]
    low, high = start[0::2].count(0), start[1::2].count(0)
    if max(low, high) * 4 < len(start):
        return None
    return "utf-16-le" if high > low else "utf-16-be"


def _records(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)


def _separator(text: str) -> str:
    """The one that gives most lines as many cells as the header, and the header more than one."""
    return max(SEPARATORS, key=lambda separator: _fit(text, separator))


def _fit(text: str, separator: str) -> tuple[bool, int, int]:
    widths = []
    with suppress(csv.Error):  # told with its line when the whole is read
        for cells in islice(_records(text, separator), SAMPLE):
            widths.append(len(cells))
    width = next(filter(None, widths), 0)
    return width > 1, Counter(widths)[width], width
