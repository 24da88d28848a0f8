"""Days, hours and numbers as each language writes them.

French after the Imprimerie nationale: « 9 h 30 », « 9 h 05 », « jeudi 18 mars 2027 », « 1 240 »,
with no-break spaces (U+00A0) between number and unit and narrow ones (U+202F) in thousands.
"""

import re
from datetime import date as Day
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from flask_babel import gettext as _

NBSP, NARROW = "\u00a0", "\u202f"


def day(moment: datetime, zone: ZoneInfo, lang: str) -> str:
    """« jeudi 18 mars 2027 », “Thursday 18 March 2027”."""
    return _bind(format_date(moment.astimezone(zone), "EEEE d MMMM y", locale=lang))


def short_day(moment: datetime, zone: ZoneInfo, lang: str) -> str:
    """« 11 mars », “11 March”."""
    return short_calendar_day(moment.astimezone(zone).date(), lang)


def short_calendar_day(day: Day, lang: str) -> str:
    """As `short_day`, of a day without an hour."""
    return _bind(_first(format_date(day, "d MMMM", locale=lang), day.day, lang))


def date(moment: datetime, zone: ZoneInfo, lang: str) -> str:
    """« 18 mars 2027 », “18 March 2027”."""
    return calendar_day(moment.astimezone(zone).date(), lang)


def calendar_day(day: Day, lang: str) -> str:
    """As `date`, of a day without an hour."""
    return _bind(_first(format_date(day, "d MMMM y", locale=lang), day.day, lang))


def time(moment: datetime, zone: ZoneInfo, lang: str, *, in_column: bool = False) -> str:
    """« 9 h », « 9 h 05 »; “9:00”, “9:05”. In a column the minutes stand even if none: « 9 h 00 »."""
    local = moment.astimezone(zone)
    if lang != "fr":
        return f"{local.hour}:{local.minute:02}"
    return f"{local.hour}{NBSP}h" + (f"{NBSP}{local.minute:02}" if local.minute or in_column else "")


def hours(start: datetime, end: datetime, zone: ZoneInfo, lang: str) -> str:
    """« de 9 h à 18 h », “from 9:00 to 18:00”."""
    return _("from %(start)s to %(end)s", start=time(start, zone, lang), end=time(end, zone, lang))


def moment(at: datetime, zone: ZoneInfo, lang: str) -> str:
    """« 18 mars 2027 à 9 h 05 », “18 March 2027 at 9:05”."""
    return _("%(day)s at %(time)s", day=date(at, zone, lang), time=time(at, zone, lang))


def number(value: int, lang: str) -> str:
    """« 1 240 », “1,240”."""
    return f"{value:,}".replace(",", NARROW if lang == "fr" else ",")


def decimal(text: str, lang: str) -> str:
    """« 1 240,5 », “1,240.5”, from "1240.5"."""
    return format_decimal(Decimal(text), locale=lang, decimal_quantization=False)


def language(code: str, lang: str) -> str:
    """What the language `code` is called in the language `lang`: « anglais », “English”."""
    return Locale.parse(lang).languages[code]


def typeset(text: str, lang: str) -> str:
    """What was typed with plain spaces, which forms make of all others: French has its own before
    high signs and inside quotation marks."""
    if lang != "fr":
        return text
    text = re.sub(f"[ {NBSP}](?=[;!?»])|(?<=«)[ {NBSP}]", NARROW, text)
    return re.sub(r" (?=:(?:\s|$))", NBSP, text)


def _first(text: str, day_of_month: int, lang: str) -> str:
    return text.replace("1 ", "1ᵉʳ ", 1) if lang == "fr" and day_of_month == 1 else text


def _bind(text: str) -> str:
    """Keep the number of the day with its month."""
    head, _sep, tail = text.partition(" ")
    if head[:1].isdigit():
        return f"{head}{NBSP}{tail}"
    number_, _sep, rest = tail.partition(" ")
    return f"{head} {number_}{NBSP}{rest}"
