"""What the pages about allotments show."""

from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.core import formats
from app.core.languages import current, pick
from app.events.life import RUNNING
from app.events.models import Event
from app.mailing.models import MailState, SentMail
from app.mailing.queries import last_to_contacts
from app.organiser.when import short_moment
from app.registration import delegates
from app.registration.allotting import last_moment
from app.registration.grants import Allotment


def index(event: Event, at: datetime) -> dict[str, Any]:
    """For organiser/allotments/index.html."""
    found, sent = delegates.listed(event.id, at), last_to_contacts(event.id)
    return {"allotments": [_row(allotment, named, sent.get(allotment.id), at) for allotment, named in found]}


def _row(allotment: Allotment, named: int, mail: SentMail | None, at: datetime) -> dict[str, Any]:
    category = allotment.category
    return {
        "organisation": allotment.organisation_name,
        "href": url_for("allotments.edit", allotment_id=allotment.id),
        "category": {"code": category.code, "shape": category.shape, "label": pick(category.label, current())},
        "named": _named(allotment, named),
        "people_href": _people(allotment),
        "returns": _returns(allotment, at),
        "contact": allotment.contact_email,
        "link": _link(allotment, mail),
        "undelivered": mail is not None and mail.state is MailState.failed,
        "send_url": url_for("allotments.send", allotment_id=allotment.id) if allotment.contact_email else None,
    }


def _named(allotment: Allotment, named: int) -> str:
    return ngettext("%(num)s of %(limit)s places", "%(num)s of %(limit)s places", named, limit=allotment.seats)


def _people(allotment: Allotment) -> str:
    return url_for("people.index", allotment=allotment.id)


def _returns(allotment: Allotment, at: datetime) -> str:
    if allotment.returns_at <= at:
        return _("over")
    return _("until %(day)s", day=formats.short_day(last_moment(allotment.returns_at), allotment.event.zone, current()))


def _link(allotment: Allotment, mail: SentMail | None) -> str:
    """Whether the contact has it."""
    if not allotment.contact_email:
        return _("No contact yet")
    if mail is None:
        return _("Not sent yet")
    if mail.state is MailState.sent and mail.sent_at:
        return _("Sent %(moment)s", moment=short_moment(mail.sent_at, allotment.event))
    return _("Not delivered") if mail.state is MailState.failed else _("To be sent again")


def one(allotment: Allotment, at: datetime) -> dict[str, Any]:
    """For organiser/allotments/edit.html."""
    named = delegates.count_named(allotment, at)
    returned = allotment.returns_at <= at
    left = max(0, allotment.seats - named)
    return {
        "organisation": allotment.organisation_name,
        "category": pick(allotment.category.label, current()),
        "named": _named(allotment, named),
        "people": (ngettext("See the delegate", "See the delegates", named), _people(allotment)) if named else None,
        "close": None if returned or not left else {
            "url": url_for("allotments.close", allotment_id=allotment.id),
            "label": ngettext("Give %(num)s place back now", "Give %(num)s places back now", left),
        },
        "delete_url": url_for("allotments.delete", allotment_id=allotment.id),
    }  # fmt: skip


def is_made(allotment: Allotment) -> str:
    places = ngettext("%(num)s place", "%(num)s places", allotment.seats)
    given = _("%(organisation)s has %(places)s.", organisation=allotment.organisation_name, places=places)
    return f"{given} {_what_follows(allotment)}"


def is_saved(allotment: Allotment) -> str:
    return _("The allotment of %(organisation)s is saved.", organisation=allotment.organisation_name)


def _what_follows(allotment: Allotment) -> str:
    if not allotment.contact_email:
        return _("There is no contact yet: nobody can name delegates.")
    if allotment.event.state not in RUNNING:
        return _("Once the event is published, send the contact the link.")
    return _("The link is on its way to %(address)s.", address=allotment.contact_email)
