"""The pages of an import, the same for each kind of list: bring the file, name its columns, look at the dry
run, have it done, see what became of each line."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, abort, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import current_account, current_actor
from app.core.forms import Form
from app.core.uploads import takes_file
from app.events.models import Event
from app.exchange.imports import service
from app.exchange.imports.models import Brings, Import, ImportState
from app.exchange.tables.table import MOST_BYTES
from app.extensions import db
from app.organiser import desk
from app.organiser.form_page import form_page
from app.organiser.imports import page
from app.organiser.imports.forms import ColumnsForm, StartForm, UploadForm, columns_form
from app.organiser.people.step_routes import attempt

HERE = {Brings.people: "people", Brings.organisations: "organisations"}
NAMED_AGAIN = (ImportState.mapping, ImportState.checked)


@takes_file(MOST_BYTES)
def index(brings: Brings, event: Event) -> str | Response:
    form = UploadForm()
    if form.validate_on_submit():
        name = form.file.data.filename or ""
        made = service.begin(event.id, brings, name, form.file.content, form.file.table, account=current_account())
        db.session.commit()
        return redirect(url_for(".columns", import_id=made.id))
    return render_template(
        "organiser/imports/index.html", **desk.context(event, HERE[brings]), **page.index(event, brings), form=form
    )


def columns(brings: Brings, event: Event, import_id: int) -> str | Response:
    """Which column is which; once the dry run is there, named anew."""
    made = service.get(event.id, brings, import_id)
    if made.state not in NAMED_AGAIN:
        return redirect(_to(made))
    form = columns_form(made)
    if form.validate_on_submit() and attempt(
        lambda: service.map_columns(_locked(made), form.mapping, form.chosen), None, form
    ):
        return redirect(_to(made))
    return _columns_page(event, made, form)


def _columns_page(event: Event, made: Import, form: ColumnsForm) -> str:
    return render_template(
        "organiser/imports/columns.html", **desk.context(event, HERE[made.brings]), **page.mapping(made, form), form=form
    )


def show(brings: Brings, event: Event, import_id: int) -> str | Response:
    made = service.get(event.id, brings, import_id)
    if made.state is ImportState.mapping:
        return redirect(url_for(".columns", import_id=made.id))
    return render_template(
        "organiser/imports/show.html", **desk.context(event, HERE[brings]), **page.one(event, made), form=StartForm()
    )


def start(brings: Brings, event: Event, import_id: int) -> Response:
    made, form = service.get(event.id, brings, import_id), StartForm()
    if form.validate_on_submit():
        attempt(lambda: service.start(_locked(made), {"mails": form.mails.data}, by=current_actor()), None)
    return redirect(_to(made))


def stop(brings: Brings, event: Event, import_id: int) -> Response:
    made = service.get(event.id, brings, import_id)
    if Form().validate_on_submit():
        attempt(lambda: service.stop(_locked(made), by=current_actor()), lambda _made: _("Stopped: the lines that are left stay out."))
    return redirect(_to(made))


def take_back(brings: Brings, event: Event, import_id: int) -> str | Response:
    """Asks first; where it cannot be, it names those because of whom."""
    made, form = service.get(event.id, brings, import_id), Form()
    if not page.can_be_taken_back(made):
        abort(404)
    if form.validate_on_submit() and attempt(
        lambda: service.take_back(_locked(made), by=current_actor()), None, form
    ):
        return redirect(_to(made))
    touched = page.touched(made)
    return form_page(
        event, HERE[brings], form, title=_("Take this import back"), submit="" if touched else _("Take the import back"),
        intro="" if touched else page.consequences(made), warnings=[touched["why"]] if touched and not form.form_errors else [],
        destroys=True, trail=page.trails(made), back=(_("Back without changes"), _to(made)),
        template="organiser/imports/take_back.html", touched=touched,
    )  # fmt: skip


def _locked(made: Import) -> Import:
    """As it is now: a worker may be at it."""
    return service.get(made.event_id, made.brings, made.id, writing=True)


def _to(made: Import) -> str:
    return url_for(".show", import_id=made.id)


VIEWS: dict[str, tuple[Callable[..., Any], list[str]]] = {
    "": (index, ["GET", "POST"]),
    "/<int:import_id>": (show, ["GET"]),
    "/<int:import_id>/columns": (columns, ["GET", "POST"]),
    "/<int:import_id>/start": (start, ["POST"]),
    "/<int:import_id>/stop": (stop, ["POST"]),
}
OF_PEOPLE = {"/<int:import_id>/take-back": (take_back, ["GET", "POST"])}
"""Entries of the directory that an import added are removed one by one: others may hang on them already."""


def room(name: str, prefix: str, brings: Brings, allowed: Callable[[Callable[..., Any]], Callable[..., Any]]) -> Blueprint:
    """These pages for one kind of list, open to whom `allowed` (accounts/access.py) opens them."""
    blueprint = Blueprint(name, __name__, url_prefix=prefix)
    views = VIEWS | OF_PEOPLE if brings is Brings.people else VIEWS
    for rule, (view, methods) in views.items():
        blueprint.add_url_rule(rule, view.__name__, allowed(_bound(view, brings)), methods=methods)
    return blueprint


def _bound(view: Callable[..., Any], brings: Brings) -> Callable[..., Any]:
    @wraps(view)
    def bound(event: Event, **values: Any) -> Any:
        return view(brings, event, **values)

    return bound
