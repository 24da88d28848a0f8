"""Stakeholder groups: added, changed, moved, deleted. What is used keeps its code and stays.

Each takes the event's lock, for seats and the copies of phones depend on it. What uses a category only a
room above can tell: it hands in a function (`Used`).
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.audit.service import Actor, digest_values, record
from app.core.errors import DomainError
from app.core.languages import current, pick
from app.core.positions import last, number, shifted
from app.core.text import search_text
from app.events.locking import lock
from app.events.marks import LEAST_CONTRAST, PATTERNS, SHAPES, contrast, look_alike
from app.events.models import Category, Event
from app.events.queries import get_category
from app.extensions import db

FIELDS = (
    "code", "label", "band", "text", "shape", "pattern", "entry", "member_check", "counts", "quota", "public",
    "organisation_types",
)  # fmt: skip
"""What organisers set of a category."""
ON_BADGES = {"code", "label", "band", "text", "shape", "pattern"}
"""What a printed badge shows."""
MARK = {"shape", "pattern"}
NAME_TAKEN = _l("Another category has this name: choose one that tells them apart.")
CODE, COLOUR = re.compile(r"[A-Z][A-Z0-9]{1,11}"), re.compile(r"#[0-9A-F]{6}")

Used = Callable[[Category], list[str]]
"""What uses a category, in sentences."""


def seen(category: Category) -> str:
    """A digest of what is set, for `change` to tell whether somebody else changed it meanwhile."""
    return digest_values("", {name: getattr(category, name) for name in FIELDS}, {})


def add(event_id: int, values: dict[str, Any], *, by: Actor) -> Category:
    """A category at the end. `values`: FIELDS. Raises DomainError as `change` does."""
    event = _locked(event_id)
    category = Category(**values, position=last(event.categories))
    _require_sound(category)
    _require_other_code(category, event.categories)
    _require_other_name(category.label, event.categories)
    _require_other_mark(category, event.categories)
    event.categories.append(category)
    db.session.flush()
    _record("category.add", category, by)
    return category


def change(
    event_id: int, category_id: int, values: dict[str, Any], *, by: Actor, used: Used, looked_at: str | None = None
) -> Category:  # fmt: skip
    """Set FIELDS. A quota below what is taken stands: nobody loses a place.

    Raises DomainError("changed_meanwhile"), ("in_use") for another code of what is used, ("code_taken"),
    ("name_taken"), ("looks_alike"), ("bad_mark")."""
    event, category = _locked(event_id), get_category(event_id, category_id)
    if looked_at is not None and looked_at != seen(category):
        raise DomainError("changed_meanwhile", _(
            "Somebody else changed this category meanwhile. Nothing of yours was saved: look at it again, then repeat your change."
        ))
    if values["code"] != category.code and used(category):
        raise DomainError("in_use", _("The code stays as it is: this category is used already."))
    before = {name: getattr(category, name) for name in FIELDS if getattr(category, name) != values[name]}
    for name in before:
        setattr(category, name, values[name])
    others = [each for each in event.categories if each is not category]
    _require_sound(category)
    _require_other_code(category, others)
    if "label" in before:
        _require_other_name(category.label, others)
    if MARK & before.keys():
        _require_other_mark(category, others)
    db.session.flush()
    if before:
        _record("category.change", category, by, before, {name: values[name] for name in before})
    return category


def _require_sound(category: Category) -> None:
    colours = COLOUR.fullmatch(category.band) and COLOUR.fullmatch(category.text)
    if not CODE.fullmatch(category.code) or not colours or category.shape not in SHAPES or category.pattern not in PATTERNS:
        raise DomainError("bad_mark", _("This code, colour, shape or pattern is none that badges can show."))
    if contrast(category.band, category.text) < LEAST_CONTRAST:
        raise DomainError("bad_mark", _("The text cannot be read on this band. Nothing was saved."))


def _require_other_code(category: Category, others: Sequence[Category]) -> None:
    for other in others:
        if other.code == category.code:
            name = pick(other.label, current())
            raise DomainError("code_taken", _("“%(category)s” has this code: choose another.", category=name))


def _require_other_name(label: dict[str, str], others: Sequence[Category]) -> None:
    if any(name_taken(language, name, others) for language, name in label.items()):
        raise DomainError("name_taken", str(NAME_TAKEN))


def name_taken(language: str, name: str, others: Iterable[Category]) -> bool:
    """Whether one of the others is called so in that language: nobody could choose between the two."""
    return bool(name) and any(search_text(each.label.get(language, "")) == search_text(name) for each in others)


def _require_other_mark(category: Category, others: Sequence[Category]) -> None:
    for other in others:
        if look_alike((other.shape, other.pattern), (category.shape, category.pattern)):
            raise DomainError("looks_alike", _(
                "“%(category)s” has this shape and pattern: choose others, so that nobody needs the colour to tell them apart.",
                category=pick(other.label, current()),
            ))  # fmt: skip


def move(event_id: int, category_id: int, by_places: int, *, by: Actor) -> Category:
    """Up (-1) or down (1); at the end of the list it stays."""
    event, category = _locked(event_id), get_category(event_id, category_id)
    ordered = shifted(event.categories, category, by_places)
    if ordered is None:
        return category
    number(ordered)
    db.session.flush()
    _record("category.move", category, by)
    return category


def delete(event_id: int, category_id: int, *, by: Actor, used: Used) -> None:
    """Raises DomainError("in_use") with what uses it, ("last") of the only one."""
    event, category = _locked(event_id), get_category(event_id, category_id)
    reasons = used(category)
    if reasons:
        raise DomainError("in_use", " ".join(reasons))
    if len(event.categories) == 1:
        raise DomainError("last", _("An event keeps one category at least: nobody could register without."))
    _record("category.delete", category, by)
    db.session.delete(category)
    db.session.flush()


def _locked(event_id: int) -> Event:
    lock(event_id)
    return db.session.get_one(Event, event_id)


def _record(action: str, category: Category, by: Actor, before: Any = None, after: Any = None) -> None:
    record(
        action, by=by, event_id=category.event_id, object_type="category", object_id=category.id, before=before, after=after,
        detail={"category": category.code},
    )  # fmt: skip
