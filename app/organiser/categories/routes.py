"""Categories: who may come as what, how many, and how their badges look."""

from collections.abc import Sequence

from flask import Blueprint, abort, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import allow, current_actor
from app.accounts.permissions import Permission
from app.badges import marks as badges
from app.badges.content import CategoryMark
from app.badges.staleness import is_printed
from app.core.forms import Form
from app.core.languages import LANGUAGES, current, pick
from app.events import categories
from app.events.models import Category, Event
from app.events.queries import get_category
from app.organiser import desk
from app.organiser.categories import page
from app.organiser.categories.forms import CategoryForm, category_form
from app.organiser.doubts import save_label
from app.organiser.form_page import form_page
from app.organiser.people.step_routes import attempt
from app.registration.models import Registration
from app.registration.service.moving import owe_filling, stamp_all

blueprint = Blueprint("categories", __name__, url_prefix=f"{desk.PREFIX}/categories")

MOVES = {"up": -1, "down": 1}


def trail() -> list[tuple[str, str]]:
    return [(_("Categories"), url_for("categories.index"))]


@blueprint.get("")
@allow(Permission.edit_event)
def index(event: Event) -> str:
    return render_template("organiser/categories/index.html", **desk.context(event, "categories"), **page.listed(event))


@blueprint.route("/new", methods=["GET", "POST"])
@allow(Permission.edit_event)
def new(event: Event) -> str | Response:
    form, doubts = category_form(event), list[str]()
    if form.validate_on_submit():
        doubts = page.doubts(event, None, form.values)
        if form.is_sure(doubts) and attempt(
            lambda: categories.add(event.id, form.values, by=current_actor()),
            lambda category: _("“%(category)s” is a category now.", category=_name(category)), form,
        ):  # fmt: skip
            return redirect(url_for("categories.index"))
    return _edit_page(event, form, _("New category"), doubts)


@blueprint.route("/<int:category_id>", methods=["GET", "POST"])
@allow(Permission.edit_event)
def edit(event: Event, category_id: int) -> str | Response:
    """In place; what a change means for people and badges is said before it is saved."""
    category, doubts = get_category(event.id, category_id), list[str]()
    form = category_form(event, category, used=bool(page.uses(category)))
    if form.validate_on_submit():
        doubts = page.doubts(event, category, form.values)
        if form.is_sure(doubts) and attempt(
            lambda: _change(event.id, category_id, form),
            lambda category: _("“%(category)s” is saved.", category=_name(category)), form,
        ):  # fmt: skip
            return redirect(url_for("categories.index"))
    return _edit_page(event, form, _name(category), doubts, category)


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


def _edit_page(
    event: Event, form: CategoryForm, title: str, doubts: Sequence[str], category: Category | None = None
) -> str:
    return form_page(
        event, "categories", form, title=title, submit=save_label(_("Save the category"), doubts), warnings=list(doubts),
        fields=page.about_rows(form), colours=page.colour_rows(form), template="organiser/categories/edit.html",
        code=None if "code" in form else form.values["code"], preview=page.preview(form),
        trail=trail(), back=(_("Back without changes"), url_for("categories.index")),
        delete=category and (_("Delete the category"), url_for("categories.delete", category_id=category.id)),
    )  # fmt: skip


@blueprint.post("/<int:category_id>/move/<way>")
@allow(Permission.edit_event)
def move(event: Event, category_id: int, way: str) -> Response:
    if way not in MOVES:
        abort(404)
    attempt(
        lambda: categories.move(event.id, category_id, MOVES[way], by=current_actor()),
        lambda category: _("“%(category)s” is moved.", category=_name(category)),
    )
    return redirect(url_for("categories.index"))


@blueprint.route("/<int:category_id>/delete", methods=["GET", "POST"])
@allow(Permission.edit_event)
def delete(event: Event, category_id: int) -> str | Response:
    """Asks first; what is used stays, and the page says so before anybody presses."""
    category = get_category(event.id, category_id)
    kept, name, form = page.uses(category), _name(category), Form()
    if form.validate_on_submit() and attempt(
        lambda: categories.delete(event.id, category_id, by=current_actor(), used=page.uses),
        lambda _gone: _("“%(category)s” is deleted.", category=name), form,
    ):  # fmt: skip
        return redirect(url_for("categories.index"))
    return form_page(
        event, "categories", form, title=_("Delete “%(category)s”?", category=name),
        submit="" if kept else _("Delete the category"), destroys=True, warnings=kept, fields=[],
        trail=[*trail(), (name, url_for("categories.edit", category_id=category_id))],
        back=(_("Back without changes"), url_for("categories.index")),
    )  # fmt: skip


def _name(category: Category) -> str:
    return pick(category.label, current())
