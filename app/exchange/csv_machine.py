"""CSV for programs (RFC 4180): commas, no byte order mark, ISO 8601 with the offset, values as they
are. The head names the columns by their keys, whatever the language of the page."""

from datetime import date, datetime
from types import NoneType

from app.exchange.csv_format import CsvFormat

FORMAT = CsvFormat(
    delimiter=",",
    encoding="utf-8",
    for_programs=True,
    written={
        str: lambda text, zone: text,
        datetime: lambda moment, zone: moment.astimezone(zone).isoformat(timespec="seconds"),
        date: lambda day, zone: day.isoformat(),
        list: lambda texts, zone: "|".join(texts),
        bool: lambda yes, zone: "true" if yes else "false",
        int: lambda number, zone: str(number),
        float: lambda number, zone: str(number),
        NoneType: lambda nothing, zone: "",
    },
)
