"""One page for those who scan, in the language of the page: printed, it lies beside the phone."""

from typing import Any

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _

from app.accounts.access import allow
from app.accounts.permissions import Permission
from app.checkin import wording
from app.checkin.terms import Signal, VerdictCode
from app.checkin.verdict import Verdict, signal
from app.core import formats
from app.core.languages import current, pick
from app.events.models import Event
from app.organiser import desk

blueprint = Blueprint("door_manual", __name__, url_prefix=f"{desk.PREFIX}/door-manual")


@blueprint.get("")
@allow(Permission.check_in)
def show(event: Event) -> str:
    return render_template(
        "organiser/door_manual/show.html", **desk.context(event, "paper"), trail=_trail(),
        name=pick(event.name, current()), doors=formats.time(event.doors_at, event.zone, current()),
        help_phone=event.day_phone, signals=_signals(), cases=_cases(event),
    )  # fmt: skip


def _trail() -> list[tuple[str, str]]:
    return [(_("Paper"), url_for("paper.show"))]


def _signals() -> list[tuple[str, str, str]]:
    """Kind, the word on the screen, what it asks for."""
    asks = {
        Signal.accept: _("Let the person pass. The next badge can be shown at once."),
        Signal.attention: _("Read the line below the word, say the sentence, look at the table."),
        Signal.refuse: _("Stay friendly: show the way to the help desk. The next badge can be shown at once."),
    }
    return [(kind.value, str(wording.WORDS[kind]), text) for kind, text in asks.items()]


def _cases(event: Event) -> list[dict[str, Any]]:
    """What stands on the screen, as the phone words it, and what to do about it."""
    at = formats.time(event.starts_at, event.zone, current())
    gaps = {"time": at, "lane": _("lane A"), "day": formats.short_day(event.starts_at, event.zone, current())}
    told = {
        VerdictCode.shown_again: ({}, _("Nothing: the badge was read twice. If it was passed back to somebody else, call the lead.")),
        VerdictCode.already_in: ({"sure": True}, _("Ask whether the person went out. Else call the lead: two people may share a badge.")),
        VerdictCode.blank: ({}, _("Send the person to the help desk, where the badge gets a name.")),
        VerdictCode.room_full: ({"inside": 180, "limit": 180}, _("Nobody comes in until somebody leaves. Tell the lead.")),
        VerdictCode.unknown: ({}, _("Help desk. The badge may be newer than the phone’s copy: never argue about it.")),
        VerdictCode.replaced: ({}, _("Help desk: the newer badge counts, or the ticket in the mail.")),
        VerdictCode.cancelled: ({}, _("Help desk. Only the lead may let the person in.")),
        VerdictCode.not_confirmed: ({"status": "waitlisted"}, _("Help desk: the lead sees whether a place is free.")),
        VerdictCode.other_event: ({}, _("Ask for the badge of today; else the help desk looks the name up.")),
    }
    return [_case(code, parameters, gaps, text) for code, (parameters, text) in told.items()]


def _case(code: VerdictCode, parameters: dict[str, Any], gaps: dict[str, Any], text: str) -> dict[str, Any]:
    verdict = Verdict(code, parameters)
    return {"kind": signal(verdict).value, "says": wording.reason(verdict, **gaps), "text": text}
