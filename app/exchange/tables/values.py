"""What a cell means, however it is written. Pure. Each raises ValueError where it means nothing of the kind."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from app.core.local_time import exact
from app.core.text import clean_line
from app.exchange.tables.serials import from_serial
from app.exchange.tables.table import Cell

YES = {"oui", "o", "yes", "y", "vrai", "true", "1", "x", "✓"}
NO = {"", "non", "n", "no", "faux", "false", "0"}
YEARS = range(1900, 2200)

_FRENCH_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")
_HOUR = re.compile(r"(?:\s*(?:,|à|at)\s*|\s+)(\d{1,2})\s*(?:[:h]\s*(\d{2})?)(?::\d{2})?", re.IGNORECASE)
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")


def text(cell: Cell) -> str:
    """One clean line; a number as somebody would type it."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="minutes").removesuffix(" 00:00")
    return clean_line(str(cell))


def yes(cell: Cell) -> bool:
    """« oui », “yes”, TRUE, x, ✓; empty is no."""
    if isinstance(cell, bool):
        return cell
    word = text(cell).lower()
    if word not in YES | NO:
        raise ValueError("neither yes nor no")
    return word in YES


def whole(cell: Cell) -> int:
    """A number without a fraction: “1 240” too."""
    written = "".join(text(cell).split())
    if isinstance(cell, bool) or not re.fullmatch(r"-?[0-9]{1,9}", written):
        raise ValueError("no whole number")
    return int(written)


def day(cell: Cell) -> date:
    """18/03/2027, 2027-03-18, a date of Excel, or the number that it is there."""
    return _local(cell).date()


def moment(cell: Cell, zone: ZoneInfo) -> datetime:
    """A day and an hour on the clock of that zone, midnight where none is given; or with its own offset."""
    local = _local(cell)
    return local if local.tzinfo else exact(local, zone)


def _local(cell: Cell) -> datetime:
    """As the clock shows it, without a zone unless the text names one."""
    found = _written(text(cell)) if isinstance(cell, str) else cell
    if isinstance(found, int | float) and not isinstance(found, bool):
        found = from_serial(found)
    if not isinstance(found, datetime) or found.year not in YEARS:
        raise ValueError("no date")
    return found


def _written(typed: str) -> datetime | float:
    if _SERIAL.fullmatch(typed):
        return float(typed.replace(",", "."))
    french = _FRENCH_DAY.match(typed)
    if french is None:
        return datetime.fromisoformat(typed)
    day_, month, year = french.groups()
    hour = _HOUR.fullmatch(typed, french.end())
    if hour is None and french.end() < len(typed):
        raise ValueError("more than a date")
    clock = (int(hour[1]), int(hour[2] or 0)) if hour else (0, 0)
    return datetime(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day_), *clock)  # noqa: DTZ001 (of whoever typed it)
