"""Who waits for approval, one after the other: Enter approves, and the next one stands there."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import allow, current_actor
from app.accounts.permissions import Permission
from app.core.forms import Versioned
from app.core.languages import current, pick
from app.core.numbers import whole
from app.credentials.reference import show as shown
from app.events.models import Event
from app.organiser import desk
from app.organiser.people.forms import RefuseForm
from app.organiser.people.step_routes import attempt, now_is
from app.organiser.people.todo import member_match
from app.organiser.when import short_moment
from app.registration import queries
from app.registration.models import Registration, Status
from app.registration.paging import find_page
from app.registration.queries import Filters, Order
from app.registration.service import deciding

blueprint = Blueprint("approval", __name__, url_prefix=f"{desk.PREFIX}/approve")

QUEUE = Filters(statuses=(Status.pending,), order=Order.rank)


def _at() -> int:
    """How many were passed over."""
    return request.args.get("at", 0, type=whole)


@blueprint.get("")
@allow(Permission.edit_people)
def show(event: Event) -> str | Response:
    found = find_page(event.id, QUEUE, limit=1, offset=_at())
    if not found.people and found.total:
        return redirect(url_for("approval.show"))
    return _page(event, found.people[0] if found.people else None, found.total)


@blueprint.post("/<int:registration_id>/approve")
@allow(Permission.edit_people)
def approve(event: Event, registration_id: int) -> Response:
    person = queries.get(event.id, registration_id)
    seen = Versioned().seen
    attempt(lambda: deciding.approve(event.id, person.id, by=current_actor(), version=seen), now_is)
    return redirect(url_for("approval.show", at=_at() or None))


@blueprint.post("/<int:registration_id>/refuse")
@allow(Permission.edit_people)
def refuse(event: Event, registration_id: int) -> str | Response:
    person, form = queries.get(event.id, registration_id), RefuseForm()
    if form.validate():
        reason, seen = form.reason.data, form.seen
        attempt(lambda: deciding.refuse(event.id, person.id, by=current_actor(), reason=reason, version=seen), now_is)
        return redirect(url_for("approval.show", at=_at() or None))
    return _page(event, person, find_page(event.id, QUEUE, limit=0).total, form)


def _page(event: Event, person: Registration | None, total: int, form: RefuseForm | None = None) -> str:
    at = _at()
    return render_template(
        "organiser/people/approve.html",
        **desk.context(event, "approve"),
        form=form,
        refuse_form=form or RefuseForm(formdata=None, data={"version": person.version if person else ""}),
        person=person and _shown(person),
        place=_("%(position)s of %(total)s", position=at + 1, total=total),
        next_url=url_for("approval.show", at=at + 1) if at + 1 < total else None,
        approve_url=person and url_for("approval.approve", registration_id=person.id, at=at or None),
        refuse_url=person and url_for("approval.refuse", registration_id=person.id, at=at or None),
        people_url=url_for("people.index"),
    )


def _shown(person: Registration) -> dict[str, object]:
    category = person.category
    proven = _("verified") if person.email_proven_at else _("not verified")
    facts = [
        (_("Organisation"), person.organisation_name),
        (_("Job title"), person.job_title),
        (_("E-mail"), f"{person.email} ({proven})" if person.email else ""),
        (_("Phone"), person.phone),
        (_("Registered"), short_moment(person.created_at, person.event)),
    ]
    return {
        "name": person.full_name,
        "reference": shown(person.reference),
        "version": person.version,
        "href": url_for("person.show", registration_id=person.id, status=Status.pending.value),
        "category": {"code": category.code, "shape": category.shape, "label": pick(category.label, current())},
        "match": member_match(person),
        "facts": [(term, value) for term, value in facts if value],
    }
