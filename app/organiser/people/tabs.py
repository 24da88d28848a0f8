"""The views above the list: those that everybody finds, and those that the team keeps."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from flask_babel import lazy_gettext as _l

from app.core import formats
from app.core.clock import now
from app.core.languages import current
from app.events.models import Event
from app.organiser.people import filters
from app.organiser.people.views import Pair, View
from app.organiser.saved_views import service as saved_views
from app.registration import queries
from app.registration.models import Status
from app.registration.wording import GROUPS

SILENT: tuple[Pair, ...] = (("answer", "silent"),)
NO_SHOW: tuple[Pair, ...] = (("status", Status.confirmed.value), ("arrived", "no"))
STANDARD: tuple[tuple[Any, tuple[Pair, ...]], ...] = (
    (_l("All"), ()),
    (GROUPS[Status.confirmed], (("status", Status.confirmed.value),)),
    (GROUPS[Status.pending], (("status", Status.pending.value),)),
    (GROUPS[Status.waitlisted], (("status", Status.waitlisted.value),)),
    (_l("No answer"), SILENT),
    (_l("Never verified"), (("proven", "never"),)),
    (_l("Arrived"), (("arrived", "yes"),)),
    (_l("Did not come"), NO_SHOW),
)
"""Whoever may see people finds them, some in their time."""

Kept = list[tuple[int, str, View]]
"""Id, name and view of those that the team keeps."""


@dataclass(frozen=True)
class Numbers:
    """How many people there are of each status, and in the views above the list that ask for something else."""

    by_status: dict[Status, int]
    of_views: dict[tuple[Pair, ...], int]

    def of(self, view: View) -> int | None:
        """None of a view that was not counted."""
        match view.narrowing:
            case ():
                return sum(self.by_status.values())
            case (("status", status),):
                return self.by_status.get(Status(status), 0)
        return self.of_views.get(view.narrowing)


def count(event: Event, kept: Kept) -> Numbers:
    """One statement for all of them."""
    views = [View(pairs) for _label, pairs in _standard(event)] + [each for _id, _name, each in kept]
    asked = {view.narrowing: filters.asked(view, event) for view in views if not _is_a_status(view)}
    met = [[*queries.conditions(each.filters), *each.clauses] for each in asked.values()]
    by_status, found = queries.tally(event.id, *met)
    return Numbers(by_status, dict(zip(asked, found, strict=True)))


def _is_a_status(view: View) -> bool:
    return len(view.narrowing) <= 1 and all(name == "status" for name, _value in view.narrowing)


def tabs(event: Event, view: View, numbers: Numbers, kept: Kept) -> list[dict[str, Any]]:
    here = kept_as(kept, view)
    offered = [(label, View(pairs), here is None and set(view.narrowing) == set(pairs)) for label, pairs in _standard(event)]
    offered += [(name, each, here == id_) for id_, name, each in kept]
    return [
        {
            "text": label, "count": formats.number(numbers.of(each), current()),
            "href": filters.address(each), "current": is_here,
        }
        for label, each, is_here in offered
    ]  # fmt: skip


def _standard(event: Event) -> list[tuple[Any, tuple[Pair, ...]]]:
    """Silence where people are asked whether they come, absence once the day is over."""
    untimely = {SILENT: not event.reconfirm_days, NO_SHOW: now() < event.ends_at}
    return [(label, pairs) for label, pairs in STANDARD if not untimely.get(pairs)]


def saved(event: Event) -> Kept:
    """Nobody is in one that asks for what the event no longer knows, a session that was deleted, say."""
    return [(each.id, each.name, filters.read(event, parse_qsl(each.query))) for each in saved_views.of_event(event.id)]


def kept_as(kept: Kept, view: View) -> int | None:
    """The id of the saved view that this is, whatever its page."""
    here = set(view.kept.pairs)
    return next((id_ for id_, _name, each in kept if set(each.pairs) == here), None)


def title(event: Event, view: View) -> str:
    """What a narrowed view is called: its tab, else its filters."""
    for label, pairs in _standard(event):
        if set(view.narrowing) == set(pairs):
            return str(label)
    return ", ".join(filters.token(event, pair) for pair in view.narrowing)
