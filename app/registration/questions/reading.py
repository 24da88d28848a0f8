"""Numbers and days as people type them. Pure."""

import re
from datetime import date, datetime

_NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,6})?")
_ENGLISH_THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")
YEARS = range(1900, 2200)
"""Beyond are slips of the keyboard."""


def read_number(text: str, lang: str) -> str:
    """« 1 240,50 », “1,240.50” → "1240.50". Raises ValueError."""
    plain = re.sub(r"[\s’']", "", text).replace("\u2212", "-")
    if lang != "fr" and _ENGLISH_THOUSANDS.fullmatch(plain):
        plain = plain.replace(",", "")
    plain = plain.replace(",", ".")
    if not (plain.isascii() and _NUMBER.fullmatch(plain)):
        raise ValueError("no number")
    return plain


def read_day(text: str) -> str:
    """“18/03/2027”, “2027-03-18” → "2027-03-18". Raises ValueError."""
    day = datetime.strptime(text, "%d/%m/%Y").date() if "/" in text else date.fromisoformat(text)  # noqa: DTZ007
    if day.year not in YEARS:
        raise ValueError("no year that anybody means")
    return day.isoformat()
