"""Mails to the contact of an allotment. Call `compose` inside `force_locale(language)`."""

from datetime import datetime

from flask_babel import ngettext

from app.core import formats
from app.core.languages import pick
from app.mailing import wording
from app.mailing.content import Content
from app.mailing.texts import FIELDS, Text
from app.mailing.worded import of_event, worded
from app.registration import contact_links, delegates
from app.registration.allotting import last_moment
from app.registration.grants import Allotment
from app.registration.owed import MailKind


def compose(
    allotment: Allotment, kind: MailKind, at: datetime, *, text: Text | None = None, language: str | None = None
) -> Content:
    """The mail of that kind. `text`: other words than those of the event; `language`: another one, to look at."""
    event, lang = allotment.event, language or allotment.language
    text = text or wording.text_of(event.id, kind, lang)
    values = dict.fromkeys(FIELDS, "") | _fields(allotment, at, lang)
    return worded(event, kind, text, values, lang, button=contact_links.address(allotment, lang))


def _fields(allotment: Allotment, at: datetime, lang: str) -> dict[str, str]:
    """The values of FIELDS that an allotment has."""
    event, zone = allotment.event, allotment.event.zone
    unnamed = max(0, delegates.count_left(allotment, at))
    return {
        "name": allotment.contact_name,
        **of_event(event, lang),
        "category": pick(allotment.category.label, lang),
        "organisation": allotment.organisation_name,
        "seats": _places(allotment.seats),
        "unnamed": _places(unnamed) if unnamed else "",
        "until": formats.short_day(last_moment(allotment.returns_at), zone, lang) if at < allotment.returns_at else "",
    }


def _places(number: int) -> str:
    return ngettext("%(num)s place", "%(num)s places", number)


def is_true(allotment: Allotment, kind: MailKind, at: datetime) -> bool:
    """Nobody is reminded of places that have a name or went back."""
    if not allotment.contact_email:
        return False
    if kind is MailKind.allotment_reminder:
        return delegates.why_not(allotment, at) is None
    return delegates.may_change(allotment.event, at)
