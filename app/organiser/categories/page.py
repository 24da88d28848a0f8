"""Categories put into words: how full each is, what uses it, and what a change of it means."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import InstrumentedAttribute

from app.badges import staleness
from app.badges.models import PrintBatch
from app.checkin.points import CheckinPoint
from app.checkin.set_aside import WalkIn
from app.core import formats
from app.core.clock import now
from app.core.languages import current, pick
from app.events.categories import COLOUR, ON_BADGES
from app.events.marks import SHAPES
from app.events.models import Category, Event, OrganisationType
from app.extensions import db
from app.organiser import texts
from app.organiser.categories.forms import CategoryForm
from app.organiser.categories.words import ENTRIES, ENTRY_HINTS
from app.organiser.doubts import below
from app.organiser.form_page import rows
from app.registration import counting
from app.registration.details import category_for
from app.registration.form_pages import row
from app.registration.forms import ORGANISATION_TYPES
from app.registration.grants import Allotment, Invitation
from app.registration.models import Registration
from app.registration.queries import Filters, count, search
from app.registration.room import Room
from app.registration.wording import unnamed


def listed(event: Event) -> dict[str, Any]:
    """For organiser/categories/index.html."""
    room = counting.room(event, now())
    return {"categories": [_row(category, room) for category in event.categories]}


def _row(category: Category, room: Room) -> dict[str, Any]:
    lang, theirs = current(), room.categories[category.id]
    taken = formats.number(theirs.all_taken, lang)
    quota = None if category.quota is None else formats.number(category.quota, lang)
    return {
        "id": category.id,
        "category": mark(category),
        "entry": ENTRIES[category.entry],
        "member_check": category.member_check,
        "types": ", ".join(str(ORGANISATION_TYPES[OrganisationType(each)]) for each in category.organisation_types),
        "taken": taken if quota is None else _("%(held)s of %(capacity)s", held=taken, capacity=quota),
        "unnamed": unnamed(theirs.unnamed),
        "taken_url": url_for("people.index", category=category.code),
        "counts": category.counts,
        "public": category.public,
    }


def mark(category: Category) -> dict[str, str]:
    return {"code": category.code, "shape": category.shape, "label": pick(category.label, current())}


def uses(category: Category) -> list[str]:
    """What uses a category, in sentences."""
    people = _number(Registration.category_id, category)
    counted = {
        ngettext("%(num)s registration is in it.", "%(num)s registrations are in it.", people): people,
        _("Invitations lead into it."): _number(Invitation.category_id, category),
        _("Places in it are given to organisations."): _number(Allotment.category_id, category),
        _("Blank badges of it are printed."): _number(PrintBatch.blanks_of_id, category),
        _("People were registered in it at the door."): _number(WalkIn.category_id, category),
    }
    return [*(said for said, number in counted.items() if number), *_named_by(category)]


def _number(column: InstrumentedAttribute[Any], category: Category) -> int:
    return db.session.scalar(sa.select(sa.func.count()).where(column == category.id)) or 0


def _named_by(category: Category) -> Iterator[str]:
    points = sa.select(CheckinPoint).where(CheckinPoint.categories.contains(category))
    for point in db.session.scalars(points):
        yield _("The check-in point “%(point)s” lets it in.", point=pick(point.label, current()))
    for question in category.event.questions:
        if category.code in question.category_codes:
            yield _("The question “%(question)s” is asked of it.", question=pick(question.label, current()))


def doubts(event: Event, category: Category | None, values: dict[str, Any]) -> list[str]:
    """What organisers should know before this is saved."""
    return [*(_of_seats(category, values) if category else ()), *_of_badges(category, values), *_of_ways_in(event, category, values)]


def _of_seats(category: Category, values: dict[str, Any]) -> Iterator[str]:
    room = counting.room(category.event, now())
    taken = room.categories[category.id].all_taken
    yield from below(values["quota"], taken)
    if values["counts"] and not category.counts and room.taken + taken > room.capacity:
        yield _(
            "With these people %(taken)s places of %(capacity)s are taken. Nobody loses theirs.",
            taken=room.taken + taken, capacity=room.capacity,
        )  # fmt: skip


def _of_badges(category: Category | None, values: dict[str, Any]) -> Iterator[str]:
    if category is None or not any(getattr(category, name) != values[name] for name in ON_BADGES):
        return
    printed = count(search(category.event_id, Filters(category_ids=(category.id,)), staleness.is_printed()))
    if printed:
        yield ngettext(
            "%(num)s badge of this category is printed, and shows what was.",
            "%(num)s badges of this category are printed, and show what was.", printed,
        )  # fmt: skip


def _of_ways_in(event: Event, category: Category | None, values: dict[str, Any]) -> Iterator[str]:
    """Types of organisation that the form would lead nowhere, and did not before."""
    after = [Category(**values) if each is category else each for each in event.categories]
    after += [] if category else [Category(**values)]
    for kind, said in ORGANISATION_TYPES.items():
        if category_for(after, kind) is None and category_for(event.categories, kind) is not None:
            yield _("Whoever chooses “%(type)s” in the form would find no category.", type=said)


def about_rows(form: CategoryForm) -> list[dict[str, Any]]:
    return [
        *texts.side_by_side(form, "label", form.event.languages),
        *(rows(form, "code") if "code" in form else []),
        row("choices", form["entry"], hints={entry.value: said for entry, said in ENTRY_HINTS.items()}),
        *rows(form, "member_check", "organisation_types", "public", "counts", "quota"),
    ]


def colour_rows(form: CategoryForm) -> list[dict[str, Any]]:
    return [row("pair", fields=rows(form, "band", "text"))]


def preview(form: CategoryForm) -> dict[str, str] | None:
    """The band as it would be printed; None while a colour is none."""
    told = {name: form[name].data or "" for name in ("band", "text", "shape", "pattern")}
    sound = COLOUR.fullmatch(told["band"]) and COLOUR.fullmatch(told["text"]) and told["shape"] in SHAPES
    label = texts.typed(form, "label", form.event.languages, {})
    return told | {"label": pick(label, current()).rpartition(" · ")[2]} if sound else None
