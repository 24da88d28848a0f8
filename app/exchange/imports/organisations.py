"""Lines of a list of members, read, compared with the directory, and taken into it."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import selectinload

from app.audit.service import Actor
from app.core.errors import DomainError
from app.core.text import clean_line
from app.events.models import OrganisationType
from app.exchange.imports.models import Import, Outcome
from app.exchange.imports.verdicts import (
    Problem,
    Record,
    Target,
    Unfit,
    Verdict,
    cannot,
    chosen,
    line_of,
    read,
    sound,
    yes_or_no,
)
from app.exchange.imports.words import spoken
from app.exchange.tables.table import Cell
from app.exchange.tables.values import text
from app.extensions import db
from app.registration.directory import Organisation, OrganisationAlias
from app.registration.forms import ORGANISATION_TYPES
from app.registration.membership import FREE_MAIL, domains_in, is_domain
from app.registration.organisation_names import name_key, other_names
from app.registration.service import directory
from app.registration.service.directory import Entry, said

TARGETS = (
    Target("name", ("Nom", "Organisation", "Organisme", "Raison sociale", "Structure", "Adhérent", "Company"), _l("Name")),
    Target("type", ("Type d'organisation", "Organisation type", "Catégorie", "Kind"), _l("Type")),
    Target("member", ("Membre", "Adhérent", "Membre du pôle", "Membership"), _l("Member")),
    Target(
        "domains", ("Domaines", "Domaine", "Domaines de messagerie", "E-mail domains", "Domain", "Site"), _l("E-mail domains")
    ),
    Target("aliases", ("Autres noms", "Sigle", "Other names", "Also known as", "Acronym"), _l("Other names")),
)


@dataclass(frozen=True)
class Plan:
    """What a line asks of the directory: this entry, instead of the one that is there."""

    verdict: Verdict
    entry: Entry
    there: Organisation | None


class Organisations:
    """As imports/kinds.py asks."""

    targets = TARGETS

    def missing(self, mapping: Collection[str]) -> list[str]:
        return [] if "name" in mapping else ["name"]

    def key(self, record: Record) -> str:
        return name_key(sound(_name, record.cells.get("name", "")))

    def judge(self, made: Import, records: Sequence[Record]) -> list[Verdict]:
        return [plan.verdict for plan in self._plans(records)]

    def take(self, made: Import, records: Sequence[Record], by: Actor) -> list[Verdict]:
        return [_take(plan, by, made.event_id) for plan in self._plans(records)]

    def _plans(self, records: Sequence[Record]) -> Iterator[Plan]:
        types, known = spoken(ORGANISATION_TYPES), _known({self.key(record) for record in records})
        return (_plan(record, types, known.get(self.key(record))) for record in records)


def _known(keys: set[str]) -> dict[str, Organisation]:
    """Entries that have one of these names."""
    aliased = sa.select(OrganisationAlias.organisation_id).where(OrganisationAlias.name_key.in_(keys))
    found = db.session.scalars(
        sa.select(Organisation)
        .where(sa.or_(Organisation.name_key.in_(keys), Organisation.id.in_(aliased)))
        .options(selectinload(Organisation.domains), selectinload(Organisation.aliases))
    )
    return {key: each for each in found for key in (*(alias.name_key for alias in each.aliases), each.name_key)}


def _plan(record: Record, types: dict[str, OrganisationType], there: Organisation | None) -> Plan:
    """Empty cells leave what stands there; a name that the entry is also known by does not rename it."""
    before = said(there) if there else Entry("", OrganisationType.other, member="member" not in record.cells)
    found, problems = read(record, {
        "name": _name, "type": chosen(types, "type"), "member": yes_or_no, "domains": _domains, "aliases": _aliases,
    })  # fmt: skip
    if there is not None and name_key(found.get("name", "")) != there.name_key:
        found["name"] = there.name
    if not record.holds("name"):
        problems.append(Problem("missing", "name"))
    if problems:
        return Plan(cannot(record.line, *problems), before, there)
    entry = replace(before, **found)
    entry = replace(entry, aliases=tuple(sorted(other_names(entry.name, entry.aliases).values())))
    outcome = Outcome.new if there is None else Outcome.unchanged if entry == before else Outcome.changed
    return Plan(Verdict(record.line, outcome), entry, there)


def _take(plan: Plan, by: Actor, event_id: int) -> Verdict:
    """What another line or person made impossible meanwhile is undone, this line alone."""
    try:
        with db.session.begin_nested():
            if plan.verdict.outcome is Outcome.new:
                directory.add(plan.entry, by=by, event_id=event_id)
            elif plan.verdict.outcome is Outcome.changed and plan.there is not None:
                directory.change(plan.there.id, plan.entry, by=by, event_id=event_id)
    except DomainError as refusal:
        return cannot(plan.verdict.line, Problem(refusal.code))
    return plan.verdict


def _name(cell: Cell) -> str:
    name = line_of(200)(cell)
    if not name_key(name):
        raise Unfit("no_name")
    return name


def _domains(cell: Cell) -> tuple[str, ...]:
    domains = domains_in(text(cell))
    if not all(map(is_domain, domains)):
        raise Unfit("domain")
    if FREE_MAIL & set(domains):
        raise Unfit("free_mail")
    return tuple(sorted(domains))


def _aliases(cell: Cell) -> tuple[str, ...]:
    names = {clean_line(name) for name in re.split(r"[|\n]", str(cell))} - {""}
    return tuple(sorted(line_of(200)(name) for name in names))
