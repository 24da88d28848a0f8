"""Badges on paper: whose, how far the printing is, and the PDF."""

from collections.abc import Callable

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from app.accounts.access import allow, current_account, current_actor
from app.accounts.permissions import Permission
from app.badges import keeping, printing, queries
from app.badges.calibration import calibration_pdf
from app.badges.dividers import desk_signs
from app.badges.models import PrintBatch, Reason
from app.badges.templating import settle
from app.core.errors import DomainError, NotFound
from app.core.languages import current, pick
from app.core.numbers import whole
from app.events.models import Event
from app.extensions import db
from app.jobs.files import find_file
from app.organiser import desk
from app.organiser.badges import page, print_page
from app.organiser.badges.choosing import ask, choose
from app.organiser.badges.forms import BlanksForm, CalibrationForm, PaperForm, PrintForm
from app.organiser.form_page import form_page, rows
from app.organiser.people.routes import view_of

NO_CSRF = {"csrf": False}
"""For a form that is sent as an address and changes nothing."""

blueprint = Blueprint("organiser_badges", __name__, url_prefix=f"{desk.PREFIX}/badges")


@blueprint.get("")
@allow(Permission.print_badges)
def index(event: Event) -> str:
    context = page.index(event)
    return render_template("organiser/badges/index.html", **desk.context(event, "badges"), **context)


@blueprint.route("/print", methods=["GET", "POST"])
@allow(Permission.print_badges)
def print_list(event: Event) -> str | BaseResponse:
    """The badges of a view of the list; who cannot be printed is told before."""
    view, since = view_of(event), _since(event)
    asked, form = ask(event, view, since and since.number), PrintForm(event, data=print_page.defaults(event, view))
    if not asked.again:
        del form.reason
    elif since is not None and not form.is_submitted():
        form.reason.data = Reason.changed.value
    sound = form.validate_on_submit()
    badge, plain = settle(event.id, form.paper.badge, {content.art for content in asked.contents})
    chosen = choose(asked, badge, form.chosen_order)
    if chosen.refused:
        form.format.errors = [chosen.refused]
    elif sound and (not chosen.unprintable or form.checked.data == form.format.data):
        run = form.run(event, since)
        if started := _started(form, lambda: printing.start(
            event.id, chosen.ids, form.paper, run, language=current(), account=current_account(), by=current_actor()
        )):  # fmt: skip
            return started
    form.checked.data = form.format.data
    context = print_page.context(event, view, since, asked, chosen, form, queries.last_trays(event.id)) | {"plain": plain}
    return render_template("organiser/badges/print.html", **desk.context(event, "badges"), **context, form=form)


def _since(event: Event) -> PrintBatch | None:
    """The batch that the address names: what changed after it is printed. Raises NotFound."""
    number = request.args.get("since", type=whole)
    return None if number is None else queries.get_batch(event.id, number)


@blueprint.route("/blanks", methods=["GET", "POST"])
@allow(Permission.print_badges)
def blanks(event: Event) -> str | BaseResponse:
    form = BlanksForm(event, obj=queries.last_paper(event.id))
    if form.validate_on_submit() and (started := _started(form, lambda: printing.start_blanks(
        form.chosen, form.number.data, form.paper, language=current(), account=current_account(), by=current_actor()
    ))):  # fmt: skip
        return started
    badges = (_("Badges"), url_for("organiser_badges.index"))
    return form_page(
        event, "badges", form, title=_("Print blank badges"), submit=_("Print blank badges"), trail=[badges],
        back=(_("Back to badges"), badges[1]), fields=[*rows(form, "category", "number"), *print_page.paper_rows(form)],
        intro=_(
            "For people who register at the door: the category and an entry code are printed, the name is written by"
            " hand. A blank opens no door until the desk has given it to somebody."
        ),
    )  # fmt: skip


def _started(form: PaperForm, start: Callable[[], PrintBatch]) -> BaseResponse | None:
    """To the batch that begins; None where it was refused, which then stands in the form."""
    try:
        batch = start()
        db.session.commit()
    except DomainError as refusal:
        db.session.rollback()
        form.form_errors.append(refusal.message)
        return None
    return redirect(_address(batch))


def _address(batch: PrintBatch) -> str:
    return url_for("organiser_badges.show", number=batch.number)


@blueprint.get("/<int:number>")
@allow(Permission.print_badges)
def show(event: Event, number: int) -> str:
    context = page.batch(event, queries.get_batch(event.id, number))
    return render_template("organiser/badges/batch.html", **desk.context(event, "badges"), **context)


@blueprint.post("/<int:number>/cancel")
@allow(Permission.print_badges)
def cancel(event: Event, number: int) -> BaseResponse:
    batch = queries.get_batch(event.id, number)
    try:
        printing.cancel(batch, current_actor())
        db.session.commit()
    except DomainError as refusal:
        db.session.rollback()
        flash(refusal.message, "refuse")
    return redirect(url_for("organiser_badges.show", number=number))


@blueprint.get("/<int:number>/badges.pdf")
@allow(Permission.print_badges)
def download(event: Event, number: int) -> Response:
    """Codes that open the door: only for who may print, and nothing keeps it."""
    batch = queries.get_batch(event.id, number)
    file = find_file(batch.file_id) if batch.file_id else None
    if file is None:
        raise NotFound("no_file", _("This PDF is not kept any more. Print the list again."))
    return _pdf(file.content, file.name, save="save" in request.args)


@blueprint.get("/<int:number>/signs.pdf")
@allow(Permission.print_badges)
def signs(event: Event, number: int) -> Response:
    """A sign for each desk, which says whose badges lie there."""
    batch = queries.get_batch(event.id, number)
    if not batch.trays:
        raise NotFound("no_trays", _("The badges of this batch were not dealt to desks."))
    name = pick(event.name, current())
    title = _("Desk signs: %(event)s, batch %(number)s", event=name, number=number)
    return _pdf(desk_signs(batch.dealt, name, event.languages, title, current()), f"{event.slug}_desks_{number}.pdf")


def _pdf(content: bytes, name: str, *, save: bool = False) -> Response:
    response = Response(content, content_type=keeping.PDF)
    response.headers["Content-Disposition"] = f'{"attachment" if save else "inline"}; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/calibration")
@allow(Permission.print_badges)
def calibration(event: Event) -> str:
    """Which sheet to print for a look at where badges will lie."""
    return _calibration(event, CalibrationForm(event, request.args or None, obj=queries.last_paper(event.id), meta=NO_CSRF))


@blueprint.get("/calibration.pdf")
@allow(Permission.print_badges)
def calibration_sheet(event: Event) -> str | Response:
    form = CalibrationForm(event, request.args, meta=NO_CSRF)
    if not form.validate():
        return _calibration(event, form)
    paper = form.paper
    return _pdf(calibration_pdf(paper.format, paper.right, paper.down, current()), f"calibration-{paper.format}.pdf")


def _calibration(event: Event, form: CalibrationForm) -> str:
    badges = (_("Badges"), url_for("organiser_badges.index"))
    return render_template(
        "organiser/badges/calibration.html", **desk.context(event, "badges"), form=form, trail=[badges],
        fields=rows(form, "format", "right", "down"), sheet_url=url_for("organiser_badges.calibration_sheet"),
    )  # fmt: skip
