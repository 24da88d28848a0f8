"""What happens after the form, in words: what `registration/form_done.html` shows."""

from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.events.life import takes_registrations
from app.events.models import Event
from app.registration.sent import Sent


def context(event: Event, sent: Sent, at: datetime) -> dict[str, Any]:
    told = _answered(sent) if sent.proven else _to_prove(sent)
    return told | {
        "email": sent.email,
        "colleagues": [(name, where_to(email)) for name, email in sent.colleagues],
        "colleagues_note": _note(sent) if sent.colleagues else None,
        "colleague_url": url_for("colleague.register", slug=event.slug) if takes_registrations(event, at) else None,
        "event_url": url_for("registration.show", slug=event.slug),
        "contact": event.reply_to,
    }


def where_to(email: str) -> str:
    """Where the messages for a colleague go."""
    return _("message to %(email)s", email=email) if email else _("messages come to you")


def _to_prove(sent: Sent) -> dict[str, Any]:
    seat = (
        _("A place is kept for you for 30 minutes; after that it may go to somebody else.")
        if sent.holds
        else _("No place is kept meanwhile: it is decided when you press the button.")
    )
    return {
        "title": _("Look in your mail"),
        "lead": _(
            "We have written to %(email)s. Open the message and press its button: only then are you registered.",
            email=sent.email,
        ),
        "steps": [
            (_("Press the button in the message"), seat),
            (
                _("You get our answer at once"),
                _("A confirmed place with your ticket, a question to our team, or a place on the waiting list."),
            ),
            _bring(),
        ],
    }


def _answered(sent: Sent) -> dict[str, Any]:
    """After a personal invitation: the answer is in the mail already."""
    return {
        "title": _("Thank you: look in your mail"),
        "lead": _("We have written to %(email)s. The message says where you stand and leads to your page.", email=sent.email),
        "steps": [_bring()],
    }


def _bring() -> tuple[str, str]:
    return _("Bring your code on the day"), _("On your phone or on paper: it works without a network.")


def _note(sent: Sent) -> str:
    """What is left to do for the colleagues, the same whoever they are."""
    own, managed = (any(bool(email) is has for _name, email in sent.colleagues) for has in (True, False))
    said = []
    if managed and not sent.proven:
        said.append(_("The button in your message confirms those whose messages come to you as well: press it once, for all."))
    if own:
        said.append(_("Whoever has an address of their own presses the button in a message of their own."))
    said.append(_("Where an organisation has all its places, whoever comes later is on the waiting list; the message says so."))
    return " ".join(said)
