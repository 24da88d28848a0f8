"""The first page of an event; on the day it follows the door."""

from datetime import datetime
from typing import Any

from flask import Blueprint, jsonify, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import allow, current_account, may
from app.accounts.permissions import Permission
from app.checkin import live
from app.checkin.moments import milliseconds
from app.core import formats
from app.core.clock import now
from app.core.languages import current, pick
from app.core.tokens import digest
from app.events.models import Event
from app.organiser import desk
from app.organiser.dashboard import figures
from app.registration import event_page
from app.registration.queries import counts_by_status

blueprint = Blueprint("dashboard", __name__, url_prefix=desk.PREFIX)

SAME_FOR = 15_000
"""Milliseconds for which the page is the same where nothing happened: hours and silent phones go on."""
BOARDS = {"page": "organiser/dashboard/board.html", "screen": "organiser/dashboard/screen_board.html"}


@blueprint.get("")
@allow(Permission.see_figures)
def show(event: Event) -> str:
    counts, at = counts_by_status(event.id), now()
    return render_template(
        "organiser/dashboard/page.html",
        **desk.context(event, "dashboard", counts), **figures.context(event, counts, at), live_url=_live_url(event, at, "page"),
    )  # fmt: skip


@blueprint.get("/screen")
@allow(Permission.see_figures)
def screen(event: Event) -> str:
    """For the wall: figures and shapes, no name and nothing to press."""
    counts, at = counts_by_status(event.id), now()
    return render_template(
        "organiser/dashboard/screen.html", category_css=event_page.category_css_url(event),
        **_for_the_wall(figures.context(event, counts, at)), live_url=_live_url(event, at, "screen"),
    )  # fmt: skip


@blueprint.get("/live/<any(page, screen):board>")
@allow(Permission.see_figures)
def follow(event: Event, board: str) -> Response:
    """The board anew, or 304 where it would be the same: asked for every few seconds by each open page."""
    at = now()
    stamp = _stamp(event, at, board)
    if stamp in request.if_none_match:
        return Response(status=304)
    context = figures.context(event, counts_by_status(event.id), at)
    answer = jsonify(html=render_template(BOARDS[board], **(_for_the_wall(context) if board == "screen" else context)))
    answer.set_etag(stamp)
    return answer


def _for_the_wall(context: dict[str, Any]) -> dict[str, Any]:
    """Without links, and without what is the organisers' own business."""
    board = context["board"]
    return {"board": {**board, "figures": [{**each, "href": None, "note": each["note"] if each["href"] is None else None}
                                           for each in board["figures"] if each["public"]]}}


def _stamp(event: Event, at: datetime, board: str) -> str:
    """Changes with whatever the board shows."""
    rights = [permission for permission in (Permission.see_people, Permission.manage_door, Permission.edit_people) if may(permission)]
    seen = (board, current_account().id, rights, current(), event.revision, live.scan_revision(event.id), milliseconds(at) // SAME_FOR)
    return digest(repr(seen))[:32]


def _live_url(event: Event, at: datetime, board: str) -> str | None:
    """Where the page asks for news; none but on the day."""
    return url_for("dashboard.follow", board=board) if live.is_on(event, at) else None


@blueprint.get("/inside")
@allow(Permission.see_people)
def inside(event: Event) -> str:
    """Who is in, for an evacuation: to be printed, or ticked off at the assembly point."""
    people = live.inside(event.id)
    return render_template(
        "organiser/dashboard/inside.html", **desk.context(event, "dashboard"), trail=[(_("Dashboard"), url_for("dashboard.show"))],
        as_of=formats.moment(now(), event.zone, current()), total=len(people), people=[_row(event, *row) for row in people],
    )  # fmt: skip


def _row(event: Event, person: Any, since: datetime | None) -> dict[str, str]:
    return {
        "last_name": person.last_name, "first_name": person.first_name,
        "organisation": person.badge_organisation or person.organisation_name,
        "category": pick(person.category.label, current()),
        "since": formats.time(since, event.zone, current(), in_column=True) if since else "",
    }  # fmt: skip
