"""Who is expected, as the venue needs to know it, and what changed since it was told. Pure but for `expected`."""

import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from enum import StrEnum

from app.extensions import db
from app.registration.models import Status
from app.registration.queries import Filters, search


@dataclass(frozen=True)
class Entry:
    """One person. `id` never leaves the house."""

    id: int
    last_name: str
    first_name: str
    organisation: str

    @property
    def line(self) -> tuple[str, str, str]:
        return self.last_name, self.first_name, self.organisation


class Change(StrEnum):
    added = "added"
    gone = "gone"
    now = "now"
    """Somebody who stands there by another name or organisation."""


@dataclass(frozen=True)
class News:
    """`before`: how somebody stood there, where that changed."""

    change: Change
    entry: Entry
    before: Entry | None = None


def expected(event_id: int) -> list[Entry]:
    """Everybody with a confirmed place, in the order of names. A single name is a surname."""
    people = db.session.scalars(search(event_id, Filters(statuses=(Status.confirmed,))))
    return [
        Entry(
            person.id, person.last_name or person.first_name, person.first_name if person.last_name else "",
            person.badge_organisation or person.organisation_name,
        )
        for person in people
    ]  # fmt: skip


def changes(before: Sequence[Entry], after: Sequence[Entry]) -> list[News]:
    """First who is new, then who is gone, then who stands there otherwise; each in the order of names."""
    was, holds = {each.id: each for each in before}, {each.id: each for each in after}
    added = [News(Change.added, each) for each in after if each.id not in was]
    gone = [News(Change.gone, each) for each in before if each.id not in holds]
    other = [News(Change.now, each, was[each.id]) for each in after if each.id in was and each.line != was[each.id].line]
    return [*added, *gone, *other]


def dump(entries: Sequence[Entry]) -> bytes:
    """To be kept until the day is over, for the changes."""
    return json.dumps([astuple(each) for each in entries], ensure_ascii=False).encode()


def load(content: bytes) -> list[Entry]:
    return [Entry(*values) for values in json.loads(content)]
