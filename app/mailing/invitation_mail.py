"""What an invitation says to one guest now, and what its reminder says. Call it inside `force_locale(language)`."""

from dataclasses import replace
from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.core import formats
from app.core.addresses import absolute
from app.core.languages import pick
from app.mailing import wording
from app.mailing.content import Ask, Content, Link
from app.mailing.event_facts import where_and_when
from app.mailing.texts import FIELDS, Text
from app.mailing.worded import of_event, worded
from app.registration.grants import AddressSource, Invitation
from app.registration.invitation_links import address, no_more_address
from app.registration.owed import MailKind

SOURCES = {
    AddressSource.team: _l("from somebody of its team, who knows you"),
    AddressSource.earlier: _l("from an earlier edition, in which you took part"),
    AddressSource.organisation: _l("from your organisation"),
    AddressSource.partner: _l("from a partner of the event"),
    AddressSource.public: _l("from a public page"),
}
"""The end of “… has your name and this address”."""


def compose(
    invitation: Invitation, kind: MailKind, *, text: Text | None = None, language: str | None = None
) -> Content:
    """The mail of that kind to this guest. `text`: other words than those of the event; `language`: another
    one, to look at."""
    event, lang = invitation.event, language or invitation.language
    text = text or wording.text_of(event.id, kind, lang)
    values = dict.fromkeys(FIELDS, "") | _fields(invitation, lang)
    no_more = no_more_address(invitation)
    return replace(
        worded(event, kind, text, values, lang, button=address(invitation)),
        facts=where_and_when(event, lang),
        asks=(_source(invitation, lang), Ask(_("You want no invitations from us?"), (Link(_("Stop them"), no_more),))),
        unsubscribe=no_more,
    )


def _fields(invitation: Invitation, lang: str) -> dict[str, str]:
    """The values of FIELDS that an invitation has."""
    event, zone = invitation.event, invitation.event.zone
    ends = min(filter(None, (invitation.expires_at, event.closes_at)))
    return {
        "name": invitation.full_name,
        **of_event(event, lang),
        "category": pick(invitation.category.label, lang),
        "until": formats.date(ends - timedelta(seconds=1), zone, lang),
    }


def _source(invitation: Invitation, lang: str) -> Ask:
    """Where we have this person from (art. 14 GDPR)."""
    event = invitation.event
    who = event.sender_name or pick(event.name, lang)
    source = str(SOURCES[invitation.source or AddressSource.team])
    detail = f" ({invitation.source_detail})" if invitation.source_detail else ""
    notice = absolute("registration.privacy", lang=lang, slug=event.slug)
    return Ask(
        _("%(who)s has your name and this address %(source)s, in order to invite you.", who=who, source=source + detail),
        (Link(_("What we do with them, and your rights"), notice),),
    )
