"""Many at once: people taken from the list, then a step with each of them, or a page that takes a view."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import allow, current_account, current_actor
from app.accounts.permissions import Permission
from app.core.errors import DomainError
from app.core.numbers import whole
from app.events.models import Event
from app.extensions import db
from app.organiser import desk
from app.organiser.form_page import form_page
from app.organiser.people import filters
from app.organiser.people.routes import view_of
from app.organiser.people.step_routes import attempt
from app.organiser.selections import page, service
from app.organiser.selections.dry_run import dry_run
from app.organiser.selections.forms import FORMS
from app.organiser.selections.models import Step
from app.registration import queries

blueprint = Blueprint("selections", __name__, url_prefix=f"{desk.PREFIX}/people/selections")

VIEWS = {"print": "organiser_badges.print_list", "export": "exports.people", "write": "mailings.write"}
"""Pages that take any view of the list: they are handed the selection as one."""


@blueprint.post("")
@allow(Permission.edit_people)
def take(event: Event) -> Response:
    """Keep who was chosen: those ticked, or all of the view in the address."""
    wish = request.form.get("action", "")
    if wish not in (*VIEWS, *Step):
        abort(400)
    view = view_of(event)
    try:
        if request.form.get("all"):
            asked = filters.asked(view, event)
            people = queries.search(event.id, asked.filters, *asked.clauses)
        else:
            people = service.of_event(event.id, _ticked())
        selection = service.take(event.id, people, account=current_account())
    except DomainError as refusal:
        db.session.rollback()
        flash(refusal.message, "refuse")
        return redirect(filters.address(view))
    db.session.commit()
    if wish in VIEWS:
        return redirect(url_for(VIEWS[wish], **page.view_of(selection).args))
    return redirect(url_for(".do", selection_id=selection.id, step=wish))


def _ticked() -> list[int]:
    """The ids of the page's boxes; what is no number is nobody."""
    return [whole(text) for text in request.form.getlist("id")[:500] if text.isascii() and text.isdigit() and len(text) < 10]


@blueprint.route("/<int:selection_id>/<any(approve, refuse, cancel, category, resend):step>", methods=["GET", "POST"])
@allow(Permission.edit_people)
def do(event: Event, selection_id: int, step: str) -> str | Response:
    """The dry run: with how many it can be done, and with whom not. Then it is."""
    selection, wished = service.get(event.id, selection_id), Step(step)
    if selection.step is not None:
        return redirect(url_for(".show", selection_id=selection_id))
    form = FORMS[wished](event)
    if form.validate_on_submit():
        options = form.step_options
        started = attempt(
            lambda: service.start(service.get(event.id, selection_id, writing=True), wished, options, by=current_actor()),
            None, form,
        )  # fmt: skip
        if started:
            return redirect(url_for(".show", selection_id=selection_id))
    number, said = dry_run(selection, wished)
    return form_page(
        event, "people", form, title=str(page.LABELS[wished]), intro=said, submit=page.button(wished, number) if number else "",
        fields=None if number else [],
        trail=page.trail(selection), back=(_("Back to the list"), filters.address(page.view_of(selection))),
        destroys=wished is Step.cancel,
    )  # fmt: skip


@blueprint.get("/<int:selection_id>")
@allow(Permission.edit_people)
def show(event: Event, selection_id: int) -> str | Response:
    selection = service.get(event.id, selection_id)
    if selection.step is None:
        return redirect(filters.address(page.view_of(selection)))
    return render_template("organiser/selections/show.html", **desk.context(event, "people"), **page.one(selection))


@blueprint.post("/<int:selection_id>/stop")
@allow(Permission.edit_people)
def stop(event: Event, selection_id: int) -> Response:
    attempt(
        lambda: service.stop(service.get(event.id, selection_id, writing=True), by=current_actor()),
        lambda _stopped: _("Stopped: the people who are left stay as they are."),
    )
    return redirect(url_for(".show", selection_id=selection_id))
