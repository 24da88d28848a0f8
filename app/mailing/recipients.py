"""Whom a mailing reaches, and why it reaches somebody not: one CASE that counts and that gathers."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from app.extensions import db
from app.mailing.models import AddressFlag
from app.registration.models import CancelReason, Registration, Status
from app.registration.queries import Filters


class LeftOut(StrEnum):
    """Why somebody of the view gets no mail, the first reason that holds."""

    elsewhere = "elsewhere"
    """Merged: the other registration gets it."""
    gone = "gone"
    """Cancelled or refused, and the view did not ask for them."""
    no_address = "no_address"
    """None was given, or it was erased."""
    undeliverable = "undeliverable"


GONE = (Status.cancelled, Status.refused)


@dataclass(frozen=True)
class DryRun:
    """How many of a view a mailing reaches, and how many it leaves out by reason."""

    reached: int
    left_out: dict[str, int]

    @property
    def total(self) -> int:
        return self.reached + sum(self.left_out.values())


def asks_for_gone(filters: Filters) -> bool:
    return any(status in GONE for status in filters.statuses)


def why_not(includes_gone: bool) -> sa.Case[Any]:
    """NULL for who gets the mail, else a LeftOut."""
    address = sa.func.coalesce(Registration.email_key, Registration.manager_key, "")
    flagged = sa.exists().where(AddressFlag.address_key == address)
    gone = [] if includes_gone else [(Registration.status.in_(GONE), LeftOut.gone.value)]
    return sa.case(
        (sa.func.coalesce(Registration.cancel_reason == CancelReason.merged, sa.false()), LeftOut.elsewhere.value),
        *gone,
        (address == "", LeftOut.no_address.value),
        (flagged, LeftOut.undeliverable.value),
    )


def dry_run(people: sa.Select[Any], *, includes_gone: bool) -> DryRun:
    """Count without writing anything. `people`: what `registration.queries.search` answers."""
    return counted(people, why_not(includes_gone))


def counted(people: sa.Select[Any], why: sa.Case[Any]) -> DryRun:
    """How many there are of each reason; those of none are reached."""
    reasons = people.with_only_columns(why.label("why")).order_by(None).subquery()
    rows = db.session.execute(sa.select(reasons.c.why, sa.func.count()).group_by(reasons.c.why))
    found: dict[str | None, int] = dict(rows.all())
    return DryRun(found.pop(None, 0), found)


def reached(people: sa.Select[Any], *, includes_gone: bool) -> sa.Select[Any]:
    """Those of the view who get the mail."""
    return people.where(why_not(includes_gone).is_(None))
