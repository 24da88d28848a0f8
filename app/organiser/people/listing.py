"""The list of people as the template shows it: tabs, filters, rows and pages in words."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.accounts.access import may
from app.accounts.permissions import Permission
from app.core import formats
from app.core.languages import current, pick
from app.events.models import Event
from app.organiser.pagination import pages
from app.organiser.people import filters
from app.organiser.people.filters import address
from app.organiser.people.views import View
from app.registration.models import Registration, Status
from app.registration.names import split_particle
from app.registration.paging import find_page
from app.registration.queries import Order
from app.registration.wording import STATUSES

ROWS = 50

ORDER_WORDS = {
    Order.name: _l("by name"),
    Order.organisation: _l("by organisation"),
    Order.category: _l("by category"),
    Order.newest: _l("latest first"),
    Order.rank: _l("by place in the queue"),
}


def context(event: Event, view: View, counts: dict[Status, int]) -> dict[str, Any]:
    """For organiser/people/list.html. `counts`: people by status."""
    asked = filters.asked(view, event.categories)
    page = find_page(event.id, asked.filters, *asked.clauses, limit=ROWS, offset=(view.page - 1) * ROWS)
    everybody, lang = sum(counts.values()), current()
    return {
        "listing": {
            "title": _("Registrations"),
            "add_url": url_for("people.add") if may(Permission.edit_people) else None,
            "export_url": url_for("exports.people", **view.args) if may(Permission.export) else None,
            "views": list(filters.tabs(event, view, counts)),
            "search": view.get("q"),
            "search_hidden": [pair for pair in view.pairs if pair[0] not in ("q", "page")],
            "filters": filters.tokens(event, view),
            "add_filters": list(filters.to_choose(event, view)),
            "clear_url": address(View()) if view.narrowing else None,
            "total": formats.number(page.total, lang),
            "of": _of(everybody, view, asked.filters.order),
            "bulk": None,
            "pages": pages(view.page, ROWS, len(page.people), page.total, lambda number: address(view.on(number))),
            "empty": None if page.people else _empty(view, everybody),
        },
        "heads": _heads(view, asked.filters.order),
        "rows": [_row(event, view, person, lang) for person in page.people],
    }


def _of(everybody: int, view: View, order: Order) -> str:
    """After the number of those found: “of 412, by name”."""
    if not view.narrowing:
        return ngettext("person, %(order)s", "people, %(order)s", everybody, order=ORDER_WORDS[order])
    return _("of %(all)s, %(order)s", all=formats.number(everybody, current()), order=ORDER_WORDS[order])


def _empty(view: View, everybody: int) -> dict[str, Any]:
    if everybody:
        return {
            "title": _("Nobody is in this view"), "text": _("Take a filter away, or look for another part of the name."),
            "actions": [(_("Show everybody"), address(View()))],
        }  # fmt: skip
    actions = [(_("Add a person"), url_for("people.add"))] if may(Permission.edit_people) else []
    return {
        "title": _("Nobody has registered yet"),
        "text": _("Whoever sends the form stands here at once, as “not verified” until the button in the mail is pressed."),
        "actions": actions,
    }


def _heads(view: View, order: Order) -> list[dict[str, Any]]:
    heads: list[tuple[Any, Order | None]] = [
        (_("Name"), Order.name), (_("Organisation"), Order.organisation), (_("Category"), Order.category),
        (_("Status"), None), (_("Arrival"), None), (_("Registered"), Order.newest),
    ]  # fmt: skip
    return [
        {
            "label": label, "number": sort is Order.newest,
            "href": address(view.adding("order", sort.value)) if sort else None,
            "direction": ("descending" if sort is Order.newest else "ascending") if sort is order else None,
        }
        for label, sort in heads
    ]  # fmt: skip


def _row(event: Event, view: View, person: Registration, lang: str) -> dict[str, Any]:
    particle, surname = split_particle(person.last_name)
    category = person.category
    return {
        "id": person.id,
        "href": url_for("person.show", registration_id=person.id, **view.on(1).args),
        "name": {"particle": particle.strip(), "surname": surname, "first_name": person.first_name},
        "organisation": person.organisation_name,
        "category": {"code": category.code, "shape": category.shape, "label": pick(category.label, lang)},
        "status": {"code": person.status.value, "label": STATUSES[person.status]},
        "vip": person.vip,
        "arrival": formats.time(person.arrived_at, event.zone, lang) if person.arrived_at else _expected(person),
        "arrived": person.arrived_at is not None,
        "registered": formats.short_day(person.created_at, event.zone, lang),
    }


def _expected(person: Registration) -> str | None:
    return _("Not yet") if person.status is Status.confirmed else None
