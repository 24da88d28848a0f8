"""The views above the list: those that everybody finds, and those that the team keeps."""

from collections.abc import Sequence
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
from app.registration.wording import STATUSES

SILENT: tuple[Pair, ...] = (("answer", "silent"),)
NO_SHOW: tuple[Pair, ...] = (("status", Status.confirmed.value), ("arrived", "no"))
STANDARD: tuple[tuple[Any, tuple[Pair, ...]], ...] = (
    (_l("All"), ()),
    (STATUSES[Status.pending], (("status", Status.pending.value),)),
    (STATUSES[Status.waitlisted], (("status", Status.waitlisted.value),)),
    (_l("No answer"), SILENT),
    (_l("Never verified"), (("proven", "never"),)),
    (_l("Arrived"), (("arrived", "yes"),)),
    (_l("Did not come"), NO_SHOW),
)
"""Whoever may see people finds them, some in their time."""

Kept = list[tuple[int, str, View]]
"""Id, name and view of those that the team keeps."""


def tabs(event: Event, view: View, counts: dict[Status, int], kept: Kept) -> list[dict[str, Any]]:
    """With how many people each has. `counts`: people by status."""
    here = kept_as(kept, view)
    offered = [(label, View(pairs), here is None and set(view.narrowing) == set(pairs)) for label, pairs in _standard(event)]
    offered += [(name, each, here == id_) for id_, name, each in kept]
    numbers = _numbers(event, [each for _label, each, _here in offered], counts)
    return [
        {"text": label, "count": formats.number(number, current()), "href": filters.address(each), "current": is_here}
        for (label, each, is_here), number in zip(offered, numbers, strict=True)
    ]


def _standard(event: Event) -> list[tuple[Any, tuple[Pair, ...]]]:
    """Silence where people are asked whether they come, absence once the day is over."""
    untimely = {SILENT: not event.reconfirm_days, NO_SHOW: now() < event.ends_at}
    return [(label, pairs) for label, pairs in STANDARD if not untimely.get(pairs)]


def _numbers(event: Event, views: Sequence[View], counts: dict[Status, int]) -> list[int]:
    """What the counts do not say is asked in one statement."""
    known: dict[tuple[Pair, ...], int] = {(("status", status.value),): counts.get(status, 0) for status in Status}
    known[()] = sum(counts.values())
    asked = [filters.asked(view, event) for view in views if view.narrowing not in known]
    found = iter(queries.counts(*(queries.search(event.id, each.filters, *each.clauses) for each in asked)))
    return [known[view.narrowing] if view.narrowing in known else next(found) for view in views]


def saved(event: Event) -> Kept:
    """Those that hold what the event no longer knows (a session that was deleted, say) would show too many:
    they are shown no more."""
    found = [(each, tuple(parse_qsl(each.query))) for each in saved_views.of_event(event.id)]
    known = [(each, pairs, filters.read(event, pairs)) for each, pairs in found]
    return [(each.id, each.name, view) for each, pairs, view in known if view.pairs == pairs]


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
