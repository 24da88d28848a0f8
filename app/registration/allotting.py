"""What an allotment keeps from everybody else, until when, and what it takes to keep more. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.registration.room import Room

DAYS_BEFORE = 7
"""The usual last day for names, counted back from the doors."""


@dataclass(frozen=True)
class Terms:
    """What is agreed with an organisation. Texts are cleaned already."""

    organisation_name: str
    seats: int
    returns_at: datetime
    contact_name: str = ""
    contact_email: str | None = None
    language: str = "fr"

    def keeps(self, named: int, at: datetime) -> int:
        """Seats without a name that nobody else may have at this moment."""
        return max(0, self.seats - named) if at < self.returns_at else 0


def usual_last_day(doors_at: datetime, zone: ZoneInfo) -> date:
    return doors_at.astimezone(zone).date() - timedelta(days=DAYS_BEFORE)


def returns_after(last_day: date, zone: ZoneInfo) -> datetime:
    """Midnight after the last day on which names are taken, where the event is."""
    return datetime.combine(last_day + timedelta(days=1), time(), zone)


def last_moment(returns_at: datetime) -> datetime:
    """Of the last day on which names are taken: midnight belongs to the day before."""
    return returns_at - timedelta(microseconds=1)


@dataclass(frozen=True)
class Rise:
    """What a limit leaves free, and to what it has to rise."""

    free: int
    to: int


def limits_in_the_way(room: Room, category_id: int, more: int) -> dict[str, Rise]:
    """Which of "capacity" and "quota" leave no room for so many seats more."""
    category, found = room.categories[category_id], {}
    if category.counts and more > room.free:
        found["capacity"] = Rise(room.free, room.taken + more)
    if more > category.left:
        found["quota"] = Rise(category.left, category.all_taken + more)
    return found
