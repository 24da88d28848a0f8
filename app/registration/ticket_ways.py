"""What a person can do from their own page, and until when."""

from datetime import datetime

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.core import formats
from app.core.errors import DomainError
from app.core.languages import current
from app.events import conditions
from app.events import queries as events
from app.events.life import takes_registrations
from app.registration import lifecycle
from app.registration.lifecycle import Move
from app.registration.links import OwnLink
from app.registration.models import Registration, Status
from app.registration.particulars import ConsentKind
from app.registration.questions.queries import said_by
from app.registration.service.consenting import consent_given
from app.registration.service.readdressing import may_change
from app.registration.service.submitting import require_open

Way = dict[str, str | None]


def ways(link: OwnLink, at: datetime) -> list[Way]:
    person, found = link.registration, []
    if can_edit(person, at):
        found.append(_way(link, _("Change my details"), "self_service.edit", _until_freeze(person)))
        if events.has_sessions_to_choose(person.event_id):
            found.append(_way(link, _("Change my sessions"), "self_service.sessions", _until_freeze(person)))
    if events.asks_something(person.event_id, person.category.code):
        note = _still_open(person) or _until_freeze(person) if can_edit(person, at) else None
        found.append(_way(link, _("My answers"), "own_answers.edit", note))
    if lifecycle.may(Move.hand_over, person.status) and person.arrived_at is None:
        found.append(_way(link, _("Hand my place to somebody"), "self_service.hand_over"))
    if may_name_colleagues(person, at):
        note = _("with an address of their own, or managed by you")
        found.append(_way(link, _("Register a colleague"), "own_colleague.register", note))
    if person.status not in (Status.cancelled, Status.refused):
        found.append(_way(link, _("My consents"), "self_service.consents", _photos(person)))
    if may_change(person):
        found.append(_way(link, _("Change my e-mail address"), "own_address.ask"))
    if person.address:
        found.append(_way(link, _("Close all links"), "own_address.new_link", _("if a message went too far")))
    return found


def _way(link: OwnLink, label: str, endpoint: str, note: str | None = None) -> Way:
    return {"label": label, "href": url_for(endpoint, token=link.token), "note": note}


def _until_freeze(person: Registration) -> str:
    return _("until %(day)s", day=formats.short_day(person.event.freeze_at, person.event.zone, current()))


def _still_open(person: Registration) -> str | None:
    """How many answers the event wants and has not."""
    said = said_by(person.id)
    asked = conditions.asked(person.event.questions, person.category.code, said)
    missing = sum(each.required and each.code not in said for each in asked)
    return ngettext("%(num)s question to answer", "%(num)s questions to answer", missing) if missing else None


def _photos(person: Registration) -> str | None:
    """Whoever was registered by somebody else has not been asked yet."""
    unasked = consent_given(person, ConsentKind.image) is None
    return _("photos: not answered yet, your badge shows a no") if unasked else None


def can_edit(registration: Registration, at: datetime) -> bool:
    """Until the freeze date, while the registration lives."""
    live = registration.status not in (Status.cancelled, Status.refused)
    return live and at < registration.event.freeze_at


def may_name_colleagues(registration: Registration, at: datetime) -> bool:
    """Whoever has an address of their own, while the form is open; not who was refused."""
    named = registration.email is not None and registration.status is not Status.refused
    return named and takes_registrations(registration.event, at)


def require_may_name_colleagues(registration: Registration, at: datetime) -> None:
    require_open(registration.event, at)
    if not may_name_colleagues(registration, at):
        raise DomainError("no_colleagues", _("Colleagues are registered from the page of somebody with an address of their own."))
