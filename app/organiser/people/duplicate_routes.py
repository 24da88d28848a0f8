"""People who may have registered twice: side by side, to be made one or told apart."""

from typing import Any

import sqlalchemy as sa
from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from app.accounts.access import allow, current_actor
from app.accounts.permissions import Permission
from app.checkin import service as door
from app.core.languages import current, pick
from app.core.numbers import whole
from app.credentials.reference import show as shown
from app.events.models import Event
from app.extensions import db
from app.organiser import desk
from app.organiser.people.step_routes import attempt
from app.organiser.when import short_moment
from app.registration.models import Registration
from app.registration.service import merging
from app.registration.wording import STATUSES

blueprint = Blueprint("duplicates", __name__, url_prefix=f"{desk.PREFIX}/duplicates")

MOST = 20
"""Pairs on the page; the next ones come up when these are done."""


@blueprint.get("")
@allow(Permission.edit_people)
def index(event: Event) -> str:
    found = merging.find_duplicates(event.id)
    people = _people({id_ for pair in found[:MOST] for id_ in pair})
    return render_template(
        "organiser/people/duplicates.html",
        **desk.context(event, "duplicates"),
        pairs=[_shown(people[one], people[other]) for one, other in found[:MOST]],
        total=len(found),
        later=max(0, len(found) - MOST),
    )


def _people(ids: set[int]) -> dict[int, Registration]:
    query = sa.select(Registration).where(Registration.id.in_(ids)).options(joinedload(Registration.category))
    return {person.id: person for person in db.session.scalars(query)}


def _shown(one: Registration, other: Registration) -> dict[str, Any]:
    survivor, ends = merging.stronger(one, other)
    facts = [(term, first, second) for (term, first), (_term, second) in zip(_facts(survivor), _facts(ends), strict=True)]
    return {
        "id": f"{survivor.id}-{ends.id}",
        "names": (survivor.full_name, ends.full_name),
        "references": (shown(survivor.reference), shown(ends.reference)),
        "hrefs": [url_for("person.show", registration_id=each.id) for each in (survivor, ends)],
        "versions": (survivor.version, ends.version),
        "facts": [fact for fact in facts if fact[1] or fact[2]],
        "merge_url": url_for("duplicates.merge", one_id=survivor.id, other_id=ends.id),
        "part_url": url_for("duplicates.part", one_id=survivor.id, other_id=ends.id),
    }


def _facts(person: Registration) -> list[tuple[str, str]]:
    arrived = short_moment(person.arrived_at, person.event) if person.arrived_at else ""
    return [
        (_("Status"), str(STATUSES[person.status])),
        (_("E-mail"), person.address or ""),
        (_("Organisation"), person.organisation_name),
        (_("Job title"), person.job_title),
        (_("Phone"), person.phone),
        (_("Category"), pick(person.category.label, current())),
        (_("Registered"), short_moment(person.created_at, person.event)),
        (_("Arrival"), arrived),
    ]


@blueprint.post("/<int:one_id>/<int:other_id>/merge")
@allow(Permission.edit_people)
def merge(event: Event, one_id: int, other_id: int) -> Response:
    attempt(lambda: make_one(event, one_id, other_id, seen=_seen()), lambda who: _("%(name)s is one registration now.", name=who.full_name))
    return redirect(url_for("duplicates.index"))


def make_one(event: Event, one_id: int, other_id: int, seen: tuple[int, int] | None = None) -> Registration:
    """Two entries of one person are a conflict, which the door finds."""
    survivor = merging.merge(event.id, one_id, other_id, by=current_actor(), seen=seen)
    door.read_as_one(survivor)
    return survivor


def _seen() -> tuple[int, int] | None:
    """The versions on the page; None where nothing sensible was sent."""
    try:
        one, other = map(whole, request.form.getlist("version"))
    except ValueError:
        return None
    return one, other


@blueprint.post("/<int:one_id>/<int:other_id>/part")
@allow(Permission.edit_people)
def part(event: Event, one_id: int, other_id: int) -> Response:
    attempt(
        lambda: merging.part(event.id, one_id, other_id, by=current_actor()),
        lambda _done: _("They stay two registrations."),
    )
    return redirect(url_for("duplicates.index"))
