"""What the page before printing shows: whose badges, what is asked, and what cannot be printed."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from functools import reduce
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.badges import queries
from app.badges.formats import FORMATS
from app.badges.models import PrintBatch
from app.badges.ordering import Order
from app.badges.paper import Paper
from app.badges.trays import Tray
from app.core import formats
from app.core.languages import current
from app.events.models import Event
from app.organiser.badges.choosing import Asked, Chosen
from app.organiser.badges.forms import PaperForm, PrintForm
from app.organiser.people import filters, tabs
from app.organiser.people.views import View
from app.registration.form_pages import row
from app.registration.models import Registration


def defaults(event: Event, view: View) -> dict[str, Any]:
    """What the form holds at first: as badges were printed last, in the order of the view."""
    last = queries.last_people_batch(event.id)
    order = last.order if last else Order.name
    if view.get("order") in (Order.organisation, Order.category):
        order = Order(view.get("order"))
    trays = last.dealt if last else []
    desks = max((tray.desk for tray in trays), default=2)
    return {
        **asdict(replace(last.paper, first=1) if last else Paper()), "order": order.value, "desks": desks,
        "each": max(1, len(trays) // desks), "dividers": last.dividers if last and last.trays else True,
    }  # fmt: skip


def context(
    event: Event, view: View, since: PrintBatch | None, asked: Asked, chosen: Chosen, form: PrintForm, trays: Sequence[Tray]
) -> dict[str, Any]:
    """For organiser/badges/print.html. `trays`: how names were dealt last."""
    number = len(chosen.ids)
    return {
        "trail": [(_("Badges"), url_for("organiser_badges.index"))],
        "view": _view(event, view, since),
        "nothing": _nothing(since),
        "counted": badges(number),
        "again": _again(asked),
        "without": asked.without_badge and ngettext(
            "%(number)s person of this list has no confirmed place, hence no badge.",
            "%(number)s people of this list have no confirmed place, hence no badge.",
            asked.without_badge, number=figure(asked.without_badge),
        ),
        "unprintable": [_person(person) | {"why": why} for person, why in chosen.unprintable],
        "without_emoji": [_person(person) | {"emoji": emoji} for person, emoji in chosen.without_emoji],
        "submit": number and ngettext("Print %(number)s badge", "Print %(number)s badges", number, number=figure(number)),
        "people_url": filters.address(view),
        "fields": [*paper_rows(form, number), *_order_rows(form, trays)],
        "calibration_url": url_for(
            "organiser_badges.calibration", format=form.paper.format, right=f"{form.paper.right:g}", down=f"{form.paper.down:g}"
        ),
    }  # fmt: skip


def _view(event: Event, view: View, since: PrintBatch | None) -> str:
    if since is not None:
        return _("What changed since batch %(number)s", number=since.number)
    return tabs.title(event, view) if view.narrowing else _("All")


def _nothing(since: PrintBatch | None) -> dict[str, str]:
    """Why there is nothing to print."""
    if since is not None:
        title = _("Nothing changed since batch %(number)s", number=since.number)
        return {"title": title, "text": _("Everybody’s badge would be printed as it was.")}
    return {"title": _("Nobody here has a badge to print"), "text": _("A badge comes with the confirmed place.")}


def _again(asked: Asked) -> str:
    number = len(asked.again)
    return _("%(number)s printed before", number=figure(number)) if number else ""


def _person(person: Registration) -> dict[str, str]:
    return {"name": person.full_name, "href": url_for("person.edit", registration_id=person.id)}


def paper_rows(form: PaperForm, number: int | None = None) -> list[dict[str, Any]]:
    """The fields of the paper; each format says how many sheets so many badges take."""
    sheets = {code: _sheets(Paper(code).sheets_for(number)) for code in FORMATS} if number else {}
    position = [
        row("pair", fields=[row("field", form.first), row("tick", form.marks)]),
        row("pair", fields=[row("field", form.right), row("field", form.down)]),
    ]
    usual = form.paper == Paper(form.paper.format) and not form.errors
    return [
        row("choices", form.format, hints=sheets, columns=2),
        row("usual" if usual else "group", title=_("Position on the paper, marks to cut at"), fields=position),
    ]


def _order_rows(form: PrintForm, trays: Sequence[Tray]) -> list[dict[str, Any]]:
    dealt = [row("pair", fields=[row("field", form.desks), row("field", form.each)]), row("tick", form.dividers)]
    if trays:
        dealt.insert(0, row("tick", form.anew, hint=_("Else they stay as they are: %(trays)s.", trays=in_short(trays))))
    fields = [row("choices", form.order, columns=2), row("group", title=_("Desks and trays"), fields=dealt)]
    return [row("choices", form.reason, columns=2), *fields] if form.reason else fields


def in_short(trays: Sequence[Tray]) -> str:
    """“Desk 1: A–K, L–R; desk 2: S–Z”."""
    desks: dict[int, list[str]] = {}
    for tray in trays:
        desks.setdefault(tray.desk, []).append(tray.first if tray.first == tray.last else f"{tray.first}–{tray.last}")
    said = [_("desk %(desk)s: %(ranges)s", desk=desk, ranges=", ".join(ranges)) for desk, ranges in desks.items()]
    return reduce(lambda before, after: _("%(before)s; %(after)s", before=before, after=after), said)


def badges(number: int) -> str:
    return ngettext("%(number)s badge", "%(number)s badges", number, number=figure(number))


def figure(number: int) -> str:
    return formats.number(number, current())


def _sheets(number: int) -> str:
    return ngettext("%(number)s sheet", "%(number)s sheets", number, number=figure(number))
