"""The directory as its pages show it."""

from collections.abc import Iterable
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.accounts.access import current_account, may, may_create_events
from app.accounts.permissions import Permission
from app.core import formats
from app.core.languages import current
from app.events.models import Event
from app.extensions import db
from app.organiser.pagination import page_asked, pages
from app.registration import standings
from app.registration.directory import Organisation
from app.registration.forms import ORGANISATION_TYPES
from app.registration.membership import limit_key
from app.registration.standings import Standing

ROWS = 50
VIEWS = {
    "": (_l("All"), {}),
    "members": (_l("Members"), {"members": True}),
    "here": (_l("At this event"), {"here": True}),
}
TYPED = "typed"


def index(event: Event) -> dict[str, Any]:
    """For organiser/organisations/index.html."""
    view, text = request.args.get("view", ""), request.args.get("q", "")[:200]
    is_typed = view == TYPED and may(Permission.see_people)
    view = view if view in VIEWS or is_typed else ""
    query = standings.typed(event.id, text) if is_typed else standings.search(event.id, text, **VIEWS[view][1])
    total = standings.count(query)
    page = page_asked(ROWS, total)
    found = db.session.execute(query.limit(ROWS).offset((page - 1) * ROWS)).all()
    rows = _typed_rows(event, found) if is_typed else _rows(event, [row[0] for row in found])
    return {
        "views": list(_views(event, view)),
        "text": text,
        "view": view,
        "is_typed": is_typed,
        "rows": rows,
        "pages": pages(page, ROWS, len(found), total, lambda number: _address(view, text, number)),
        "total": ngettext("%(number)s organisation", "%(number)s organisations", total, number=formats.number(total, current())),
        "edits": edits(),
    }


def edits() -> bool:
    """Whether one may change the directory, which all events share."""
    return may_create_events(current_account())


def _address(view: str, text: str = "", page: int = 1) -> str:
    return url_for("organisations.index", view=view or None, q=text or None, page=page if page > 1 else None)


def _views(event: Event, view: str) -> Iterable[dict[str, Any]]:
    counted = {name: (label, standings.search(event.id, **wish)) for name, (label, wish) in VIEWS.items()}
    if may(Permission.see_people):
        counted[TYPED] = (_("Not in the directory"), standings.typed(event.id))
    for name, (label, query) in counted.items():
        number = formats.number(standings.count(query), current())
        yield {"text": label, "count": number, "href": _address(name), "current": name == view}


def _rows(event: Event, organisations: list[Organisation]) -> list[dict[str, Any]]:
    by_key = {limit_key(each.id, ""): each for each in organisations}
    found = standings.standings(event, set(by_key))
    return [
        {
            "name": each.name,
            "href": url_for("organisations.show", organisation_id=each.id),
            "also": ", ".join(alias.name for alias in each.aliases),
            "type": ORGANISATION_TYPES[each.type],
            "member": each.member,
            "domains": [domain.domain for domain in each.domains],
            **standing(key, found[key]),
        }
        for key, each in by_key.items()
    ]


def _typed_rows(event: Event, found: Iterable[Any]) -> list[dict[str, Any]]:
    names = {key: name for key, name in found}
    stood = standings.standings(event, set(names))
    return [
        {"name": name, "add_url": url_for("organisations.new", name=name) if edits() else None, **standing(key, stood[key])}
        for key, name in names.items()
    ]


def standing(key: str, found: Standing) -> dict[str, Any]:
    """“5 people”, “3 places of 4”, and where both lead."""
    people = ngettext("%(num)s person", "%(num)s people", found.people)
    return {
        "people": people if found.people else None,
        "people_url": url_for("people.index", organisation=key) if found.people and may(Permission.see_people) else None,
        "places": places(found),
        "full": found.taken >= found.limit,
        "own_limit": found.stated,
        "limit_url": url_for("organisations.places", key=key) if may(Permission.edit_event) else None,
    }


def places(found: Standing) -> str:
    return ngettext("%(num)s of %(limit)s places", "%(num)s of %(limit)s places", found.taken, limit=found.limit)


def taken(found: Standing) -> str:
    return ngettext("%(num)s of %(limit)s places is taken.", "%(num)s of %(limit)s places are taken.", found.taken, limit=found.limit)


def one(event: Event, organisation: Organisation) -> dict[str, Any]:
    """For organiser/organisations/show.html."""
    key = limit_key(organisation.id, "")
    return {
        "trail": [trail()],
        "organisation": {
            "name": organisation.name,
            "type": ORGANISATION_TYPES[organisation.type],
            "member": organisation.member,
            "domains": [each.domain for each in organisation.domains],
            "aliases": [each.name for each in organisation.aliases],
            **standing(key, standings.standings(event, {key})[key]),
        },
        "unite_url": url_for("uniting.unite", organisation_id=organisation.id),
        "remove_url": url_for("uniting.remove", organisation_id=organisation.id),
    }


def trail() -> tuple[str, str]:
    return _("Organisations"), url_for("organisations.index")
