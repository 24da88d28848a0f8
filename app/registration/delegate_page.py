"""An allotment put into words for its contact: what `registration/delegates.html` shows."""

from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.core import formats
from app.core.languages import current, pick
from app.registration import delegates, lifecycle
from app.registration.allotting import last_moment
from app.registration.contact_links import ContactLink
from app.registration.delegates import WhyNot
from app.registration.event_page import Notice, category_css_url
from app.registration.grants import Allotment
from app.registration.lifecycle import Move
from app.registration.models import Registration, Status
from app.registration.names import split_particle
from app.registration.wording import STATUSES

SAID = STATUSES | {Status.pending: _l("Being looked at")}


def context(link: ContactLink, at: datetime) -> dict[str, Any]:
    allotment, event = link.allotment, link.allotment.event
    why_not, named = delegates.why_not(allotment, at), delegates.count_named(allotment, at)
    running = delegates.may_change(event, at)
    return {
        **frame(link),
        "page": {
            "organisation": allotment.organisation_name,
            "event": pick(event.name, current()),
            "lead": _lead(allotment, why_not),
            "notice": _notice(allotment, why_not),
            "name_url": url_for("delegates.name", token=link.token) if why_not is None else None,
            "taken": named,
            "total": max(allotment.seats, named) if at < allotment.returns_at else named,
            "caption": _caption(allotment, named, at),
            "facts": _facts(allotment),
            "contact": event.reply_to,
        },
        "delegates": [_row(link, person, running) for person in delegates.live(allotment)],
    }


def frame(link: ContactLink) -> dict[str, Any]:
    """What stands around each page behind the link."""
    event = link.allotment.event
    return {
        "event": event,
        "category_css": category_css_url(event),
        "home_url": url_for("registration.show", slug=event.slug),
        "footer_links": [
            (_("Personal data"), url_for("registration.privacy", slug=event.slug)),
            (_("Accessibility"), url_for("registration.accessibility")),
        ],
    }


def last_day(allotment: Allotment) -> str:
    """« 11 mars »: the last one on which names are taken."""
    return formats.short_day(last_moment(allotment.returns_at), allotment.event.zone, current())


def _lead(allotment: Allotment, why_not: WhyNot | None) -> str | None:
    if why_not is None:
        return _("Name your delegates until %(day)s. Places without a name then go back to everybody.", day=last_day(allotment))
    if why_not is WhyNot.full:
        return _("All your places have a name. Somebody else may still come instead: replace them until they arrive.")
    return None


def _notice(allotment: Allotment, why_not: WhyNot | None) -> Notice | None:
    contact = allotment.event.reply_to
    if why_not is WhyNot.not_running:
        return Notice(_("Nothing can be changed here any more."), _("Questions: %(address)s.", address=contact))
    if why_not is WhyNot.returned:
        since = formats.moment(allotment.returns_at, allotment.event.zone, current())
        return Notice(
            _("Since %(moment)s nobody else can be named.", moment=since),
            _(
                "The places without a name have gone back to everybody; your delegates keep theirs. Whoever still wants to "
                "come registers on the event page. Questions: %(address)s.", address=contact,
            ),
        )
    return None


def _caption(allotment: Allotment, named: int, at: datetime) -> str:
    if allotment.returns_at <= at:
        return ngettext("%(num)s delegate", "%(num)s delegates", named)
    return ngettext("%(named)s of %(num)s place named", "%(named)s of %(num)s places named", allotment.seats, named=named)


def _facts(allotment: Allotment) -> list[tuple[str, str]]:
    event, lang = allotment.event, current()
    day = formats.day(event.starts_at, event.zone, lang)
    facts = [
        (_("When"), f"{day[:1].upper()}{day[1:]}\n{formats.hours(event.starts_at, event.ends_at, event.zone, lang)}"),
        (_("Where"), "\n".join(filter(None, (pick(event.venue, lang), pick(event.district, lang))))),
        (_("Category"), pick(allotment.category.label, lang)),
    ]
    return [(term, value) for term, value in facts if value]


def _row(link: ContactLink, person: Registration, running: bool) -> dict[str, Any]:
    """Least data: names and how their place stands; nothing of what they answered."""
    particle, surname = split_particle(person.last_name)
    open_ = running and person.arrived_at is None
    at = {"token": link.token, "registration_id": person.id}
    return {
        "name": {"particle": particle.strip(), "surname": surname, "first_name": person.first_name},
        "full_name": person.full_name,
        "status": {"code": person.status.value, "label": SAID[person.status]},
        "replace_url": url_for("delegates.replace", **at) if open_ and lifecycle.may(Move.hand_over, person.status) else None,
        "withdraw_url": url_for("delegates.withdraw", **at) if open_ else None,
    }


def what_withdrawing_means(allotment: Allotment, at: datetime) -> str:
    ends = _("Their entry code stops working at once, and a mail tells them.")
    if at < allotment.returns_at:
        return _("%(ends)s You can give the place to somebody else until %(day)s.", ends=ends, day=last_day(allotment))
    return _("%(ends)s The place goes to everybody: to keep it, replace this delegate instead.", ends=ends)


def cannot_be_named(allotment: Allotment) -> str:
    """Of an address that has a registration. It stays as it is, and whose it is nobody is told."""
    return _(
        "This address cannot be named here. Type the person’s own one, or write to %(contact)s: the organisers settle it.",
        contact=allotment.event.reply_to,
    )
