"""Which lines of a list can be invited, and why the others cannot: the dry run, and what is then done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import sqlalchemy as sa
from flask_babel import gettext as _

from app.core.clock import now
from app.core.text import email_key
from app.events.models import Event
from app.exchange.guest_list.lines import Candidate, Reader, Unreadable, Unready, key_of, languages_by_name
from app.exchange.tables.table import Table
from app.extensions import db
from app.mailing.models import AddressFlag
from app.registration.grants import Invitation, OptOut
from app.registration.invitation_links import print_of
from app.registration.invitation_queries import is_over
from app.registration.models import LIVE, Registration

AT_ONCE = 500
"""Addresses that one query asks for."""


class Why(StrEnum):
    """Why a line that can be read is left out, the first that holds."""

    twice = "twice"
    """The address stood on an earlier line."""
    invited = "invited"
    registered = "registered"
    wants_none = "wants_none"
    undeliverable = "undeliverable"


@dataclass(frozen=True)
class LeftOut:
    line: int
    whom: str
    why: str
    """A sentence."""


@dataclass
class Look:
    """What would become of a table."""

    candidates: list[Candidate] = field(default_factory=list)
    unready: list[LeftOut] = field(default_factory=list)
    """Lines that wait for a choice; `why`: the key of what is to be chosen."""
    unreadable: list[LeftOut] = field(default_factory=list)
    known: list[LeftOut] = field(default_factory=list)
    """Invited or registered already, or not to be invited."""


def reader_for(event: Event, category_id: int | None, language: str) -> Reader:
    """How lists of this event are read. A category goes by its code and by its label in any language."""
    categories = {key_of(name): each.id for each in event.categories for name in (*each.label.values(), each.code)}
    return Reader(categories, languages_by_name(event.languages), category_id, language)


def look(event: Event, table: Table, mapping: Mapping[str, int], reader: Reader) -> Look:
    """Read the whole table and compare it with who is known."""
    found, read = Look(), list[Candidate]()
    for line, cells in table.records(mapping):
        try:
            read.append(reader.read(line, cells))
        except Unready as choice:
            found.unready.append(LeftOut(line, str(cells.get("email", ""))[:80], str(choice)))
        except Unreadable as why:
            found.unreadable.append(LeftOut(line, str(cells.get("email", ""))[:80], str(why)))
    reasons = known(event.id, [each.email for each in read])
    first: dict[str | None, int] = {}
    for each in read:
        earlier = first.setdefault(email_key(each.email), each.line)
        why = Why.twice if earlier != each.line else reasons.get(email_key(each.email))
        if why is None:
            found.candidates.append(each)
        else:
            found.known.append(LeftOut(each.line, each.email, sentence(why, earlier)))
    return found


def sentence(why: Why, earlier: int | None = None) -> str:
    return {
        Why.twice: _("The address stands on line %(line)s already.", line=earlier) if earlier else _("The address stands there twice."),
        Why.invited: _("This address has an invitation already."),
        Why.registered: _("This address is registered already."),
        Why.wants_none: _("This person wants no invitations from us."),
        Why.undeliverable: _("No mail arrives at this address."),
    }[why]


def known(event_id: int, emails: Iterable[str]) -> dict[str | None, Why]:
    """Which of these addresses are not to be invited, and why, by their keys."""
    keys = sorted({key for key in map(email_key, emails) if key})
    found: dict[str | None, Why] = {}
    for start in range(0, len(keys), AT_ONCE):
        found |= _known(event_id, keys[start:start + AT_ONCE])
    return found


def _known(event_id: int, keys: list[str]) -> dict[str | None, Why]:
    by_print = {print_of(key): key for key in keys}
    queries = {
        Why.undeliverable: sa.select(AddressFlag.address_key).where(AddressFlag.address_key.in_(keys)),
        Why.wants_none: sa.select(OptOut.address_print).where(OptOut.address_print.in_(by_print)),
        Why.registered: sa.select(Registration.email_key).where(
            Registration.event_id == event_id, Registration.email_key.in_(keys), Registration.status.in_(LIVE)
        ),
        Why.invited: sa.select(Invitation.email).where(
            Invitation.event_id == event_id, Invitation.email.in_(keys), ~is_over(now())
        ),
    }  # fmt: skip
    return {by_print.get(key, key): why for why, query in queries.items() for key in db.session.scalars(query)}
