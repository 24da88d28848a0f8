"""Hosts who follow arrivals: of a person, of a category, of every VIP."""

from dataclasses import dataclass, field

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from app.accounts.models import Account, Membership
from app.audit.service import Actor, record
from app.checkin.follows import Follow
from app.core.clock import now
from app.core.errors import NotFound
from app.events.locking import lock
from app.events.queries import get_category
from app.extensions import db
from app.jobs import service as jobs
from app.registration import queries as registrations
from app.registration.models import Registration

ALERT_JOB = "checkin.alert"


@dataclass
class Hosts:
    """Names of those who follow: every VIP, a category, a person."""

    vip: list[str] = field(default_factory=list)
    categories: dict[int, list[str]] = field(default_factory=dict)
    people: dict[int, list[str]] = field(default_factory=dict)

    def of(self, person: Registration) -> str:
        """Whom to call for somebody; empty where nobody follows."""
        vip = self.vip if person.vip else []
        return ", ".join(self.people.get(person.id) or vip or self.categories.get(person.category_id, []))


def hosts(event_id: int) -> Hosts:
    """Of those who still work there."""
    found = Hosts()
    at_work = sa.and_(Membership.account_id == Follow.account_id, Membership.event_id == Follow.event_id)
    follows = _follows(event_id).join(Membership, at_work).options(joinedload(Follow.account))
    for follow in db.session.scalars(follows.order_by(Follow.id)):
        if follow.registration_id is not None:
            names = found.people.setdefault(follow.registration_id, [])
        elif follow.category_id is not None:
            names = found.categories.setdefault(follow.category_id, [])
        else:
            names = found.vip
        names.append(follow.account.name or follow.account.email)
    return found


def follows_of(event_id: int, account_id: int) -> list[Follow]:
    query = _follows(event_id).where(Follow.account_id == account_id)
    return list(db.session.scalars(query.options(joinedload(Follow.category), joinedload(Follow.registration)).order_by(Follow.id)))


def _follows(event_id: int) -> sa.Select[tuple[Follow]]:
    return sa.select(Follow).where(Follow.event_id == event_id)


def follow(
    event_id: int, account: Account, *, category_id: int | None = None, registration_id: int | None = None, by: Actor
) -> Follow:
    """Be told of a person, of a category, or of every VIP. Twice is once. Door copies name the host, hence the lock."""
    lock(event_id)
    if category_id is not None:
        get_category(event_id, category_id)
    if registration_id is not None:
        registrations.get(event_id, registration_id)
    whom = dict(event_id=event_id, account_id=account.id, category_id=category_id, registration_id=registration_id)
    known = db.session.scalar(sa.select(Follow).filter_by(**whom).limit(1))
    if known is not None:
        return known
    made = Follow(**whom)
    db.session.add(made)
    db.session.flush()
    record("arrival.follow", by=by, event_id=event_id, object_type=_object(made), object_id=registration_id)
    jobs.reschedule(ALERT_JOB, now())
    return made


def unfollow(event_id: int, follow_id: int, account: Account, *, by: Actor) -> Follow:
    """Be told no more. Raises NotFound where it is not one's own."""
    lock(event_id)
    found = db.session.get(Follow, follow_id)
    if found is None or (found.event_id, found.account_id) != (event_id, account.id):
        raise NotFound("no_follow", _("You do not follow this arrival any more."))
    record("arrival.unfollow", by=by, event_id=event_id, object_type=_object(found), object_id=found.registration_id)
    db.session.delete(found)
    db.session.flush()
    return found


def _object(of: Follow) -> str:
    """What the journal says that it is about."""
    return "registration" if of.registration_id is not None else "event"
