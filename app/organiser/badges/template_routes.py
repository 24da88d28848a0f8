"""How the badges of an event look: what stands on them, where, and the logo."""

from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from app.accounts.access import allow, current_actor
from app.accounts.permissions import Permission
from app.badges import templating
from app.badges.formats import FORMATS, Format
from app.badges.paper import DEFAULT
from app.badges.picture import picture
from app.badges.render import render
from app.badges.samples import samples
from app.badges.sheets import one_a_page
from app.badges.template import Template
from app.core.errors import DomainError
from app.core.languages import current
from app.core.uploads import takes_file
from app.events.models import Event
from app.organiser import desk
from app.organiser.badges.template_forms import MOST_BYTES, LogoForm, TemplateForm
from app.organiser.form_page import rows
from app.organiser.people.step_routes import attempt
from app.registration.form_pages import row

blueprint = Blueprint("badge_template", __name__, url_prefix=f"{desk.PREFIX}/badges/template")


@blueprint.route("", methods=["GET", "POST"])
@allow(Permission.print_badges)
def edit(event: Event) -> str | BaseResponse:
    """The buttons: save, preview, preview as PDF."""
    found = templating.worn(event.id)
    form = TemplateForm() if request.method == "POST" else TemplateForm.holding(found.template)
    if not form.validate_on_submit():
        return _page(event, form, found, found.template)
    template, wish = form.template(found.template), request.form.get("do")
    if wish == "pdf":
        return _pdf(event, template, form.shown_on.data)
    if wish != "preview" and _saved(event, template, form):
        return redirect(url_for(".edit"))
    return _page(event, form, found, template)


def _saved(event: Event, template: Template, form: TemplateForm) -> bool:
    return attempt(
        lambda: templating.edit(event.id, template, by=current_actor()),
        lambda changed: _("The template is saved.") if changed else _("Nothing was changed."), form,
    )  # fmt: skip


@blueprint.post("/logo")
@takes_file(MOST_BYTES)
@allow(Permission.print_badges)
def logo(event: Event) -> str | BaseResponse:
    form = LogoForm()
    if form.validate_on_submit() and attempt(
        lambda: templating.set_logo(event.id, form.logo.data.read(MOST_BYTES + 1), by=current_actor()),
        lambda _logo: _("The logo stands on the badges."), form,
    ):  # fmt: skip
        return redirect(url_for(".edit"))
    found = templating.worn(event.id)
    return _page(event, TemplateForm.holding(found.template), found, found.template, form)


@blueprint.post("/logo/remove")
@allow(Permission.print_badges)
def remove_logo(event: Event) -> BaseResponse:
    attempt(
        lambda: templating.remove_logo(event.id, by=current_actor()),
        lambda changed: _("The logo is gone.") if changed else _("Nothing was changed."),
    )
    return redirect(url_for(".edit"))


@blueprint.post("/reset")
@allow(Permission.print_badges)
def reset(event: Event) -> BaseResponse:
    """Back to the built-in badge."""
    attempt(
        lambda: templating.reset(event.id, by=current_actor()),
        lambda changed: _("The badge is the built-in one again.") if changed else _("Nothing was changed."),
    )
    return redirect(url_for(".edit"))


def _pdf(event: Event, template: Template, code: str) -> Response:
    """The samples on pages of their own size."""
    form = template.dress(FORMATS[code])
    title = _("Preview of the badges")
    response = Response(
        render(samples(event), form, one_a_page(form), title, current()), content_type="application/pdf"
    )
    response.headers["Content-Disposition"] = 'inline; filename="preview.pdf"'
    return response


def _page(
    event: Event, form: TemplateForm, found: templating.Worn, template: Template, logo_form: LogoForm | None = None
) -> str:
    """`template`: what the preview shows."""
    code = form.shown_on.data if form.shown_on.data in FORMATS else DEFAULT
    logo_form = logo_form or LogoForm(formdata=None)
    return render_template(
        "organiser/badges/template.html",
        **desk.context(event, "badges"),
        trail=[(_("Badges"), url_for("organiser_badges.index"))],
        form=logo_form if logo_form.errors else form, template_form=form, fields=_rows(form),
        logo_form=logo_form, logo=template.logo, failed=found.failed, own=found.template != Template(),
        preview=_preview(event, template.dress(FORMATS[code])),
        urls={name: url_for(f".{name}") for name in ("logo", "remove_logo", "reset")},
    )  # fmt: skip


def _rows(form: TemplateForm) -> list[dict[str, Any]]:
    return [
        *rows(form, "large", "below", "titled", "band"),
        row("pair", fields=rows(form, "names_size", "below_size")),
    ]


def _preview(event: Event, badge: Format) -> list[dict[str, Any]]:
    """Pictures of the samples; what cannot be printed says why."""
    shown = []
    for content in samples(event):
        try:
            drawn, why = picture(content, badge), ""
        except DomainError as refusal:
            drawn, why = None, refusal.message
        shown.append({"picture": drawn, "label": _("Badge of %(name)s", name=content.full_name), "why": why})
    return shown
