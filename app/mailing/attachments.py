"""What comes with a mail: the date for a calendar, and the badge to print at home."""

from collections.abc import Iterable
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from app.badges import service as badges
from app.core.errors import DomainError
from app.credentials.reference import show
from app.jobs.models import StoredFile
from app.mailing import calendar
from app.mailing.content import Attachment, Fact
from app.mailing.kinds import Part
from app.registration.models import Registration

CALENDAR, PDF = "text/calendar; charset=utf-8; method=PUBLISH", "application/pdf"
HEAVIEST_BADGE = 200_000
"""Bytes."""


def of(registration: Registration, parts: frozenset[Part], *, has_pass: bool, at: datetime) -> tuple[Attachment, ...]:
    """The files that go with a mail of these parts, by the status that the registration has now."""
    found = []
    if Part.calendar in parts and calendar.takes_place(registration):
        found.append(_calendar(registration, at, _("the date for your calendar (%(size)s kB)")))
    if Part.cancellation in parts and registration.confirmed_at:
        found.append(_calendar(registration, at, _("what takes the date out of your calendar (%(size)s kB)")))
    if Part.badge in parts and has_pass and (pdf := _badge(registration)):
        name, what = f"badge-{show(registration.reference)}.pdf", _("your badge to print (PDF, %(size)s kB)")
        found.append(_attachment(name, PDF, pdf, what))
    return tuple(found)


def lists(files: Iterable[StoredFile]) -> tuple[Attachment, ...]:
    """Lists that a job made."""
    printed, other = _("the list to print (PDF, %(size)s kB)"), _("the list as a workbook (Excel, %(size)s kB)")
    return tuple(
        _attachment(file.name, file.content_type, file.content, printed if file.content_type == PDF else other) for file in files
    )


def _calendar(registration: Registration, at: datetime, what: str) -> Attachment:
    return _attachment(f"{registration.event.slug}.ics", CALENDAR, calendar.entry(registration, at), what)


def _attachment(name: str, content_type: str, content: bytes, what: str) -> Attachment:
    kilobytes = max(1, round(len(content) / 1000))
    return Attachment(name, content_type, content, what % {"size": kilobytes})


def _badge(registration: Registration) -> bytes | None:
    """The badge to print at home; none where it cannot be printed or is too heavy: the ticket is enough."""
    try:
        pdf = badges.home_pdf(registration)
    except DomainError:
        return None
    return pdf if len(pdf) <= HEAVIEST_BADGE else None


def described(attachments: tuple[Attachment, ...]) -> Fact | None:
    """Such as “Attached: the date for your calendar (2 kB) and your badge to print (PDF, 86 kB).”"""
    if not attachments:
        return None
    things = [each.what for each in attachments]
    listed = things[0] if len(things) == 1 else _("%(first)s and %(second)s", first=things[0], second=things[1])
    return Fact(ngettext("Attached:", "Attached:", len(things)), (f"{listed}.",))
