"""Where work begins: the events one has a role at."""

from typing import Any

from flask import Blueprint, current_app, has_request_context, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts import queries
from app.accounts.access import current_account, may_create_events, signed_in
from app.accounts.models import Membership
from app.accounts.permissions import ROLE_LABELS
from app.core import formats
from app.core.languages import current, pick
from app.organiser import desk

blueprint = Blueprint("organiser", __name__, url_prefix="/<language:lang>/organise")


@blueprint.app_url_defaults
def _same_event(endpoint: str, values: dict[str, Any]) -> None:
    """A link of the back office leads to the event of its page, unless it names another."""
    here = (request.view_args or {}).get("event_slug") if has_request_context() else None
    if here and "event_slug" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "event_slug"):
        values["event_slug"] = here


@blueprint.get("")
@signed_in
def home() -> str | Response:
    """The dashboard of the only event, or the list of one's events (`all`: even of one)."""
    found = queries.memberships(current_account())
    if len(found) == 1 and "all" not in request.args:
        return redirect(url_for("dashboard.show", event_slug=found[0].event.slug))
    return render_template(
        "organiser/home.html", **desk.frame(), events=[_way(each) for each in found],
        new_url=url_for("new_event.ways") if may_create_events(current_account()) else None,
    )  # fmt: skip


def _way(membership: Membership) -> dict[str, str]:
    event, lang = membership.event, current()
    day = formats.date(event.starts_at, event.zone, lang)
    return {
        "label": pick(event.name, lang),
        "note": f"{day}, {ROLE_LABELS[membership.role]}",
        "href": url_for("dashboard.show", event_slug=event.slug),
    }
