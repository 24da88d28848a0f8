"""When people are asked once more whether they come, and how long they may think. Pure."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.registration.models import Registration, Status

HOUR = time(10)
"""Of the day on which they are asked, where the event is."""
ANSWER_WITHIN = timedelta(hours=48)
LATEST_ANSWER = timedelta(hours=12)
"""Before the doors: who is silent then is silent."""
LATEST_QUESTION = timedelta(hours=24)


def asks_at(doors_at: datetime, zone: ZoneInfo, days: int) -> datetime | None:
    """When everybody confirmed until then is asked; None where the organisers ask nobody."""
    if not days:
        return None
    return datetime.combine(doors_at.astimezone(zone).date() - timedelta(days=days), HOUR, zone)


def is_time(at: datetime, asks: datetime | None, doors_at: datetime) -> bool:
    """Whether to ask now. A question late by hours is asked, one on the eve no more."""
    return asks is not None and asks <= at < doors_at - LATEST_QUESTION


def answer_until(at: datetime, doors_at: datetime) -> datetime:
    """Until when somebody asked at this moment may stay silent."""
    return min(at + ANSWER_WITHIN, doors_at - LATEST_ANSWER)


def is_silent(person: Registration, at: datetime) -> bool:
    """Whether somebody was asked and let the time for an answer pass; `queries.silent` in Python."""
    asked_and_over = person.answer_until is not None and person.answer_until <= at
    return person.status is Status.confirmed and asked_and_over and not person.answered_at and not person.arrived_at
