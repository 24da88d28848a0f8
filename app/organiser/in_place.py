"""What an organiser sets up as a list and edits in place (categories, questions, sessions, points): the
pages differ in what they ask; how they save, move and delete is one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.forms import Form
from app.events.models import Event
from app.organiser.form_page import form_page
from app.organiser.people.step_routes import attempt

MOVES = {"up": -1, "down": 1}


@dataclass(frozen=True)
class Shelf:
    """Where such things are listed. `here`: the place in the navigation; `title`: of the page `index`;
    `name`: how one of them is called."""

    here: str
    title: Any
    index: str
    name: Callable[[Any], str]

    @property
    def trail(self) -> list[tuple[str, str]]:
        return [(str(self.title), url_for(self.index))]

    @property
    def back(self) -> tuple[str, str]:
        return (_("Back without changes"), url_for(self.index))

    def list(self) -> Response:
        return redirect(url_for(self.index))

    def saved(self, thing: Any) -> str:
        return _("“%(name)s” is saved.", name=self.name(thing))

    def move(self, way: str, step: Callable[[int], Any]) -> Response:
        """`way`: up or down; `step` takes by how many places."""
        if way not in MOVES:
            abort(404)
        attempt(lambda: step(MOVES[way]), lambda thing: _("“%(name)s” is moved.", name=self.name(thing)))
        return self.list()

    def delete(
        self, event: Event, thing: Any, label: str, step: Callable[[], Any], *, kept: Sequence[str], edit: str = ""
    ) -> str | Response:
        """Asks first; `label`: of the button. What is used stays, and the page says by what (`kept`) before
        anybody presses. `edit`: where the page leads back to."""
        form, name = Form(), self.name(thing)
        if form.validate_on_submit() and attempt(step, lambda _gone: _("“%(name)s” is deleted.", name=name), form):
            return self.list()
        return form_page(
            event, self.here, form, title=_("Delete “%(name)s”?", name=name), submit="" if kept else label, destroys=True,
            intro="" if kept else _("Nothing uses it yet. It goes with all that is set in it; this cannot be undone."),
            warnings=list(kept), trail=[*self.trail, *([(name, edit)] if edit else [])], back=self.back, fields=[],
        )  # fmt: skip
