"""Seats are given to an organisation, more or fewer of them, and given back."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy.orm import joinedload

from app.audit.service import Actor, record
from app.core.clock import now
from app.core.errors import DomainError, NotFound
from app.events import service as events
from app.events.life import RUNNING
from app.events.locking import lock
from app.events.models import Category
from app.events.queries import get_category
from app.extensions import db
from app.jobs import service as jobs
from app.registration import counting
from app.registration.allotting import Rise, Terms, limits_in_the_way
from app.registration.grants import Allotment
from app.registration.models import Registration
from app.registration.owed import MailKind
from app.registration.service.moving import MAIL_JOB, owe_filling

NO_ROOM = {
    ("capacity",): _l("There are not so many free places: %(capacity)s at the event."),
    ("quota",): _l("There are not so many free places: %(quota)s in this category."),
    ("capacity", "quota"): _l("There are not so many free places: %(capacity)s at the event, %(quota)s in this category."),
}
"""By the limits in the way, in the order of `limits_in_the_way`."""


class NoRoom(DomainError):
    """There are not so many free seats. `limits`: which would have to rise."""

    def __init__(self, limits: dict[str, Rise]):
        free = {name: rise.free for name, rise in limits.items()}
        super().__init__("no_seat", str(NO_ROOM[tuple(limits)]) % free)
        self.limits = limits


def get(event_id: int, allotment_id: int) -> Allotment:
    """Raises NotFound, for one of another event too."""
    query = sa.select(Allotment).where(Allotment.id == allotment_id, Allotment.event_id == event_id)
    allotment = db.session.scalar(query.options(joinedload(Allotment.event), joinedload(Allotment.category)))
    if allotment is None:
        raise NotFound("no_allotment", _("This allotment no longer exists."))
    return allotment


def terms_of(allotment: Allotment) -> Terms:
    return Terms(**{name: getattr(allotment, name) for name in Terms.__dataclass_fields__})


def make(event_id: int, category_id: int, terms: Terms, *, by: Actor, may_raise: bool = False) -> Allotment:
    """Give seats to an organisation; its contact gets the link by mail. Raises NoRoom."""
    lock(event_id)
    category = get_category(event_id, category_id)
    _require_room(category, terms.keeps(0, now()), may_raise, by)
    allotment = Allotment(event=category.event, category=category, **asdict(terms))
    db.session.add(allotment)
    db.session.flush()
    _record("make", allotment, by, detail={"seats": allotment.seats})
    _owe_link(allotment)
    return allotment


def change(
    event_id: int, allotment_id: int, terms: Terms, *, by: Actor, version: int | None = None, may_raise: bool = False
) -> Allotment:
    """Other terms. More seats, or the same for longer, need free ones, or with `may_raise` higher limits;
    fewer than are named leave the named where they are. Another address gets a link of its own and closes
    the one before. Raises NoRoom, DomainError("changed_meanwhile")."""
    lock(event_id)
    allotment = get(event_id, allotment_id)
    _require_unchanged(allotment, version)
    before, at = terms_of(allotment), now()
    changed = {name: value for name, value in asdict(terms).items() if getattr(before, name) != value}
    if not changed:
        return allotment
    taking = allotment.seats - counting.allotted(allotment, at).left
    more = terms.keeps(taking, at) - before.keeps(taking, at)
    _require_room(allotment.category, more, may_raise, by)
    for name, value in changed.items():
        setattr(allotment, name, value)
    allotment.version += 1
    _record(
        "change", allotment, by, before={name: _json(getattr(before, name)) for name in changed},
        after={name: _json(value) for name, value in changed.items()},
    )  # fmt: skip
    if "contact_email" in changed:
        allotment.link_version += 1
        _owe_link(allotment)
    if changed.keys() & {"seats", "returns_at"}:
        owe_filling(event_id)
    db.session.flush()
    return allotment


def _require_unchanged(allotment: Allotment, version: int | None) -> None:
    if version is not None and version != allotment.version:
        raise DomainError("changed_meanwhile", _(
            "Somebody else changed this allotment meanwhile. Nothing of yours was saved: look at it again, then repeat "
            "your change."
        ))


def _require_room(category: Category, more: int, may_raise: bool, by: Actor) -> None:
    """Under the lock. Limits rise in the same transaction, or nothing happens."""
    limits = limits_in_the_way(counting.room(category.event, now()), category.id, more)
    if limits and not may_raise:
        raise NoRoom(limits)
    if "capacity" in limits:
        events.change(category.event_id, {"capacity": limits["capacity"].to}, by=by)
    if "quota" in limits:
        events.raise_quota(category, limits["quota"].to, by=by)


def close(event_id: int, allotment_id: int, *, by: Actor) -> Allotment:
    """The seats without a name go back to everybody now; delegates stay. Twice is once."""
    lock(event_id)
    allotment, at = get(event_id, allotment_id), now()
    if allotment.returns_at > at:
        allotment.returns_at = at
        allotment.version += 1
        _record("close", allotment, by)
        owe_filling(event_id)
        db.session.flush()
    return allotment


def delete(event_id: int, allotment_id: int, *, by: Actor) -> None:
    """Only one that nobody was ever named for. Raises DomainError("in_use")."""
    lock(event_id)
    allotment = get(event_id, allotment_id)
    people = sa.select(sa.func.count()).select_from(Registration).where(Registration.allotment_id == allotment.id)
    used = db.session.scalar(people) or 0
    if used:
        raise DomainError("in_use", ngettext(
            "%(num)s registration came by this allotment, so it stays. Give back the places without a name instead.",
            "%(num)s registrations came by this allotment, so it stays. Give back the places without a name instead.",
            used,
        ))
    _record("delete", allotment, by)
    db.session.delete(allotment)
    owe_filling(event_id)
    db.session.flush()


def send_link(event_id: int, allotment_id: int, *, by: Actor) -> Allotment:
    """Mail the contact's link once more. Raises DomainError("no_address" | "not_running")."""
    allotment = get(event_id, allotment_id)
    if not allotment.contact_email:
        raise DomainError("no_address", _("There is no address to write to. Fill in the contact’s first."))
    if allotment.event.state not in RUNNING:
        raise DomainError("not_running", _("The link opens nothing until the event is published. Publish it first."))
    _owe_link(allotment)
    _record("send_link", allotment, by)
    return allotment


def _owe_link(allotment: Allotment) -> None:
    """Nobody to write to owes nothing, and nothing is written about a draft."""
    if allotment.contact_email and allotment.event.state in RUNNING:
        owe(allotment, MailKind.allotment_contact)


def owe(allotment: Allotment, kind: MailKind) -> None:
    """Owe a mail to the contact. Built when sent."""
    jobs.enqueue(
        MAIL_JOB, {"kind": kind.value, "allotment_id": allotment.id}, event_id=allotment.event_id,
        subject=f"allotment:{allotment.id}",
    )  # fmt: skip


def _record(what: str, allotment: Allotment, by: Actor, detail: dict[str, Any] | None = None, **values: Any) -> None:
    record(
        f"allotment.{what}", by=by, event_id=allotment.event_id, object_type="allotment", object_id=allotment.id,
        detail={"organisation": allotment.organisation_name, **(detail or {})}, **values,
    )  # fmt: skip


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
