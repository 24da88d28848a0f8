"""What the pages about lists of people to invite show."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.accounts.models import Account
from app.core import formats
from app.core.languages import LANGUAGES, current, pick
from app.events.models import Event
from app.exchange.guest_list import checking, service
from app.exchange.guest_list.checking import LeftOut, Look, Why
from app.exchange.guest_list.models import GuestLine, GuestList, LineState
from app.exchange.tables.table import Table
from app.extensions import db
from app.organiser.form_page import rows
from app.organiser.invitations.forms import SOURCES
from app.organiser.invitations.list_forms import ListForm
from app.organiser.mails.bulk_page import people
from app.organiser.when import short_moment
from app.registration.form_pages import row
from app.registration.names import full_name

FILE_KEPT = timedelta(days=1)
LINES_SHOWN, FIRST_SHOWN = 100, 5
PAIRS = (("first_name", "last_name"), ("email", "organisation"), ("category", "language"))
"""Columns side by side."""


def check(event: Event, file_name: str, form: ListForm, table: Table, look: Look) -> dict[str, Any]:
    """For organiser/invitations/list_check.html."""
    number = len(look.candidates)
    left_out = sorted((*look.unreadable, *look.known, *_unready(look)), key=lambda each: each.line)
    return {
        "trail": _trail(),
        "file_name": file_name,
        "columns": [row("pair", fields=rows(form, *(f"column_{key}" for key in pair))) for pair in PAIRS],
        "terms": rows(form, "category", "language", "source", "source_detail", "last_day", "skips_approval", "send"),
        "counted": ngettext("%(number)s line", "%(number)s lines", len(table.rows), number=_number(len(table.rows))),
        "invited": people(number),
        "unready": _number(len(look.unready)) if look.unready else None,
        "missing": _missing(look),
        "unreadable": _number(len(look.unreadable)),
        "known": _number(len(look.known)),
        "left_out": left_out[:LINES_SHOWN],
        "more": max(0, len(left_out) - LINES_SHOWN),
        "first": [_first(event, each) for each in look.candidates[:FIRST_SHOWN]],
        "submit": number and ngettext("Invite %(number)s person", "Invite %(number)s people", number, number=_number(number)),
    }


def _unready(look: Look) -> list[LeftOut]:
    """Each line that would be left behind if the others were invited now; where nobody can be, one notice says it."""
    why = _("It names no category, and none is chosen for all lines.")
    return [replace(each, why=why) for each in look.unready] if look.candidates else []


def _missing(look: Look) -> tuple[str, str, str] | None:
    """Why lines are not ready or nobody is invited: a fact, what to do, and the field that it is done in."""
    choices = Counter(each.why for each in look.unready)
    if choices["email"]:
        return _("No column has the addresses yet."), _("Say under “Columns” which one it is, then look again."), "column_email"
    if number := choices["category"]:
        lines = ngettext("%(number)s line names no category.", "%(number)s lines name no category.", number, number=_number(number))
        return lines, _("Choose one under “For all lines”, then look again."), "category"
    if not look.candidates:
        return _("Nobody on this list can be invited."), _("Each line below says why. Choose other columns, or bring another file."), ""
    return None


def _first(event: Event, candidate: checking.Candidate) -> dict[str, str]:
    labels = {category.id: pick(category.label, current()) for category in event.categories}
    return {
        "name": full_name(candidate.first_name, candidate.last_name), "organisation": candidate.organisation_name,
        "email": candidate.email, "language": LANGUAGES[candidate.language], "category": labels[candidate.category_id],
    }  # fmt: skip


def one(event: Event, of: GuestList) -> dict[str, Any]:
    """For organiser/invitations/list.html."""
    counts = service.counts(of)
    waiting, total = counts.get(LineState.waiting, 0), sum(counts.values())
    account = db.session.get(Account, of.account_id) if of.account_id else None
    return {
        "trail": _trail(),
        "list": {
            "name": of.file_name,
            "facts": _facts(of, counts),
            "by": f"{account.name or account.email if account else _('A former colleague')}, {short_moment(of.created_at, event)}",
            "progress": {"done": total - waiting, "total": total} if waiting else None,
            "left_out": [(line.line, checking.sentence(Why(line.why))) for line in _left_out(of) if line.why],
            "stop_url": url_for("guest_lists.stop", list_id=of.id) if waiting else None,
        },
    }  # fmt: skip


def _facts(of: GuestList, counts: dict[LineState, int]) -> list[tuple[str, str]]:
    source = SOURCES[of.source] if not of.source_detail else f"{SOURCES[of.source]} ({of.source_detail})"
    told = [
        (_("Invited"), LineState.invited), (_("Left out"), LineState.left_out), (_("Stopped"), LineState.stopped),
        (_("Still to come"), LineState.waiting),
    ]  # fmt: skip
    numbers = [(term, people(counts[state])) for term, state in told if counts.get(state)]
    return [*numbers, (_("Address from"), str(source)), (_("Sent by mail"), _("yes") if of.sends else _("no, not yet"))]


def _left_out(of: GuestList) -> list[GuestLine]:
    found = sa.select(GuestLine).where(GuestLine.list_id == of.id, GuestLine.state == LineState.left_out)
    return list(db.session.scalars(found.order_by(GuestLine.line).limit(LINES_SHOWN)))


def latest(event: Event) -> list[tuple[str, str]]:
    """The lists that were taken in last: what to call each, and its page."""
    found = sa.select(GuestList).where(GuestList.event_id == event.id).order_by(GuestList.id.desc()).limit(5)
    return [
        (f"{each.file_name}, {short_moment(each.created_at, event)}", url_for("guest_lists.show", list_id=each.id))
        for each in db.session.scalars(found)
    ]


def _trail() -> list[tuple[str, str]]:
    return [(_("Invitations"), url_for("invitations.index"))]


def _number(value: int) -> str:
    return formats.number(value, current())
