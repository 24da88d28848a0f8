"""The list of people as the template shows it: tabs, filters, rows and pages in words."""

from collections.abc import Sequence
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.accounts.access import may
from app.accounts.permissions import Permission
from app.core import formats
from app.core.clock import now
from app.core.languages import current, pick
from app.events.models import Event
from app.exchange.columns import Column
from app.organiser.pagination import last_page, pages
from app.organiser.people import columns, filters, tabs, waits
from app.organiser.people.filters import address
from app.organiser.people.tabs import Kept, Numbers
from app.organiser.people.views import LOST, View
from app.registration.models import Registration, Status
from app.registration.names import full_name, split_particle
from app.registration.paging import find_page
from app.registration.queries import Answered, Order
from app.registration.reasons import why_waiting
from app.registration.reconfirmation import is_silent
from app.registration.wording import STATUSES

ROWS = 50
READ = (
    Registration.id, Registration.first_name, Registration.last_name, Registration.organisation_name, Registration.organisation_key,
    Registration.category_id, Registration.status, Registration.vip, Registration.created_at, Registration.arrived_at,
    Registration.answer_until, Registration.answered_at, Registration.released_at, Registration.allotment_id,
)  # fmt: skip
"""What a row is made of."""

ORDER_WORDS = {
    Order.name: _l("by name"),
    Order.organisation: _l("by organisation"),
    Order.category: _l("by category"),
    Order.newest: _l("latest first"),
    Order.rank: _l("by place in the queue"),
}


def context(event: Event, view: View, kept: Kept, numbers: Numbers) -> dict[str, Any]:
    """For organiser/people/list.html. `kept`: the views of the team."""
    asked = filters.asked(view, event)
    everybody, lang = sum(numbers.by_status.values()), current()
    offered = columns.offered(event)
    shown = columns.chosen(offered, view)
    kept_id = tabs.kept_as(kept, view)
    page = find_page(
        event.id, asked.filters, *asked.clauses, limit=ROWS, offset=(view.page - 1) * ROWS,
        known_total=numbers.of(view), columns=READ,
    )  # fmt: skip
    return {
        "listing": {
            "title": _("Registrations"),
            "import_url": url_for("people_import.index") if may(Permission.import_people) else None,
            "add_url": url_for("people.add") if may(Permission.edit_people) else None,
            "write_url": url_for("mailings.write", **view.args) if may(Permission.send_mail) else None,
            "export_url": url_for("exports.people", **view.args) if may(Permission.export) else None,
            "for_all": _for_all(view, page.total),
            "print_url": url_for("organiser_badges.print_list", **view.args) if may(Permission.print_badges) else None,
            "views": tabs.tabs(event, view, numbers, kept),
            "keep_url": _keep_url(view, kept_id),
            "forget_url": _forget_url(view, kept_id),
            "search": view.get("q"),
            "search_hidden": [pair for pair in view.pairs if pair[0] not in ("q", "page")],
            "filters": filters.tokens(event, view),
            "add_filters": list(filters.to_choose(event, view)),
            "clear_url": address(View()) if view.narrowing else None,
            "columns": columns.to_choose(offered, shown),
            "columns_hidden": [pair for pair in view.pairs if pair[0] not in ("column", "page")],
            "total": formats.number(page.total, lang),
            "of": _of(everybody, view, asked.filters.order),
            "bulk": _bulk(event, view, page.total, len(page.people)),
            "pages": pages(view.page, ROWS, len(page.people), page.total, lambda number: address(view.on(number))),
            "empty": None if page.people else _empty(view, everybody),
        },
        "categories": [
            {"code": each.code, "shape": each.shape, "label": pick(each.label, lang)} for each in event.categories
        ],
        "statuses": [{"code": code.value, "label": label} for code, label in STATUSES.items()],
        "heads": _heads(shown, view, asked.filters.order),
        "rows": _rows(event, view, shown, page.people),
        "last_page": last_page(ROWS, page.total),
    }


def _keep_url(view: View, kept_id: int | None) -> str | None:
    """Where a view is kept under a name that is more than everybody, and not kept yet."""
    worth = view.kept.pairs and not view.get(LOST) and kept_id is None and may(Permission.edit_people)
    return url_for("saved_views.save", **view.args) if worth else None


def _forget_url(view: View, kept_id: int | None) -> str | None:
    if kept_id is None or not may(Permission.edit_people):
        return None
    return url_for("saved_views.remove", view_id=kept_id, **view.args)


def _bulk(event: Event, view: View, total: int, shown: int) -> dict[str, Any] | None:
    """What can be done with those who are ticked, or with all of the view."""
    if not shown or not may(Permission.edit_people):
        return None
    number, everybody = formats.number(total, current()), bool(view.get("take"))
    text = (
        ngettext("%(number)s person of this view", "All %(number)s people of this view", total, number=number)
        if everybody else _("Those who are ticked")
    )  # fmt: skip
    return {
        "url": url_for("selections.take", **view.args),
        "all": everybody,
        "text": text,
        "ticked": _("Ticked: %(number)s", number="…"),
        "take_all": None if everybody or total == 1 else (_("Take all %(number)s", number=number), address(view.adding("take", "all"))),
        "take_none": (_("Take none"), address(view.dropping("take"))) if everybody else None,
        "actions": [{"name": name, "label": label} for name, label in BULK],
        "more": [{"name": name, "label": label} for name, label in BULK_MORE],
        "primary": {"name": "print", "label": _("Print their badges")},
    }


BULK = (("approve", _l("Approve")), ("category", _l("Category")), ("write", _l("Write")), ("export", _l("Export")))
BULK_MORE = (("refuse", _l("Refuse")), ("resend", _l("Send the mail again")), ("cancel", _l("Cancel")))


def _for_all(view: View, total: int) -> tuple[str, str] | None:
    """What all of a view can be done with: the silent are released, and who waits is offered what is free."""
    if not total or not may(Permission.edit_people):
        return None
    if view.get("answer") == Answered.silent:
        return _("Release their places"), url_for("release.silent")
    if view.all("status") == (Status.waitlisted,):
        return _("Offer the free places"), url_for("beyond.show")
    return None


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
    actions += [(_("Import a list"), url_for("people_import.index"))] if may(Permission.import_people) else []
    return {
        "title": _("Nobody has registered yet"),
        "text": _("Whoever sends the form stands here at once, as “not verified” until the button in the mail is pressed."),
        "actions": actions,
    }


def _heads(shown: Sequence[Column], view: View, order: Order) -> list[dict[str, Any]]:
    return [
        {
            "key": key, "label": label, "number": sort is Order.newest,
            "href": address(view.adding("order", sort.value)) if sort else None,
            "direction": ("descending" if sort is Order.newest else "ascending") if sort is order else None,
        }
        for key, label, sort in columns.heads(shown)
    ]  # fmt: skip


def _rows(event: Event, view: View, shown: Sequence[Column], people: Sequence[Any]) -> list[dict[str, Any]]:
    """Words and addresses that rows share are made once: they are most of what a page costs. `people`: rows of READ."""
    lang, at, zone = current(), now(), event.zone
    first, query = url_for("person.show", registration_id=0).removesuffix("0"), view.on(1).query
    days = {person.id: person.created_at.astimezone(zone).date() for person in people}
    registered = {day: formats.short_calendar_day(day, lang) for day in set(days.values())}
    codes = {category.id: category.code for category in event.categories}
    not_yet, waiting, taken = _("Not yet"), why_waiting(event, people, at), bool(view.get("take"))
    reasons = {each: waits.in_short(each) for each in set(map(tuple, waiting.values()))}
    more = columns.cells(event, shown, [person.id for person in people])

    def arrival(person: Any) -> str | None:
        if person.arrived_at:
            return formats.time(person.arrived_at, zone, lang)
        return not_yet if person.status is Status.confirmed else None

    return [
        {
            "id": person.id,
            "href": f"{first}{person.id}{query}",
            "name": _name(person),
            "full_name": full_name(person.first_name, person.last_name),
            "organisation": person.organisation_name,
            "category": codes[person.category_id],
            "status": person.status.value,
            "silent": is_silent(person, at),
            "waits": reasons[tuple(waiting[person.id])] if person.id in waiting else None,
            "vip": person.vip,
            "arrival": arrival(person),
            "arrived": person.arrived_at is not None,
            "checked": taken,
            "registered": registered[days[person.id]],
            "more": more.get(person.id, {}),
        }
        for person in people
    ]


def _name(person: Any) -> dict[str, str]:
    particle, surname = split_particle(person.last_name)
    return {"particle": particle.strip(), "surname": surname, "first_name": person.first_name}
