"""Comma- or semicolon-separated values, written row by row."""

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import IO, Any
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class CsvFormat:
    """One way of writing CSV. `written`: how a value of each type (columns.Value) becomes text, given
    the zone for moments."""

    delimiter: str
    encoding: str
    written: dict[type, Callable[[Any, ZoneInfo], str]]
    for_programs: bool = False
    """Codes and keys instead of words in somebody's language."""

    ending = "csv"
    media_type = "text/csv"

    def write(self, file: IO[bytes], header: list[str], rows: Iterable[list[Any]], zone: ZoneInfo) -> int:
        """Write header and rows with CRLF; returns how many rows. Leaves the file open."""
        text = io.TextIOWrapper(file, self.encoding, newline="")
        writer = csv.writer(text, delimiter=self.delimiter, lineterminator="\r\n")
        writer.writerow(header)
        written, number = self.written, 0
        for row in rows:
            writer.writerow([written[type(value)](value, zone) for value in row])
            number += 1
        text.flush()
        text.detach()
        return number
