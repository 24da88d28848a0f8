"""A view of the list: what the address bar holds. Pure.

A view is its pairs of name and value, such as ("status", "pending"), so an address can be shared, kept and
typed. Names that are not known are dropped. Of a filter whose value is not known, of a session that was
deleted, say, its name is left as ("lost", "session"): nobody is in such a view. Without it, everybody would
be, and whoever writes to the view would write to all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from app.organiser.pagination import page_number
from app.registration.models import Status
from app.registration.queries import Answered, Filters, Order

Pair = tuple[str, str]

CHOICES: dict[str, tuple[str, ...]] = {
    "status": tuple(Status),
    "arrived": ("yes", "no"),
    "proven": ("never",),
    "answer": tuple(Answered),
    "answers": ("missing",),
    "vip": ("yes",),
    "badge": ("printed", "missing", "stale", "due", "void"),
    "mail": ("undelivered",),
    "consent": ("photos", "no-photos", "news"),
    "order": tuple(Order),
    "take": ("all",),
}
"""Names whose values are listed here; those of "category" are the event's codes, those of OF_SESSION ids,
those of "said" question and choice, as in "lunch:yes", those of "column" keys of columns."""
OF_SESSION = ("session", "waits")
"""Who has a place in a session, who waits for one."""
FREE = ("q", "organisation")
NUMBERED = ("allotment", "selection")
"""Names whose values are ids."""
LOST = "lost"
"""The name of what is left of filters that are not known any more."""
SEVERAL = ("status", "category", "said", "column", LOST)
"""Names that may stand several times, once for each value."""
ABOUT_SHOWING = ("order", "page", "take", "column")
"""What changes how the view is shown, not whom."""
LONGEST = 210


@dataclass(frozen=True)
class View:
    """`pairs` in the order in which they were chosen."""

    pairs: tuple[Pair, ...] = ()

    def get(self, name: str) -> str:
        return next((value for key, value in self.pairs if key == name), "")

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(value for key, value in self.pairs if key == name)

    @property
    def page(self) -> int:
        """Counted from 1."""
        return int(self.get("page") or 1)

    @property
    def narrowing(self) -> tuple[Pair, ...]:
        """The pairs that leave people out."""
        return tuple(pair for pair in self.pairs if pair[0] not in ABOUT_SHOWING)

    @property
    def args(self) -> dict[str, list[str]]:
        """For `url_for`."""
        return {name: list(self.all(name)) for name, _value in self.pairs}

    @property
    def query(self) -> str:
        """The end of an address, from its question mark on."""
        return f"?{urlencode(self.pairs, safe=':')}" if self.pairs else ""

    def adding(self, name: str, value: str) -> "View":
        """With this pair too, from the first page on; a name that stands once takes the new value."""
        kept = self.dropping(name, value if name in SEVERAL else None)
        return View((*kept.pairs, (name, value)))

    def dropping(self, name: str, value: str | None = None) -> "View":
        """Without this pair (`value` None: without any of this name), from the first page on."""
        return View(tuple(
            (key, held) for key, held in self.pairs if key != "page" and (key != name or value not in (None, held))
        ))

    def on(self, page: int) -> "View":
        kept = self.dropping("page").pairs
        return View((*kept, ("page", str(page))) if page > 1 else kept)

    @property
    def kept(self) -> "View":
        """What is worth keeping of it: whom it shows, and how; not where somebody stands in it, nor a searched
        text: it is mostly a name, and would outlast the data of whose name it is."""
        return self.dropping("page").dropping("take").dropping("q")

    def filters(self, category_ids: Mapping[str, int]) -> Filters:
        """For `registration.queries.search`. `category_ids`: of the event, by code."""
        arrived, answer = self.get("arrived"), self.get("answer")
        session, waits = self.get("session"), self.get("waits")
        return Filters(
            text=self.get("q"),
            statuses=tuple(Status(value) for value in self.all("status")),
            category_ids=tuple(category_ids[code] for code in self.all("category")),
            organisation_key=self.get("organisation"),
            session_id=int(session) if session else None,
            waits_for_id=int(waits) if waits else None,
            allotment_id=int(self.get("allotment")) if self.get("allotment") else None,
            arrived=arrived == "yes" if arrived else None,
            never_proven=bool(self.get("proven")),
            answer=Answered(answer) if answer else None,
            vip=bool(self.get("vip")),
            nobody=bool(self.get(LOST)),
            order=Order(self.get("order") or Order.name),
        )


def read(
    pairs: Iterable[Pair], category_codes: Iterable[str], session_ids: Iterable[int] = (), said: Iterable[str] = (),
    columns: Iterable[str] = (),
) -> View:  # fmt: skip
    """The view of an address: `request.args.items(multi=True)`."""
    ids = tuple(map(str, session_ids))
    of_event = {"category": tuple(category_codes), **dict.fromkeys(OF_SESSION, ids), "said": tuple(said), "column": tuple(columns)}
    choices: dict[str, Any] = CHOICES | of_event
    choices[LOST] = narrowing = tuple(name for name in (*choices, *NUMBERED) if name not in ABOUT_SHOWING)
    view, page = View(), 1
    for name, raw in pairs:
        value = raw.strip()[:LONGEST]
        is_number = value.isascii() and value.isdigit() and len(value) < 7
        if name == "page":
            page = page_number(value)
        elif (value and name in FREE) or (is_number and name in NUMBERED) or value in choices.get(name, ()):
            view = view.adding(name, value)
        elif value and name in narrowing:
            view = view.adding(LOST, name)
    return view.on(page)
