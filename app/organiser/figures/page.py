"""The page of figures in words: each chart with what stands in its table."""

from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext, pgettext

from app.accounts.access import may
from app.accounts.permissions import Permission
from app.core import formats
from app.core.languages import current, pick
from app.events.models import Category, Event
from app.exchange import funders
from app.mailing.models import MailState
from app.mailing.queries import not_delivered
from app.organiser.figures import numbers, over_time
from app.registration import counting, queries, session_room
from app.registration.models import LIVE, Status
from app.registration.queries import Filters
from app.registration.room import CategoryRoom
from app.registration.session_room import Fill
from app.registration.wording import GROUPS, unnamed

Row = dict[str, Any]


def context(event: Event, counts: dict[Status, int], at: datetime) -> dict[str, Any]:
    """For organiser/figures/index.html. `counts`: people by status."""
    return {
        "nobody": not any(counts.values()),
        "import_url": url_for("people_import.index") if may(Permission.import_people) else None,
        "over_time": over_time.chart(event, at),
        "funnel": _funnel(event.id),
        "ended": _ended(counts),
        "statuses": [(str(GROUPS[status]), _number(counts.get(status, 0))) for status in Status],
        "quotas": _quotas(event, at),
        "types": _types(event.id),
        "organisations": _organisations(event.id),
        "sessions": _sessions(event),
        "mails": _mails(event.id),
        "came": _came(event),
        "types_url": url_for("exports_room.take", what="types") if may(Permission.export) else None,
        "delivery_url": url_for("delivery.show") if may(Permission.see_people) else None,
    }


def _number(value: int) -> str:
    return formats.number(value, current())


def row(label: Any, value: int, of: int | None, *, said: str | None = None, href: str | None = None, **more: Any) -> Row:
    """For components/charts.html: a bar of `value` along `of` (none: no bar)."""
    share = None if not of else min(round(100 * value / of, 1), 100)
    return {"label": label, "share": share, "said": said or _number(value), "href": _if_allowed(href), **more}


def _if_allowed(href: str | None) -> str | None:
    """Numbers lead to the people behind them, where one may see people."""
    return href if may(Permission.see_people) else None


def _of(value: int, of: int) -> str:
    return _("%(value)s of %(of)s", value=_number(value), of=_number(of))


def percent(value: int, of: int) -> str:
    """« 77 % »"""
    return _("%(number)s%%", number=round(100 * value / of)) if of else _("none")


def _funnel(event_id: int) -> list[Row]:
    found = numbers.funnel(event_id)
    stages = [
        (_("Active registrations"), found.everybody), (_("Address verified, or vouched for"), found.proven),
        (pgettext("people", "Place confirmed"), found.confirmed), (_("Arrived"), found.arrived),
    ]  # fmt: skip
    return [row(label, value, found.everybody, note=percent(value, found.everybody)) for label, value in stages]


def _ended(counts: dict[Status, int]) -> str | int:
    """What the stages leave out, so that they and the list add up; 0 where it is nobody."""
    everybody = sum(counts.values())
    number = everybody - sum(counts.get(status, 0) for status in LIVE)
    return number and ngettext(
        "Without %(number)s registration that was refused or cancelled; %(all)s in all.",
        "Without %(number)s registrations that were refused or cancelled; %(all)s in all.",
        number, number=_number(number), all=_number(everybody),
    )  # fmt: skip


def _quotas(event: Event, at: datetime) -> list[Row]:
    room = counting.room(event, at)
    said = _with_unnamed(_of(room.taken, event.capacity), room.unnamed)
    event_row = row(_("The event"), room.taken, event.capacity, said=said, category=None)
    return [event_row, *(_quota(each, room.categories[each.id]) for each in event.categories)]


def _with_unnamed(taken: str, number: int) -> str:
    return _("%(taken)s, %(unnamed)s", taken=taken, unnamed=unnamed(number)) if number else taken


def _quota(category: Category, theirs: CategoryRoom) -> Row:
    taken = theirs.all_taken
    mark = {"code": category.code, "shape": category.shape, "label": pick(category.label, current())}
    said = _of(taken, category.quota) if category.quota is not None else _("%(number)s, no quota", number=_number(taken))
    said = _with_unnamed(said, theirs.unnamed)
    return row(mark["label"], taken, category.quota, said=said, href=url_for("people.index", category=category.code), category=mark)


def _types(event_id: int) -> list[Row]:
    found = funders.by_type(event_id)
    most = max((each.registered for each in found), default=0)
    return [
        row(
            funders.label(each.kind), each.registered, most,
            more=[_number(each.organisations), _number(each.confirmed), _number(each.arrived)],
        )
        for each in found
    ]  # fmt: skip


def _organisations(event_id: int) -> list[Row]:
    found = numbers.organisations(event_id)
    most = max((each.registered for each in found), default=0)
    return [
        row(
            each.name, each.registered, most, href=url_for("people.index", organisation=each.key),
            more=[_number(each.confirmed), _number(each.arrived)],
        )
        for each in found
    ]  # fmt: skip


def _sessions(event: Event) -> list[Row]:
    fill = session_room.fill_of(event)
    return [
        row(
            pick(session.title, current()), held.held, session.capacity, said=_of(held.held, session.capacity),
            href=url_for("people.index", session=session.id), more=[_number(held.waiting)],
        )
        for session in event.sessions
        if session.capacity is not None
        for held in [fill.get(session.id, Fill())]
    ]  # fmt: skip


def _mails(event_id: int) -> list[Row]:
    found = numbers.mails(event_id)
    everything = sum(found.values())
    words = {MailState.sent: _("Sent"), MailState.waiting: _("Tried, and to be tried again"), MailState.failed: _("Given up")}
    rows = [row(label, found.get(state, 0), everything) for state, label in words.items()]
    undelivered = queries.count(queries.search(event_id, Filters(), not_delivered()))
    return [*rows, row(_("People whose address takes no mail"), undelivered, None, href=url_for("people.index", mail="undelivered"))]


def _came(event: Event) -> dict[str, Any] | None:
    """Once people have come: how many of those who were expected did not, by category."""
    found = numbers.came(event.id)
    if not any(arrived for arrived, _confirmed in found.values()):
        return None
    rows = [
        row(pick(each.label, current()), arrived, confirmed, said=_of(arrived, confirmed), note=percent(confirmed - arrived, confirmed))
        for each in event.categories if each.id in found
        for arrived, confirmed in [found[each.id]]
    ]  # fmt: skip
    arrived, confirmed = (sum(numbers_) for numbers_ in zip(*found.values(), strict=True))
    return {"rows": rows, "rate": percent(confirmed - arrived, confirmed)}
