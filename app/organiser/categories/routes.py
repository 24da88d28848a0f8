"""Categories: who may come as what, how many, and how their badges look."""

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.accounts.access import allow, current_actor
from app.accounts.permissions import Permission
from app.badges import marks as badges
from app.badges.content import CategoryMark
from app.badges.staleness import is_printed
from app.core.languages import LANGUAGES, current, pick
from app.events import categories
from app.events.models import Category, Event
from app.events.queries import get_category
from app.organiser import desk
from app.organiser.categories import page
from app.organiser.categories.forms import CategoryForm, category_form
from app.organiser.form_page import form_page
from app.organiser.in_place import Shelf
from app.organiser.people.step_routes import attempt
from app.registration.models import Registration
from app.registration.service.moving import owe_filling, stamp_all

blueprint = Blueprint("categories", __name__, url_prefix=f"{desk.PREFIX}/categories")
SHELF = Shelf("categories", _l("Categories"), "categories.index", lambda category: pick(category.label, current()))


@blueprint.get("")
@allow(Permission.edit_event)
def index(event: Event) -> str:
    return render_template("organiser/categories/index.html", **desk.context(event, "categories"), **page.listed(event))


@blueprint.route("/new", methods=["GET", "POST"])
@allow(Permission.edit_event)
def new(event: Event) -> str | Response:
    form = category_form(event)
    if form.validate_on_submit() and form.is_sure(page.doubts(event, None, form.values)) and attempt(
        lambda: categories.add(event.id, form.values, by=current_actor()),
        lambda category: _("“%(category)s” is a category now.", category=SHELF.name(category)), form,
    ):  # fmt: skip
        return SHELF.list()
    return _edit_page(event, form, _("New category"))


@blueprint.route("/<int:category_id>", methods=["GET", "POST"])
@allow(Permission.edit_event)
def edit(event: Event, category_id: int) -> str | Response:
    """In place; what a change means for people and badges is said before it is saved."""
    category = get_category(event.id, category_id)
    form = category_form(event, category, used=bool(page.uses(category)))
    if form.validate_on_submit() and form.is_sure(page.doubts(event, category, form.values)) and attempt(
        lambda: _change(event.id, category_id, form), SHELF.saved, form
    ):  # fmt: skip
        return SHELF.list()
    return _edit_page(event, form, SHELF.name(category), category)


def _change(event_id: int, category_id: int, form: CategoryForm) -> Category:
    """More places are offered to who waits, and phones learn whose badge is no longer right."""
    shown = mark(get_category(event_id, category_id))
    category = categories.change(
        event_id, category_id, form.values, by=current_actor(), used=page.uses, looked_at=form.looked_at.data
    )
    if mark(category) != shown:
        stamp_all(category.event, Registration.category_id == category_id, is_printed())
    owe_filling(event_id)
    return category


def mark(category: Category) -> list[CategoryMark]:
    """As badges show it in each language."""
    return [badges.mark(category, lang) for lang in LANGUAGES]


def _edit_page(event: Event, form: CategoryForm, title: str, category: Category | None = None) -> str:
    return form_page(
        event, SHELF.here, form, title=title, submit=_("Save the category"),
        fields=page.about_rows(form), colours=page.colour_rows(form), template="organiser/categories/edit.html",
        code=category.code if category and "code" not in form else None, preview=page.preview(form),
        trail=SHELF.trail, back=SHELF.back,
        delete=category and (_("Delete the category"), url_for("categories.delete", category_id=category.id)),
    )  # fmt: skip


@blueprint.post("/<int:category_id>/move/<way>")
@allow(Permission.edit_event)
def move(event: Event, category_id: int, way: str) -> Response:
    return SHELF.move(way, lambda places: categories.move(event.id, category_id, places, by=current_actor()))


@blueprint.route("/<int:category_id>/delete", methods=["GET", "POST"])
@allow(Permission.edit_event)
def delete(event: Event, category_id: int) -> str | Response:
    category = get_category(event.id, category_id)
    return SHELF.delete(
        event, category, _("Delete the category"),
        lambda: categories.delete(event.id, category_id, by=current_actor(), used=page.uses),
        kept=page.uses(category), edit=url_for("categories.edit", category_id=category_id),
    )  # fmt: skip
