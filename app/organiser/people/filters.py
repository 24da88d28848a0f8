"""The filters of a view: what they ask of the database, and how they are called."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.badges import staleness
from app.badges.queries import printable
from app.core.languages import current, pick
from app.core.numbers import whole
from app.events.models import Category, Event
from app.extensions import db
from app.mailing.queries import not_delivered
from app.organiser.people import answer_filters, columns, views
from app.organiser.people.views import Pair, View
from app.organiser.selections import service as selections
from app.registration import consents
from app.registration.directory import Organisation
from app.registration.grants import Allotment
from app.registration.models import Status
from app.registration.particulars import ConsentKind
from app.registration.queries import Filters
from app.registration.wording import STATUSES

WORDS = {
    ("arrived", "yes"): _l("Arrived"),
    ("arrived", "no"): _l("Not arrived"),
    ("proven", "never"): _l("Address never verified"),
    ("answer", "silent"): _l("No answer"),
    ("answer", "comes"): _l("Said that they come"),
    ("answer", "released"): _l("Lost their place by silence"),
    answer_filters.MISSING: _l("Answers missing"),
    ("vip", "yes"): _l("VIP"),
    ("badge", "printed"): _l("Badge printed"),
    ("badge", "missing"): _l("Badge not printed"),
    ("badge", "stale"): _l("Printed badge out of date"),
    ("badge", "due"): _l("Badge absent or out of date"),
    ("badge", "void"): _l("Badge printed, place gone"),
    ("mail", "undelivered"): _l("Message not delivered"),
    ("consent", "photos"): _l("Agrees to photos"),
    ("consent", "no-photos"): _l("No photos"),
    ("consent", "news"): _l("Wants the newsletter"),
}

LOST = {
    "status": _l("Status"), "category": _l("Category"), "session": _l("Session"), "waits": _l("Waits for a session"),
    "allotment": _l("Allotment"), "said": _l("Answers"),
}  # fmt: skip

ELSEWHERE: dict[Pair, Callable[[list[Category]], sa.ColumnElement[bool]]] = {
    ("badge", "printed"): lambda _categories: staleness.is_printed(),
    ("badge", "missing"): lambda _categories: sa.and_(printable(), ~staleness.is_printed()),
    ("badge", "stale"): staleness.is_stale,
    ("badge", "due"): staleness.is_due,
    ("badge", "void"): lambda _categories: staleness.is_void(),
    ("mail", "undelivered"): lambda _categories: not_delivered(),
    ("consent", "photos"): lambda _categories: consents.allows(ConsentKind.image),
    ("consent", "no-photos"): lambda _categories: ~consents.allows(ConsentKind.image),
    ("consent", "news"): lambda _categories: consents.allows(ConsentKind.newsletter),
}
"""Filters by what stands in other tables, as clauses; they are given the event's categories."""


@dataclass(frozen=True)
class Asked:
    """What a view asks of the database: filters of registrations, and clauses of rooms that own others."""

    filters: Filters
    clauses: tuple[sa.ColumnElement[bool], ...]


def asked(view: View, event: Event) -> Asked:
    clauses = [ELSEWHERE[pair](event.categories) for pair in view.pairs if pair in ELSEWHERE]
    if view.get("selection"):
        clauses.append(selections.includes(int(view.get("selection"))))
    category_ids = {category.code: category.id for category in event.categories}
    return Asked(view.filters(category_ids), (*clauses, *answer_filters.clauses(event, view)))


def read(event: Event, pairs: Sequence[Pair]) -> View:
    """The view of an address, as this event knows it."""
    names = {name for name, _value in pairs}
    said = answer_filters.offered(event) if "said" in names else ()
    keys = [column.key for column in columns.offered(event)] if "column" in names else ()
    codes, sessions = [category.code for category in event.categories], [session.id for session in event.sessions]
    return views.read(pairs, codes, sessions, said, keys)


def address(view: View) -> str:
    return url_for("people.index") + view.query


def tokens(event: Event, view: View) -> list[tuple[str, str]]:
    """Chosen filters: (in words, address of the view without it)."""
    return [(token(event, pair), address(view.dropping(*pair))) for pair in view.narrowing if pair[0] != "q"]


def token(event: Event, pair: Pair) -> str:
    name, value = pair
    if name == "q":
        return _("“%(text)s”", text=value)
    if name == "status":
        return _("Status: %(value)s", value=STATUSES[Status(value)])
    if name == "category":
        return _("Category: %(value)s", value=_label(event, value))
    if name == "organisation":
        return _("Organisation: %(value)s", value=_organisation(value))
    if name == "session":
        return _("Session: %(value)s", value=_title(event, value))
    if name == "waits":
        return _("Waits for: %(value)s", value=_title(event, value))
    if name == "selection":
        return _("Chosen by hand")
    if name == "allotment":
        return _("Allotment: %(value)s", value=_allotment(event, int(value)))
    if name == "said":
        return answer_filters.token(event, value)
    if name == views.LOST:
        return _("%(filter)s: no longer known", filter=LOST.get(value, _("Filter")))
    return str(WORDS[pair])


def _label(event: Event, code: str) -> str:
    return next(pick(category.label, current()) for category in event.categories if category.code == code)


def _title(event: Event, id_: str) -> str:
    return next(pick(session.title, current()) for session in event.sessions if str(session.id) == id_)


def _organisation(key: str) -> str:
    """The name behind a limit key (registration.membership.limit_key); what stands in the address may be none."""
    kind, _sep, value = key.partition(":")
    if kind == "name" and value:
        return value
    try:
        entry = db.session.get(Organisation, whole(value)) if kind == "id" else None
    except ValueError:
        entry = None
    return entry.name if entry else _("unknown (%(key)s)", key=key)


def _allotment(event: Event, id_: int) -> str:
    given = db.session.get(Allotment, id_)
    return given.organisation_name if given and given.event_id == event.id else _("nobody’s")


def _of_sessions(event: Event, name: str) -> Iterator[tuple[Pair, str]]:
    for session in event.sessions:
        if session.capacity is not None:
            yield (name, str(session.id)), pick(session.title, current())


def to_choose(event: Event, view: View) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Filters not chosen yet: groups of (label, address of the view with it)."""
    groups: list[tuple[str, list[tuple[Pair, Any]]]] = [
        (_("Status"), [(("status", status.value), label) for status, label in STATUSES.items()]),
        (_("Category"), [(("category", each.code), pick(each.label, current())) for each in event.categories]),
        (_("Session"), list(_of_sessions(event, "session"))),
        (_("Waits for a session"), list(_of_sessions(event, "waits"))),
        *answer_filters.groups(event),
        (_("Also"), [(pair, label) for pair, label in WORDS.items() if pair != answer_filters.MISSING or event.questions]),
    ]
    everybody = address(View())
    for heading, offered in groups:
        left = [(str(label), everybody + view.adding(*pair).query) for pair, label in offered if pair not in view.pairs]
        if left:
            yield heading, left
