"""Who cannot be reached, who never pressed the button, who never fetched the ticket; and what to do."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.accounts.access import allow, current_actor, may
from app.accounts.permissions import Permission
from app.core import formats
from app.core.languages import current
from app.events.models import Event
from app.extensions import db
from app.mailing import queries as mail
from app.organiser import desk
from app.organiser.pagination import page_asked, pages
from app.organiser.people.step_routes import attempt
from app.organiser.when import short_moment
from app.registration.models import Registration, Status
from app.registration.queries import Filters, counts, get, search
from app.registration.service import resending

blueprint = Blueprint("delivery", __name__, url_prefix=f"{desk.PREFIX}/messages/delivery")

ROWS = 50
Clauses = Callable[[], tuple[Filters, tuple[sa.ColumnElement[bool], ...]]]
LISTS: dict[str, tuple[Any, Any, Clauses]] = {
    "not-delivered": (
        _l("Not delivered"), _l("A server refused the address for good, or two days of trying did not help."),
        lambda: (Filters(), (mail.unreachable(),)),
    ),
    "not-pressed": (
        _l("Button never pressed"), _l("The registration is decided when the button in the mail is pressed."),
        lambda: (Filters(statuses=(Status.unverified,)), ()),
    ),
    "not-fetched": (
        _l("Ticket never fetched"), _l("The place is confirmed; the entry code still waits behind the button of the mail."),
        lambda: (Filters(statuses=(Status.confirmed,), never_proven=True), (Registration.email.is_not(None),)),
    ),
}  # fmt: skip
"""Address part: how it is called, what it means, whom it holds."""


@blueprint.get("")
@allow(Permission.see_people)
def show(event: Event) -> str:
    """One list; `what` chooses it."""
    what = request.args.get("what") if request.args.get("what") in LISTS else next(iter(LISTS))
    searches = {name: _search(event, name) for name in LISTS}
    numbers = dict(zip(searches, counts(*searches.values()), strict=True))
    page = page_asked(ROWS, numbers[what])
    people = list(db.session.scalars(searches[what].limit(ROWS).offset((page - 1) * ROWS)))
    reasons = mail.reasons_unreachable([person.id for person in people]) if what == "not-delivered" else {}
    return render_template(
        "organiser/mails/delivery.html",
        **desk.context(event, "mails"),
        trail=[(_("Messages"), url_for("mails.index"))] if may(Permission.see_mail) else [],
        views=[_tab(name, numbers[name], name == what) for name in LISTS],
        meaning=LISTS[what][1],
        may_act=may(Permission.edit_people),
        people=[_row(event, person, what, reasons) for person in people],
        pages=pages(page, ROWS, len(people), numbers[what], lambda number: url_for("delivery.show", what=what, page=number)),
    )


def _search(event: Event, name: str) -> sa.Select[tuple[Registration]]:
    asked, clauses = LISTS[name][2]()
    return search(event.id, asked, *clauses)


def _tab(name: str, number: int, is_here: bool) -> dict[str, Any]:
    return {
        "text": LISTS[name][0], "count": formats.number(number, current()), "current": is_here,
        "href": url_for("delivery.show", what=name),
    }  # fmt: skip


def _row(event: Event, person: Registration, what: str, reasons: dict[int, str]) -> dict[str, Any]:
    return {
        "name": person.full_name,
        "href": url_for("person.show", registration_id=person.id),
        "address": person.address or "",
        "why": reasons.get(person.id) or short_moment(person.created_at, event),
        "resend_url": url_for("delivery.resend", registration_id=person.id, what=what),
        "correct_url": url_for("ask.address", registration_id=person.id),
    }


@blueprint.post("/<int:registration_id>/resend")
@allow(Permission.edit_people)
def resend(event: Event, registration_id: int) -> Response:
    person = get(event.id, registration_id)
    attempt(
        lambda: resending.resend(event.id, person.id, by=current_actor()),
        lambda _person: _("The mail to %(name)s is on its way.", name=person.full_name),
    )
    what = request.args.get("what")
    return redirect(url_for("delivery.show", what=what if what in LISTS else None))
