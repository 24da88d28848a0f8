"""What “Offer the free places beyond the limits” shows: how many, what it takes, and the first of each."""

from itertools import islice
from typing import Any

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.core import formats
from app.core.clock import now
from app.core.languages import current, pick
from app.events.models import Event
from app.extensions import db
from app.organiser.people import filters, tabs, waits
from app.organiser.people.views import View
from app.registration import queries
from app.registration.beyond import Beyond
from app.registration.models import Registration, Status
from app.registration.queries import Filters, Order
from app.registration.reasons import why_waiting

WAITING = View((("status", Status.waitlisted.value), ("order", Order.rank.value)))
SHOWN = 20
"""People, and limits; the others are counted."""
FEW = 5
"""Limits that stand there unfolded."""


def context(event: Event, found: Beyond) -> dict[str, Any]:
    """For organiser/people/beyond.html."""
    number, limits = len(found.ids), len(found.quotas) + len(found.organisations)
    list_url = filters.address(WAITING)
    return {
        "trail": [(_("Registrations"), url_for("people.index")), (tabs.title(event, WAITING), list_url)],
        "back": (_("Back without changes"), list_url),
        "offered": ngettext(
            "%(number)s person is offered one, and has until the next day to answer.",
            "%(number)s people are offered one, in order of the list; each has until the next day to answer.",
            number, number=_number(number),
        ),
        "submit": ngettext("Offer %(number)s place", "Offer %(number)s places", number, number=_number(number)),
        "people": _rows(event, _first(event, found)),
        "more_people": _more(number),
        "rises": limits and ngettext(
            "%(number)s limit rises for this.", "%(number)s limits rise for this.", limits, number=_number(limits)
        ),
        "raised": _raised(event, found),
        "more_raised": _more(limits),
        "unfolded": limits <= FEW,
    }  # fmt: skip


def _number(value: int) -> str:
    return formats.number(value, current())


def _more(number: int) -> str:
    """“and 1,980 more”, of which the first are shown."""
    left = number - SHOWN
    return ngettext("and %(number)s more", "and %(number)s more", left, number=_number(left)) if left > 0 else ""


def _first(event: Event, found: Beyond) -> list[Registration]:
    """Those who come first in the list."""
    query = queries.search(event.id, Filters(order=Order.rank), Registration.id.in_(found.ids))
    return list(db.session.scalars(query.limit(SHOWN)))


def _rows(event: Event, people: list[Registration]) -> list[dict[str, object]]:
    reasons, lang = why_waiting(event, people, now()), current()
    return [
        {
            "name": person.full_name,
            "href": url_for("person.show", registration_id=person.id, **WAITING.args),
            "organisation": person.organisation_name,
            "category": {
                "code": person.category.code, "shape": person.category.shape, "label": pick(person.category.label, lang),
            },
            "waits": waits.in_short(reasons[person.id]),
        }
        for person in people
    ]  # fmt: skip


def _raised(event: Event, found: Beyond) -> list[str]:
    """The first limits that rise, each in a sentence: quotas, then organisations by name."""
    categories = {category.id: category for category in event.categories}
    quotas = [
        _(
            "%(category)s: the quota rises from %(before)s to %(after)s.", category=pick(categories[id_].label, current()),
            before=_number(categories[id_].quota), after=_number(quota),
        )
        for id_, quota in islice(found.quotas.items(), SHOWN)
    ]  # fmt: skip
    keys = list(islice(found.organisations, SHOWN - len(quotas)))
    names = _names(found, keys)
    return quotas + [
        _("%(organisation)s: the limit rises to %(after)s.", organisation=names[key], after=_number(found.organisations[key]))
        for key in keys
    ]


def _names(found: Beyond, keys: list[str]) -> dict[str, str]:
    """What the first of each organisation calls it."""
    query = (
        sa.select(Registration.organisation_key, Registration.organisation_name)
        .where(Registration.id.in_(found.ids), Registration.organisation_key.in_(keys))
        .order_by(Registration.rank_at.desc(), Registration.id.desc())
    )
    return dict(db.session.execute(query).all())
