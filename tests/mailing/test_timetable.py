"""When mails leave by the calendar."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.mailing.texts import AccountMail
from app.mailing.timetable import KINDS_IN_TIME, Day, window
from app.registration.owed import MailKind

PARIS = ZoneInfo("Europe/Paris")


def day(year, month, number):
    doors = datetime(year, month, number, 8, 30, tzinfo=PARIS).astimezone(UTC)
    return Day(doors, doors + timedelta(hours=9), PARIS)


@pytest.mark.parametrize(
    ("kind", "leaves"),
    [
        (MailKind.reminder_week, "11 March 16:00"), (MailKind.never_proven, "16 March 10:00"),
        (MailKind.reminder_day, "17 March 16:00"), (AccountMail.az_list, "17 March 18:00"),
        (AccountMail.venue_list, "16 March 16:00"), (AccountMail.venue_reminder, "19 March 10:00"),
        (MailKind.thank_you, "19 March 10:00"),
    ],
)  # fmt: skip
def test_each_leaves_at_its_hour(kind, leaves):
    due = window(kind, day(2027, 3, 18)).due_at.astimezone(PARIS)
    assert f"{due:%-d %B %H:%M}" == leaves


@pytest.mark.parametrize("of", [day(2027, 3, 29), day(2027, 11, 1), day(2028, 3, 1), day(2027, 1, 2)])
@pytest.mark.parametrize("kind", KINDS_IN_TIME)
def test_the_hour_is_that_of_the_place_when_clocks_change_between(kind, of):
    due = window(kind, of).due_at.astimezone(PARIS)
    assert (due.hour, due.minute) in {(16, 0), (10, 0), (18, 0)}


@pytest.mark.parametrize("kind", KINDS_IN_TIME)
def test_none_is_of_use_before_it_leaves_and_no_reminder_after_the_doors(kind):
    when = window(kind, day(2027, 3, 18))
    assert when.due_at < when.useless_after
    if kind not in (MailKind.thank_you, AccountMail.az_list, AccountMail.venue_reminder):
        assert when.useless_after <= day(2027, 3, 18).doors_at
