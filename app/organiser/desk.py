"""What stands around every page of the back office: whose event it is, and where one may go."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.accounts.access import may
from app.accounts.permissions import Permission
from app.core import formats
from app.core.languages import current, pick
from app.events.models import Event
from app.registration import event_page
from app.registration.models import Status
from app.registration.queries import counts_by_status

PREFIX = "/<language:lang>/organise/<event_slug>"

PLACES = [
    [
        ("dashboard", _l("Dashboard"), "dashboard.show", Permission.see_figures),
        ("figures", _l("Figures"), "figures.show", Permission.see_figures),
        ("people", _l("Registrations"), "people.index", Permission.see_people),
        ("approve", _l("To approve"), "approval.show", Permission.edit_people),
        ("duplicates", _l("Duplicates"), "duplicates.index", Permission.edit_people),
        ("programme", _l("Programme"), "programme.index", Permission.edit_event),
        ("categories", _l("Categories"), "categories.index", Permission.edit_event),
        ("questions", _l("Questions"), "questions.index", Permission.edit_event),
        ("organisations", _l("Organisations"), "organisations.index", Permission.see_figures),
        ("invitations", _l("Invitations"), "invitations.index", Permission.edit_event),
        ("allotments", _l("Allotments"), "allotments.index", Permission.edit_event),
    ],
    [
        ("mails", _l("Messages"), "mails.index", Permission.see_mail),
        ("badges", _l("Badges"), "organiser_badges.index", Permission.print_badges),
        ("check-in", _l("Check-in"), "organiser_checkin.show", Permission.check_in),
        ("arrivals", _l("Arrivals"), "arrivals.show", Permission.see_people),
        ("points", _l("Points and lanes"), "points.index", Permission.manage_door),
        ("phones", _l("Phones"), "devices.index", Permission.manage_door),
        ("paper", _l("Paper"), "paper.show", Permission.check_in),
        ("clarify", _l("To clarify"), "clarify.index", Permission.manage_door),
        ("exports", _l("Exports"), "exports_room.index", Permission.export),
        ("journal", _l("Journal"), "journal.index", Permission.see_history),
        ("settings", _l("Settings"), "settings.index", Permission.edit_event),
        ("staff", _l("Team"), "staff.index", Permission.manage_staff),
    ],
]
"""Groups of (name, label, endpoint, what it takes to go there)."""


def frame() -> dict[str, Any]:
    """Around pages of no event: there is nowhere to go but to one's own ones."""
    account = (_("Your account"), url_for("profile.page"))
    return {"home_url": url_for("organiser.home"), "account_links": [account], "navigation": []}


def context(event: Event, here: str, counts: dict[Status, int] | None = None) -> dict[str, Any]:
    """For layouts/desk.html and whatever shows categories; `here` is the name of this place.

    `counts`: people by status, where the page has asked already."""
    lang = current()
    counts = counts_by_status(event.id) if counts is None else counts
    shown = {
        "people": formats.number(sum(counts.values()), lang), "approve": formats.number(counts.get(Status.pending, 0), lang),
    }  # fmt: skip
    return {
        **frame(),
        "event_slug": event.slug,
        "edition": f"{pick(event.name, lang)}, {formats.date(event.starts_at, event.zone, lang)}",
        "category_css": event_page.category_css_url(event),
        "navigation": [
            [
                {
                    "text": label, "href": url_for(endpoint, event_slug=event.slug), "count": shown.get(name),
                    "current": name == here,
                }
                for name, label, endpoint, permission in group
                if may(permission)
            ]
            for group in PLACES
        ],
    }  # fmt: skip
