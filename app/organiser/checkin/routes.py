"""The check-in page: one field for badge, reference or name. It needs no JavaScript.

Each scan is posted and answered by a redirect to its own address, so a reload shows it again and
scans nobody twice; a form that is sent twice makes one scan, by the page's own name in it.
"""

from typing import Any
from uuid import UUID, uuid4, uuid5

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import allow, current_account
from app.accounts.permissions import Permission
from app.checkin import queries, service, showing
from app.checkin.devices import Operator
from app.checkin.points import Lane
from app.checkin.reading import Kind
from app.checkin.showing import Showing
from app.checkin.terms import How
from app.core.errors import DomainError
from app.core.forms import Form
from app.core.numbers import whole
from app.events.models import Event
from app.extensions import db
from app.organiser import desk
from app.organiser.checkin import page
from app.organiser.checkin.forms import DeskForm, ReasonForm, ScanForm
from app.registration import queries as registrations
from app.registration.models import Registration
from app.registration.queries import Filters

MOST_FOUND = 20

blueprint = Blueprint("organiser_checkin", __name__, url_prefix=f"{desk.PREFIX}/check-in")


@blueprint.get("")
@allow(Permission.check_in)
def show(event: Event) -> str:
    lane = _lane(event)
    return _page(event, lane, answer=_answer(event), found=_found(event))


@blueprint.post("")
@allow(Permission.check_in)
def scan(event: Event) -> str | Response:
    form, lane = ScanForm(), _lane(event)
    if not form.validate():
        return _page(event, lane, form)
    reading = form.reading
    if reading.kind is Kind.search:
        return _to(event, lane, q=reading.text)
    if reading.kind is Kind.reference:
        return _by_reference(event, lane, reading.text)
    if reading.layout:
        message = _("Scanner and computer are set to different keyboards (%(layout)s). The code was put right.",
                    layout=reading.layout)  # fmt: skip
        flash(message, "attention")
    return _check_in(event, showing.of_code(reading.text, lane, _operator(event), form.page_id))


@blueprint.post("/let-in")
@allow(Permission.check_in)
def let_in(event: Event) -> Response:
    """Somebody found by reference or name."""
    person = registrations.get(event.id, request.form.get("person", 0, type=whole))
    how = How.reference if request.form.get("how") == How.reference else How.search
    page_id = DeskForm().page_id
    return _check_in(event, showing.of_person(person.id, how, _lane(event), _operator(event), page_id))


@blueprint.route("/scans/<uuid:scan_uuid>/override", methods=["GET", "POST"])
@allow(Permission.check_in)
def override(event: Event, scan_uuid: UUID) -> str | Response:
    """A lead's word, with its reason."""
    before, form = queries.get_fact(event.id, scan_uuid), ReasonForm()
    if not form.validate_on_submit():
        return _page(event, before.lane, answer=page.answer(before), override_form=form)
    return _check_in(event, showing.over(before, form.why.data, _operator(event), form.page_id))


@blueprint.route("/scans/<uuid:scan_uuid>/undo", methods=["GET", "POST"])
@allow(Permission.check_in)
def undo(event: Event, scan_uuid: UUID) -> str | Response:
    """Take an entry or exit back; without a reason at first, with one after two minutes."""
    before, form = queries.get_fact(event.id, scan_uuid), ReasonForm()
    if request.method != "POST" or (form.why.data and not form.validate()):
        return _page(event, before.lane, answer=page.answer(before), undo_form=form)
    uuid = uuid5(form.page_id, f"undo:{scan_uuid}")
    try:
        service.undo(event.id, scan_uuid, uuid=uuid, operator=_operator(event), why=form.why.data or "")
    except DomainError as refused:
        form.why.errors = [refused.message]
        return _page(event, before.lane, answer=page.answer(before), undo_form=form)
    else:
        db.session.commit()
        flash(_("Undone: %(name)s", name=page.name(before)))
        return _to(event, before.lane)


def _lane(event: Event) -> Lane:
    """The lane that the address or the form names, else the first one. Raises NotFound."""
    return queries.get_lane(event.id, request.values.get("lane", type=whole))


def _operator(event: Event) -> Operator:
    return service.operator_for(event.id, current_account())


def _check_in(event: Event, shown: Showing) -> Response:
    answer = service.check_in(shown)
    db.session.commit()
    return _to(event, shown.lane, scan=answer.scan.uuid, again=answer.again or None)


def _by_reference(event: Event, lane: Lane, reference: str) -> Response:
    person = service.find_by_reference(event.id, reference, by=_operator(event))
    db.session.commit()
    return _to(event, lane, q=reference) if person is None else _to(event, lane, person=person.id)


def _to(event: Event, lane: Lane, **found: Any) -> Response:
    return redirect(url_for(".show", event_slug=event.slug, lane=lane.id, **found), 303)


def _answer(event: Event) -> page.Answer | None:
    try:
        uuid = UUID(request.args.get("scan", ""))
    except ValueError:
        return None
    return page.answer(queries.get_fact(event.id, uuid), again="again" in request.args)


def _found(event: Event) -> page.Found | None:
    """The people that a reference or a name brought up."""
    text, person_id = request.args.get("q", ""), request.args.get("person", type=whole)
    if person_id is not None:
        return page.found([registrations.get(event.id, person_id)], How.reference)
    if not text:
        return None
    query = registrations.search(event.id, Filters(text=text), Registration.merged_into_id.is_(None))
    return page.found(list(db.session.scalars(query.limit(MOST_FOUND))), How.search, text, MOST_FOUND)


def _page(event: Event, lane: Lane, form: Form | None = None, **shown: Any) -> str:
    """`shown`: answer, found, override_form, undo_form; each may be missing."""
    return render_template(
        "organiser/checkin/page.html",
        **desk.context(event, "check-in"),
        **page.context(event, lane, form, uuid4(), **shown),
    )
