"""Two entries of the directory become one, or one goes; and the limit of one organisation at one event."""

from dataclasses import dataclass

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import ngettext

from app.audit.service import Actor, record
from app.core.errors import DomainError, NotFound
from app.events.locking import lock
from app.events.models import Event
from app.extensions import db
from app.registration.directory import Organisation, OrganisationAlias, OrganisationDomain, OrganisationLimit
from app.registration.membership import limit_key
from app.registration.models import Registration
from app.registration.service import directory
from app.registration.service.moving import owe_filling


@dataclass(frozen=True)
class Uses:
    """What hangs on an entry: people, and events at which it has a limit of its own."""

    people: int
    limits: int


def uses(organisation: Organisation) -> Uses:
    people = sa.select(sa.func.count()).where(Registration.organisation_id == organisation.id)
    limits = sa.select(sa.func.count()).where(OrganisationLimit.organisation_key == limit_key(organisation.id, ""))
    return Uses(db.session.scalar(people) or 0, db.session.scalar(limits) or 0)


def unite(into_id: int, other_id: int, *, by: Actor, event_id: int) -> Organisation:
    """The other's people, limits, domains and names become the first one's. Raises DomainError("same")."""
    if into_id == other_id:
        raise DomainError("same", _("This is the same entry. Choose another one."))
    for id_ in sorted((into_id, other_id)):
        directory.get(id_, writing=True)
    _lock_events()
    theirs = sa.update(Registration).where(Registration.organisation_id == other_id)
    own = {"organisation_id": into_id, "organisation_key": limit_key(into_id, "")}
    db.session.execute(theirs.values(own), execution_options={"synchronize_session": False})
    into, other = directory.get(into_id), directory.get(other_id)
    directory.take_over_limits({limit_key(other_id, "")}, into)
    _take_names(into, other)
    record(
        "organisation.unite", by=by, event_id=event_id, object_type="organisation", object_id=into.id,
        detail={"name": into.name, "other": other.name},
    )  # fmt: skip
    db.session.delete(other)
    db.session.flush()
    directory.place_again(into)
    return into


def _lock_events() -> None:
    """Nobody is placed meanwhile at an entry that is about to go. In their order: two who do this lock alike."""
    for event_id in db.session.scalars(sa.select(Event.id).order_by(Event.id)).all():
        lock(event_id)


def _take_names(into: Organisation, other: Organisation) -> None:
    owned = {each.domain for each in into.domains}
    into.domains.extend(OrganisationDomain(domain=each.domain) for each in other.domains if each.domain not in owned)
    moved = sa.update(OrganisationAlias).where(OrganisationAlias.organisation_id == other.id)
    db.session.execute(moved.values(organisation_id=into.id), execution_options={"synchronize_session": False})
    db.session.add(OrganisationAlias(organisation_id=into.id, name=other.name, name_key=other.name_key))
    db.session.flush()
    db.session.expire(into)
    db.session.expire(other)


def remove(organisation_id: int, *, by: Actor, event_id: int) -> None:
    """Raises DomainError("in_use") with what uses it."""
    directory.get(organisation_id, writing=True)
    _lock_events()
    organisation = directory.get(organisation_id)
    used = uses(organisation)
    if used.people:
        raise DomainError("in_use", ngettext(
            "%(num)s registration belongs to it. Merge it into another entry instead.",
            "%(num)s registrations belong to it. Merge it into another entry instead.", used.people,
        ))
    if used.limits:
        raise DomainError("in_use", ngettext(
            "It has a number of places of its own at %(num)s event. Go back to the usual number there first.",
            "It has a number of places of its own at %(num)s events. Go back to the usual number there first.", used.limits,
        ))
    record(
        "organisation.remove", by=by, event_id=event_id, object_type="organisation", object_id=organisation.id,
        detail={"name": organisation.name},
    )  # fmt: skip
    db.session.delete(organisation)
    db.session.flush()


def set_limit(event_id: int, key: str, seats: int | None, *, by: Actor) -> None:
    """How many places one organisation has at one event; None: as many as the others. More of them flow to
    those who wait. Raises NotFound where nobody at the event goes by that key."""
    name = name_behind(event_id, key)
    lock(event_id)
    stated = db.session.get(OrganisationLimit, (event_id, key))
    before = stated and stated.seats
    if before == seats:
        return
    if seats is None:
        db.session.delete(stated)
    else:
        db.session.merge(OrganisationLimit(event_id=event_id, organisation_key=key, seats=seats))
    db.session.flush()
    record(
        "organisation.limit", by=by, event_id=event_id, object_type="event", object_id=event_id,
        detail={"name": name, "seats": seats, "to": "usual" if seats is None else None},
    )  # fmt: skip
    owe_filling(event_id)


def name_behind(event_id: int, key: str) -> str:
    """What an organisation is called whose seats are counted by this key."""
    kind, _sep, id_ = key.partition(":")
    if kind == "id" and id_.isascii() and id_.isdigit() and len(id_) < 10:
        return directory.get(int(id_)).name
    typed = sa.select(Registration.organisation_name).where(
        Registration.event_id == event_id, Registration.organisation_key == key
    )
    name = db.session.scalar(typed.order_by(Registration.id).limit(1)) if kind == "name" else None
    if name is None:
        raise NotFound("no_organisation", _("Nobody at this event belongs to this organisation."))
    return name
