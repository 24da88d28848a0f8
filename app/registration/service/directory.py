"""The member directory: entries added, changed, made one and taken out; and limits at one event.

An entry says whose people are counted together: whoever changes one has everybody it may concern
placed again, event by event."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from app.audit.service import Actor, digest_values, record
from app.core.errors import DomainError, NotFound
from app.events.models import Event, EventState, OrganisationType
from app.extensions import db
from app.jobs import service as jobs
from app.registration.directory import Organisation, OrganisationAlias, OrganisationDomain, OrganisationLimit
from app.registration.membership import FREE_MAIL, limit_key
from app.registration.organisation_names import name_key, other_names

PLACE_JOB = "registration.place_again"
OVER = (EventState.past, EventState.cancelled)


@dataclass(frozen=True)
class Entry:
    """What is said of an organisation; `domains` in lower case."""

    name: str
    type: OrganisationType
    member: bool = True
    domains: tuple[str, ...] = ()
    aliases: tuple[str, ...] = field(default=())


def said(organisation: Organisation) -> Entry:
    """What stands there now; domains and aliases in order."""
    return Entry(
        organisation.name, organisation.type, organisation.member,
        tuple(sorted(each.domain for each in organisation.domains)), tuple(sorted(each.name for each in organisation.aliases)),
    )  # fmt: skip


def seen(organisation: Organisation) -> str:
    """A digest, for `change` to tell whether somebody else changed the entry meanwhile."""
    return digest_values("", _json(said(organisation)), {})


def get(organisation_id: int, *, writing: bool = False) -> Organisation:
    """Raises NotFound."""
    found = db.session.get(Organisation, organisation_id, with_for_update=writing, populate_existing=writing)
    if found is None:
        raise NotFound("no_organisation", _("This organisation is not in the directory any more."))
    return found


def add(entry: Entry, *, by: Actor, event_id: int) -> Organisation:
    """`event_id`: where the journal says so. Raises DomainError("name_taken" | "free_mail")."""
    organisation = Organisation()
    _set(organisation, entry)
    _record("add", organisation, by=by, event_id=event_id, after=_json(entry))
    return organisation


def change(
    organisation_id: int, entry: Entry, *, by: Actor, event_id: int, looked_at: str | None = None
) -> Organisation:
    """What is the same leaves no trace. Raises DomainError("changed_meanwhile"), and as `add`."""
    organisation = get(organisation_id, writing=True)
    if looked_at is not None and looked_at != seen(organisation):
        raise DomainError("changed_meanwhile", _(
            "Somebody else changed this organisation meanwhile. Nothing of yours was saved: "
            "look at it again, then repeat your change."
        ))
    before, after = _json(said(organisation)), _json(entry)
    real = [key for key in after if before[key] != after[key]]
    if real:
        _set(organisation, entry)
        _record(
            "change", organisation, by=by, event_id=event_id,
            before={key: before[key] for key in real}, after={key: after[key] for key in real},
        )  # fmt: skip
    return organisation


def _set(organisation: Organisation, entry: Entry) -> None:
    """Names and domains become these, and everybody is placed anew. An alias that says nothing new is none."""
    key = name_key(entry.name)
    aliases = other_names(entry.name, entry.aliases)
    _require_free({key, *aliases}, organisation.id)
    for domain in entry.domains:
        require_own(domain)
    organisation.name, organisation.name_key = entry.name, key
    organisation.type, organisation.member = entry.type, entry.member
    _become(organisation.domains, "domain", {domain: OrganisationDomain(domain=domain) for domain in entry.domains})
    _become(organisation.aliases, "name_key", {
        each: OrganisationAlias(name_key=each, name=name) for each, name in aliases.items()
    })
    for alias in organisation.aliases:
        alias.name = aliases[alias.name_key]
    db.session.add(organisation)
    _flush()
    take_over_limits({limit_key(None, each) for each in (key, *aliases)}, organisation)
    place_again(organisation)


def _flush() -> None:
    """What somebody else did in the same moment is told as if it had been there before."""
    try:
        db.session.flush()
    except IntegrityError:
        raise DomainError("changed_meanwhile", _(
            "Somebody else changed the directory in the same moment. Nothing of yours was saved: send it once more."
        )) from None


def _become(rows: list[Any], key: str, wanted: dict[str, Any]) -> None:
    """Take out what is not wanted, add what is missing, keep what stays."""
    rows[:] = [row for row in rows if getattr(row, key) in wanted]
    there = {getattr(row, key) for row in rows}
    rows.extend(row for each, row in wanted.items() if each not in there)


def _require_free(keys: set[str], own_id: int | None) -> None:
    if "" in keys:
        raise DomainError("no_name", _("This name has neither letters nor digits. Type the organisation’s name."))
    other = find_named(keys, but=own_id)
    if other is not None:
        raise DomainError("name_taken", _(
            "“%(name)s” stands in the directory under this name already. Change that entry instead.", name=other.name
        ))


def find_named(keys: Iterable[str], *, but: int | None = None) -> Organisation | None:
    """An entry that has one of these names, besides this one."""
    wanted = list(keys)
    aliased = sa.select(OrganisationAlias.organisation_id).where(OrganisationAlias.name_key.in_(wanted))
    named = sa.or_(Organisation.name_key.in_(wanted), Organisation.id.in_(aliased))
    with db.session.no_autoflush:
        return db.session.scalar(sa.select(Organisation).where(named, Organisation.id != (but or 0)).limit(1))


def require_own(domain: str) -> None:
    """Raises DomainError("free_mail") for a provider at which anybody has an address."""
    if domain in FREE_MAIL:
        raise DomainError("free_mail", _(
            "Anybody can have an address at %(domain)s: it cannot prove that somebody belongs to an organisation. "
            "Leave this domain out.", domain=domain,
        ))


def _json(entry: Entry) -> dict[str, Any]:
    return {
        "name": entry.name, "type": entry.type.value, "member": entry.member,
        "domains": sorted(entry.domains), "aliases": sorted(entry.aliases),
    }  # fmt: skip


def _record(what: str, organisation: Organisation, *, by: Actor, event_id: int, **values: Any) -> None:
    record(
        f"organisation.{what}", by=by, event_id=event_id, object_type="organisation", object_id=organisation.id,
        detail={"name": organisation.name, **values.pop("detail", {})}, **values,
    )  # fmt: skip


def place_again(organisation: Organisation) -> None:
    """Owe everybody whom the entry may concern another look, at each event that is not over."""
    for event_id in db.session.scalars(sa.select(Event.id).where(Event.state.not_in(OVER))):
        jobs.enqueue(
            PLACE_JOB, {"organisation_id": organisation.id}, event_id=event_id, subject=f"organisation:{organisation.id}"
        )


def take_over_limits(keys: set[str], organisation: Organisation) -> None:
    """Limits under these keys are the organisation's from now on; of two at one event the higher stays."""
    own = limit_key(organisation.id, "")
    for limit in db.session.scalars(sa.select(OrganisationLimit).where(OrganisationLimit.organisation_key.in_(keys))):
        stated = db.session.get(OrganisationLimit, (limit.event_id, own))
        seats = max(limit.seats, stated.seats if stated else 0)
        db.session.delete(limit)
        db.session.merge(OrganisationLimit(event_id=limit.event_id, organisation_key=own, seats=seats))
    db.session.flush()
