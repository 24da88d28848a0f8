"""Mails to the venue of an event. Call it inside `force_locale` of the event's first language."""

from collections.abc import Sequence

from flask_babel import gettext as _

from app.core import formats
from app.core.addresses import absolute
from app.core.languages import pick
from app.events.models import Event, VenueList
from app.jobs.models import StoredFile
from app.mailing import attachments
from app.mailing.content import Content, Link
from app.mailing.fragment import fill, paragraphs
from app.mailing.texts import TEXTS, VenueMail


def compose(event: Event, kind: VenueMail, files: Sequence[StoredFile]) -> Content | None:
    """None where the settings name no venue to write to any more."""
    if event.venue_list is not VenueList.venue or not event.venue_email:
        return None
    lang, text = event.languages[0], TEXTS[kind]
    values = {
        "event": pick(event.name, lang), "day": formats.day(event.starts_at, event.zone, lang),
        "venue": pick(event.venue, lang),
    }  # fmt: skip
    enclosed = attachments.lists(files)
    return Content(
        language=lang,
        sender_name=event.sender_name or values["event"],
        reply_to=event.reply_to,
        subject=fill(str(text.subject), values),
        title=fill(str(text.title), values),
        paragraphs=paragraphs(_("Hello,") + f"\n{text.body}", values),
        button=Link(fill(str(text.button), values), absolute("registration.show", lang=lang, slug=event.slug)),
        after=paragraphs(str(text.after), values),
        attachments=enclosed,
        enclosed=attachments.described(enclosed),
        why=_("You get this message because the team of the event named this address as that of the venue."),
    )
