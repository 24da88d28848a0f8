"""The list of invitations, as the page shows it."""

from typing import Any

import sqlalchemy as sa
from flask import request, url_for
from flask_babel import gettext as _

from app.accounts.access import may
from app.accounts.permissions import Permission
from app.core import formats
from app.core.clock import now
from app.core.languages import current
from app.events.models import Event
from app.extensions import db
from app.organiser.invitations.list_page import latest
from app.organiser.invitations.words import STANDINGS, mark, name, used_of
from app.organiser.pagination import page_asked, pages
from app.registration.grants import Invitation
from app.registration.invitation_queries import Standing, counts_by_standing, search, standing
from app.registration.service import inviting

ROWS = 50
LONGEST_SEARCH = 120
TABS = (Standing.unsent, Standing.silent, Standing.registered, Standing.declined, Standing.code, Standing.over)


def index(event: Event) -> dict[str, Any]:
    """For organiser/invitations/index.html. In the address: `is` a standing, `q` what is searched."""
    at, asked, text = now(), request.args.get("is", type=Standing), request.args.get("q", "")[:LONGEST_SEARCH]
    numbers = counts_by_standing(event.id, at)
    narrowed = search(event.id, text, *([standing(at) == asked.value] if asked else []))
    total = db.session.scalar(sa.select(sa.func.count()).select_from(narrowed.order_by(None).subquery())) or 0
    page = page_asked(ROWS, total)
    found = db.session.execute(
        narrowed.add_columns(standing(at), inviting.used_by_each(at)).limit(ROWS).offset((page - 1) * ROWS)
    ).all()
    return {
        "views": _tabs(asked, numbers),
        "search": text,
        "asked": asked.value if asked else None,
        "write": _write_buttons(numbers),
        "invitations": [_row(event, invitation, Standing(stands), used) for invitation, stands, used in found],
        "pages": pages(page, ROWS, len(found), total, lambda number: _address(asked, q=text or None, page=number)),
        "any": bool(numbers),
        "lists": latest(event),
    }  # fmt: skip


def _address(stands: Standing | None, **more: Any) -> str:
    return url_for("invitations.index", **{"is": stands and stands.value}, **more)


def _tabs(asked: Standing | None, numbers: dict[Standing, int]) -> list[dict[str, Any]]:
    tabs = [(_("All"), None, sum(numbers.values())), *((STANDINGS[each], each, numbers.get(each, 0)) for each in TABS)]
    return [
        {
            "text": text, "count": formats.number(number, current()), "current": each is asked,
            "href": _address(each),
        }
        for text, each, number in tabs
    ]  # fmt: skip


def _write_buttons(numbers: dict[Standing, int]) -> list[tuple[str, str]]:
    """What can be sent to many now."""
    if not may(Permission.send_mail):
        return []
    wishes = (
        (Standing.unsent, _("Send those not sent"), "invitation"),
        (Standing.silent, _("Remind who is silent"), "reminder"),
    )  # fmt: skip
    return [(label, url_for("invite_many.write", what=what)) for stands, label, what in wishes if numbers.get(stands)]


def _row(event: Event, invitation: Invitation, stands: Standing, used: int) -> dict[str, Any]:
    written = invitation.reminded_at or invitation.invited_at
    return {
        "name": name(invitation),
        "is_code": invitation.email is None,
        "href": url_for("invitations.show", invitation_id=invitation.id),
        "organisation": invitation.organisation_name,
        "category": mark(invitation),
        "state": STANDINGS[stands],
        "used": None if invitation.email else used_of(invitation, used),
        "written": formats.short_day(written, event.zone, current()) if written else None,
    }
