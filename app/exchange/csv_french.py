"""CSV as Excel in France opens it at a double click.

Semicolons, CRLF, a byte order mark for the accents, « 18/03/2027 09:15 », decimal commas. What a
spreadsheet would calculate is kept text by an apostrophe before it (OWASP, CSV injection:
https://owasp.org/www-community/attacks/CSV_Injection); an import takes it off again.
"""

import re
from datetime import date, datetime
from types import NoneType

from app.exchange.csv_format import CsvFormat

_CALCULATED = re.compile(r"'*(?:[\t\r\n]*[=+\-@＝＋－＠]|[\t\r\n])")
"""Full-width signs count too, and so does a tab or line end before anything. Apostrophes are looked
through, so that taking one off always gives the text back."""
_FIRST = frozenset("'\t\r\n=+-@＝＋－＠")


def guarded(text: str) -> str:
    """With an apostrophe before it where a spreadsheet would calculate."""
    return "'" + text if text[:1] in _FIRST and _CALCULATED.match(text) else text


def unguarded(text: str) -> str:
    """As it was before `guarded`."""
    return text[1:] if text[:1] == "'" and guarded(text[1:]) == text else text


FORMAT = CsvFormat(
    delimiter=";",
    encoding="utf-8-sig",
    written={
        str: lambda text, zone: guarded(text),
        datetime: lambda moment, zone: f"{moment.astimezone(zone):%d/%m/%Y %H:%M}",
        date: lambda day, zone: f"{day:%d/%m/%Y}",
        list: lambda texts, zone: guarded(", ".join(texts)),
        bool: lambda yes, zone: "✓" if yes else "",
        int: lambda number, zone: str(number),
        float: lambda number, zone: str(number).replace(".", ","),
        NoneType: lambda nothing, zone: "",
    },
)
