"""Days as a spreadsheet counts them. Pure."""

from datetime import datetime, timedelta

DAY_0 = datetime(1899, 12, 30)  # noqa: DTZ001 (a spreadsheet knows no zones)
UNTIL_1904 = 1_462
DAYS = 2_950_000
"""Nearly eight thousand years: beyond, there is no date."""


def from_serial(number: float, *, since_1904: bool = False) -> datetime | str | float:
    """46464.5 → 18 March 2027 at noon; less than a day is an hour: 0.375 → “09:00”. What is no date stays."""
    if not 0 <= number < DAYS:
        return number
    seconds = round((number + (UNTIL_1904 if since_1904 else 0)) * 86_400)
    if seconds < 86_400:
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}"
    return DAY_0 + timedelta(seconds=seconds)
