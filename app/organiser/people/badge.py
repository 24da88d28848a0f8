"""What the page of a person says of their badge: printed or not, right or not, and how it looks."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy.orm import joinedload

from app.accounts.access import may
from app.accounts.permissions import Permission
from app.badges import queries, service
from app.badges.content import BadgeContent
from app.badges.differences import Part, differences
from app.badges.formats import A6_PORTRAIT, FORMATS
from app.badges.models import BatchItem, PrintedBadge
from app.badges.picture import Picture, picture
from app.badges.places import where
from app.badges.templating import settle
from app.core import formats
from app.core.errors import DomainError
from app.core.languages import current
from app.extensions import db
from app.organiser.badges.forms import REASONS
from app.organiser.people.row import Row, row
from app.registration.models import Registration, RegistrationCredential, Status

PARTS = {
    Part.name: _l("the name"),
    Part.organisation: _l("the organisation"),
    Part.job: _l("the job title"),
    Part.photo: _l("the mark “no photo”"),
    Part.shared: _l("the category or the event"),
    Part.code: _l("the entry code"),
}


@dataclass(frozen=True)
class Badge:
    """`codes`: those that the person has and had, latest first. `content`: as it would be printed now,
    None where there is none. `printed`: what stands on the last one on paper; `prints`: every time it
    was, latest first. `changed`: in what these differ."""

    codes: list[RegistrationCredential]
    content: BadgeContent | None
    printed: PrintedBadge | None
    prints: list[BatchItem]
    changed: list[Part]


def badge_of(person: Registration) -> Badge:
    codes, prints = _codes(person), queries.prints_of(person.id)
    printed = queries.find_printed(person.id) if prints else None
    code = next((held.credential for held in codes if held.current), None)
    if code is None or person.status is not Status.confirmed:
        return Badge(codes, None, printed, prints, [])
    content = service.contents([person], {person.id: code})[0]
    return Badge(codes, content, printed, prints, differences(printed, content, code.id) if printed else [])


def _codes(person: Registration) -> list[RegistrationCredential]:
    query = sa.select(RegistrationCredential).where(RegistrationCredential.registration_id == person.id)
    loaded = query.options(joinedload(RegistrationCredential.credential))
    return list(db.session.scalars(loaded.order_by(RegistrationCredential.since.desc())))


def notice(person: Registration, badge: Badge) -> dict[str, Any] | None:
    """For a frame under the head: what is no longer right on paper, or that the badge is good for nothing."""
    if badge.printed is None:
        return None
    day = formats.short_day(badge.printed.batch.created_at, person.event.zone, current())
    number = badge.printed.batch.number
    if badge.content is None:
        fact = _("The printed badge is good for nothing any more.")
        text = _("It came with batch %(batch)s of %(day)s: take it out.", batch=number, day=day)
        return {"kind": "info", "fact": fact, "text": text, "action": None}
    if not badge.changed:
        return None
    parts = ", ".join(str(PARTS[part]) for part in badge.changed)
    text = _("Changed since batch %(batch)s of %(day)s: %(parts)s.", batch=number, day=day, parts=parts)
    again = {"label": _("Print the badge again"), "url": _url("reprint", person), "post": False}
    return {
        "kind": "attention", "fact": _("The printed badge is no longer right."), "text": text,
        "action": again if may(Permission.reprint) else None,
    }  # fmt: skip


def rows(person: Registration, badge: Badge) -> Iterator[Row]:
    """When it was printed, how often and why, and where it lies."""
    if badge.prints:
        last, times = badge.prints[0].batch, len(badge.prints)
        day = formats.short_day(last.created_at, person.event.zone, current())
        said = ngettext("%(day)s, batch %(batch)s, once", "%(day)s, batch %(batch)s, %(num)s times in all", times,
                        day=day, batch=last.number)  # fmt: skip
        yield row(_("Printed"), said, end=str(REASONS[last.reason]) if last.reason else None)
    if badge.printed is not None and badge.printed.place is not None:
        yield row(_("Lies at"), where(badge.printed.place))


def shown(person: Registration, badge: Badge) -> dict[str, Any] | None:
    """The picture, with what stands on paper alone struck; None where there is no badge to show."""
    if badge.content is None or not may(Permission.reprint):
        return None
    drawn = _picture(person.event_id, badge)
    if drawn is None:
        return None
    struck = any(mark for line in drawn.lines for _text, mark in line.runs)
    return {
        "picture": drawn, "label": _("Badge of %(name)s", name=person.full_name), "struck": struck,
        "open_url": _url("show", person), "print_url": _url("reprint", person),
    }  # fmt: skip


def _picture(event_id: int, badge: Badge) -> Picture | None:
    if badge.content is None:
        return None
    form = FORMATS[badge.printed.batch.format] if badge.printed else A6_PORTRAIT
    worn, _why = settle(event_id, form, [badge.content.art])
    try:
        return picture(badge.content, worn, badge.printed)
    except DomainError:
        return None


def _url(view: str, person: Registration) -> str:
    return url_for(f"person_badge.{view}", registration_id=person.id)
