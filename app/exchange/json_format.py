"""JSON for programs (RFC 8259): one list, an object for each row by the columns' keys; lists stay lists,
yes and no are booleans, moments ISO 8601 with the offset. Written row by row."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import IO, Any
from zoneinfo import ZoneInfo


class JsonFormat:
    ending = "json"
    media_type = "application/json"
    for_programs = True

    def write(self, file: IO[bytes], header: list[str], rows: Iterable[list[Any]], zone: ZoneInfo) -> int:
        """Write the rows; returns how many. Leaves the file open."""
        number = 0
        file.write(b"[")
        for row in rows:
            values = {key: _plain(value, zone) for key, value in zip(header, row, strict=True)}
            file.write((",\n" if number else "\n").encode() + json.dumps(values, ensure_ascii=False).encode())
            number += 1
        file.write(b"\n]\n")
        return number


def _plain(value: Any, zone: ZoneInfo) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else value


FORMAT = JsonFormat()
