"""One page for every form of the back office."""

from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _
from wtforms import Field, FileField

from app.core.forms import Form
from app.events.models import Event
from app.organiser import desk
from app.registration.form_pages import row

MANY = 5
PROPOSED = ("organisation_name", "into")
"""Fields for which names of the directory are proposed while somebody types (static/js/combobox.js)."""
KINDS = {"RadioField": "choices", "Boxes": "choices", "BooleanField": "tick"}


def form_page(
    event: Event | None,
    here: str,
    form: Form,
    *,
    title: str,
    submit: str = "",
    back: tuple[str, str],
    trail: list[tuple[str, str]],
    fields: list[dict[str, Any]] | None = None,
    intro: str = "",
    warnings: list[str] | None = None,
    destroys: bool = False,
    delete: tuple[str, str] | None = None,
    template: str = "organiser/form.html",
    **more: Any,
) -> str:
    """`event`: None on pages of none; `here`: the place in the navigation; `fields`: the rows, if not simply
    all fields in order; without `submit` there is nothing to press; `delete`: label and address of the page
    that asks; `template`: one that extends the usual one, and takes `more`. A form's doubts are said first, and
    its button then does it all the same."""
    doubts = getattr(form, "doubts", ())
    return render_template(
        template,
        **(desk.context(event, here) if event else desk.frame()),
        form=form,
        title=title,
        submit={"label": _("Save it all the same") if doubts else submit, "kind": "destroy" if destroys else "primary"},
        back=back,
        trail=trail,
        fields=rows(form) if fields is None else fields,
        encloses=any(isinstance(field, FileField) for field in form),
        intro=intro,
        warnings=[*(warnings or ()), *doubts],
        delete=delete,
        **more,
    )


def rows(form: Form, *names: str) -> list[dict[str, Any]]:
    """A row for each of these fields, or for each that is not hidden."""
    fields = [form[name] for name in names] if names else [field for field in form if not field.type.startswith(("Hidden", "CSRF"))]
    return [_row(field) for field in fields]


def _row(field: Field) -> dict[str, Any]:
    """Many short answers stand in two columns."""
    kind = KINDS.get(field.type, "field")
    if field.name in PROPOSED:
        field.render_kw = {**(field.render_kw or {}), "data-propose": url_for("organisations.propose")}
    many = kind == "choices" and len(field.choices) > MANY
    return row(kind, field, columns=2 if many else 1)
