"""Mails to the contact of an allotment. Call `compose` inside `force_locale(language)`."""

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from app.core import formats
from app.core.addresses import absolute
from app.core.languages import pick
from app.mailing import wording
from app.mailing.content import Content, Link
from app.mailing.fragment import fill, paragraphs
from app.mailing.kinds import KINDS
from app.mailing.texts import FIELDS, Text
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
    return Content(
        language=lang,
        sender_name=event.sender_name or values["event"],
        reply_to=event.reply_to,
        subject=fill(text.subject, values),
        title=fill(text.title, values),
        paragraphs=paragraphs(text.body, values),
        button=Link(fill(text.button, values), contact_links.address(allotment, lang)),
        after=paragraphs(text.after, values),
        why=fill(str(KINDS[kind].why), values),
        privacy=Link(_("Personal data"), absolute("registration.privacy", lang=lang, slug=event.slug)),
    )


def _fields(allotment: Allotment, at: datetime, lang: str) -> dict[str, str]:
    """The values of FIELDS that an allotment has."""
    event, zone = allotment.event, allotment.event.zone
    unnamed = max(0, delegates.count_left(allotment, at))
    return {
        "name": allotment.contact_name,
        "event": pick(event.name, lang),
        "day": formats.day(event.starts_at, zone, lang),
        "doors": formats.time(event.doors_at, zone, lang),
        "venue": pick(event.venue, lang),
        "category": pick(allotment.category.label, lang),
        "organisation": allotment.organisation_name,
        "seats": _places(allotment.seats),
        "unnamed": _places(unnamed) if unnamed else "",
        "until": formats.short_day(last_moment(allotment.returns_at), zone, lang) if at < allotment.returns_at else "",
        "contact": event.reply_to,
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
