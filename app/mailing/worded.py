"""What every mail about an event has alike: who sends it, its words with the values filled in, its button and
its foot. Call it inside `force_locale(lang)`."""

from flask_babel import gettext as _

from app.core import formats
from app.core.addresses import absolute
from app.core.languages import pick
from app.events.models import Event
from app.mailing.content import Content, Link
from app.mailing.fragment import fill, paragraphs
from app.mailing.kinds import KINDS
from app.mailing.texts import Text
from app.registration.owed import MailKind


def worded(event: Event, kind: MailKind, text: Text, values: dict[str, str], lang: str, *, button: str) -> Content:
    """`values`: of all FIELDS; `button`: the address behind it."""
    return Content(
        language=lang,
        sender_name=event.sender_name or values["event"],
        reply_to=event.reply_to,
        subject=fill(text.subject, values),
        title=fill(text.title, values),
        paragraphs=paragraphs(text.body, values),
        button=Link(fill(text.button, values), button),
        after=paragraphs(text.after, values),
        why=fill(str(KINDS[kind].why), values),
        privacy=Link(_("Personal data"), absolute("registration.privacy", lang=lang, slug=event.slug)),
    )


def of_event(event: Event, lang: str) -> dict[str, str]:
    """The values of FIELDS that are the event's."""
    return {
        "event": pick(event.name, lang),
        "day": formats.day(event.starts_at, event.zone, lang),
        "doors": formats.time(event.doors_at, event.zone, lang),
        "venue": pick(event.venue, lang),
        "contact": event.reply_to,
    }
