"""An hour typed on a clock, as a moment. Pure.

Twice a year a clock lies: one hour in spring does not exist, one in autumn is there twice.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


class NoSuchHour(ValueError):
    """Clocks jump over this hour."""


def exact(local: datetime, zone: ZoneInfo) -> datetime:
    """The moment of a naive local time; of an hour that comes twice, the first. Raises NoSuchHour."""
    moment = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != local.replace(fold=0):
        raise NoSuchHour(local.isoformat())
    return moment


def at_hour(day: date, hour: int, zone: ZoneInfo) -> datetime:
    """That day at that full hour there, however long the days between were."""
    return datetime.combine(day, time(hour), zone).astimezone(UTC)


def days_from(moment: datetime, days: int, hour: int, zone: ZoneInfo) -> datetime:
    """So many days after (before, if negative) the local day of `moment`, at that hour."""
    return at_hour(moment.astimezone(zone).date() + timedelta(days=days), hour, zone)


def days_later(moment: datetime, days: int, zone: ZoneInfo) -> datetime:
    """The same hour there so many days later (before, if negative); of one that clocks jump over, the next."""
    local = moment.astimezone(zone).replace(tzinfo=None, fold=0) + timedelta(days=days)
    return local.replace(tzinfo=zone).astimezone(UTC)
