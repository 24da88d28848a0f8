"""The event's own questions: in order, added, changed in place, tried out."""

from typing import Any

from flask import Blueprint, abort, flash, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.accounts.access import allow, current_actor
from app.accounts.permissions import Permission
from app.core.languages import current as language
from app.core.languages import pick
from app.core.numbers import whole
from app.core.uploads import takes_file
from app.events import questions
from app.events.models import Category, Event, QuestionKind
from app.organiser import desk
from app.organiser.in_place import Shelf
from app.organiser.people.step_routes import attempt
from app.organiser.questions import page
from app.organiser.questions.forms import question_form
from app.organiser.questions.words import KINDS
from app.registration.form_pages import question_rows
from app.registration.questions.form import AskingForm
from app.registration.questions.queries import use_of
from app.registration.questions.uploads import MOST_BYTES

blueprint = Blueprint("questions", __name__, url_prefix=f"{desk.PREFIX}/questions")
SHELF = Shelf("questions", _l("Questions"), "questions.index", lambda question: pick(question.label, language()))


@blueprint.get("")
@allow(Permission.edit_event)
def index(event: Event) -> str:
    return render_template("organiser/questions/index.html", **desk.context(event, "questions"), **page.listed(event))


@blueprint.get("/kinds")
@allow(Permission.edit_event)
def kinds(event: Event) -> str:
    """Which kind a new question is of, or another kind for one (`question`)."""
    number = request.args.get("question", type=whole)
    question = questions.get(event.id, number) if number else None
    return render_template(
        "organiser/questions/kinds.html", **desk.context(event, "questions"), kinds=page.kinds(event, question),
        title=SHELF.name(question) if question else _("New question"), trail=SHELF.trail,
    )  # fmt: skip


@blueprint.route("/new/<kind>", methods=["GET", "POST"])
@allow(Permission.edit_event)
def new(event: Event, kind: str) -> str | Response:
    if kind not in set(QuestionKind):
        abort(404)
    form = question_form(event, QuestionKind(kind))
    if form.validate_on_submit() and attempt(
        lambda: questions.add(event.id, form.values, by=current_actor()),
        lambda question: _("The form asks “%(question)s” now.", question=SHELF.name(question)), form,
    ):  # fmt: skip
        return SHELF.list()
    return _page(event, form, _("New question"), url_for("questions.kinds"))


@blueprint.route("/<int:question_id>", methods=["GET", "POST"])
@allow(Permission.edit_event)
def edit(event: Event, question_id: int) -> str | Response:
    """In place. `kind`: another one that was chosen for it."""
    question = questions.get(event.id, question_id)
    kind = request.args.get("kind", question.kind, type=QuestionKind)
    form = question_form(event, kind, question)
    if form.validate_on_submit() and attempt(
        lambda: questions.change(
            event.id, question_id, form.values, by=current_actor(), used=use_of, looked_at=form.looked_at.data
        ),
        SHELF.saved, form,
    ):  # fmt: skip
        return SHELF.list()
    return _page(event, form, SHELF.name(question), url_for("questions.kinds", question=question_id), page.end_of(question))


def _page(event: Event, form: Any, title: str, kinds_url: str, end: dict[str, str] | None = None) -> str:
    return render_template(
        "organiser/questions/edit.html", **desk.context(event, "questions"), form=form, title=title, kind=KINDS[form.kind][0],
        kinds_url=kinds_url, rows=page.rows(form), options=page.options(form), trail=SHELF.trail,
        back=SHELF.back, end=end,
    )  # fmt: skip


@blueprint.post("/<int:question_id>/move/<way>")
@allow(Permission.edit_event)
def move(event: Event, question_id: int, way: str) -> Response:
    return SHELF.move(way, lambda places: questions.move(event.id, question_id, places, by=current_actor()))


@blueprint.post("/<int:question_id>/archive")
@allow(Permission.edit_event)
def archive(event: Event, question_id: int) -> Response:
    attempt(
        lambda: questions.archive(event.id, question_id, by=current_actor()),
        lambda question: _("“%(question)s” is asked no more; its answers stay.", question=SHELF.name(question)),
    )
    return SHELF.list()


@blueprint.post("/<int:question_id>/restore")
@allow(Permission.edit_event)
def restore(event: Event, question_id: int) -> Response:
    attempt(
        lambda: questions.restore(event.id, question_id, by=current_actor()),
        lambda question: _("The form asks “%(question)s” now.", question=SHELF.name(question)),
    )
    return SHELF.list()


@blueprint.route("/<int:question_id>/delete", methods=["GET", "POST"])
@allow(Permission.edit_event)
def delete(event: Event, question_id: int) -> str | Response:
    """What is answered, or leads to another, stays."""
    question = questions.get(event.id, question_id)
    return SHELF.delete(
        event, question, _("Delete the question"),
        lambda: questions.delete(event.id, question_id, by=current_actor(), used=use_of),
        kept=questions.why_kept(use_of(question)), edit=url_for("questions.edit", question_id=question_id),
    )  # fmt: skip


@blueprint.route("/preview", methods=["GET", "POST"])
@takes_file(MOST_BYTES)
@allow(Permission.edit_event)
def preview(event: Event) -> str:
    """The questions as a category meets them. What is tried here is kept nowhere."""
    category = _category_to_try(event)
    form = AskingForm(event, category=category)
    if form.validate_on_submit():
        flash(_("These answers would be taken. Nothing was kept."))
    return render_template(
        "organiser/questions/preview.html", **desk.context(event, "questions"), form=form, fields=question_rows(form), trail=SHELF.trail,
        categories=[_tab(each, current=each is category) for each in event.categories],
    )  # fmt: skip


def _category_to_try(event: Event) -> Category | None:
    asked = request.args.get("category")
    return next((each for each in event.categories if each.code == asked), next(iter(event.categories), None))


def _tab(category: Category, *, current: bool) -> dict[str, Any]:
    href = url_for("questions.preview", category=category.code)
    return {"text": pick(category.label, language()), "count": None, "href": href, "current": current}
