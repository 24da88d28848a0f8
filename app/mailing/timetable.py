"""When mails go out by the calendar, and until when they are of use. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.core.local_time import days_from
from app.mailing.texts import AccountMail
from app.registration.allotting import last_moment
from app.registration.owed import MailKind

TimedKind = MailKind | AccountMail


@dataclass(frozen=True)
class Day:
    """The moments of an event that its mails depend on."""

    doors_at: datetime
    ends_at: datetime
    zone: ZoneInfo


@dataclass(frozen=True)
class Window:
    due_at: datetime
    useless_after: datetime
    """A worker that comes later drops it: no reminder after the doors opened."""

    @property
    def key(self) -> str:
        """Another moment is another mail."""
        return self.due_at.isoformat()


def window(kind: TimedKind, day: Day) -> Window:
    """When this mail leaves, on the calendar and the clock of the place."""

    def before(days: int, hour: int) -> datetime:
        return days_from(day.doors_at, -days, hour, day.zone)

    def after(days: int, hour: int) -> datetime:
        return days_from(day.ends_at, days, hour, day.zone)

    return {
        MailKind.reminder_week: Window(before(7, 16), before(2, 16)),
        MailKind.never_proven: Window(before(2, 10), day.doors_at - timedelta(hours=2)),
        MailKind.reminder_day: Window(before(1, 16), day.doors_at),
        AccountMail.venue_list: Window(before(2, 16), day.doors_at),
        AccountMail.az_list: Window(before(1, 18), day.ends_at),
        AccountMail.venue_reminder: Window(after(1, 10), after(8, 10)),
        MailKind.thank_you: Window(after(1, 10), after(8, 10)),
    }[kind]


def allotment_reminder(returns_at: datetime, zone: ZoneInfo) -> Window:
    """When the contact of an allotment is reminded of places without a name: some days before they go back."""
    return Window(days_from(last_moment(returns_at), -3, 10, zone), returns_at)


KINDS_IN_TIME: tuple[TimedKind, ...] = (
    MailKind.reminder_week, MailKind.never_proven, AccountMail.venue_list, MailKind.reminder_day, AccountMail.az_list,
    AccountMail.venue_reminder, MailKind.thank_you,
)  # fmt: skip
"""Those that depend on the event's day alone, in the order in which they leave."""
LAST = timedelta(days=9)
"""So long after its end an event owes no mail of this table any more."""
