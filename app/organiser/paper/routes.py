"""Paper at the door: lists for the desks, with boxes to tick, and the ticks typed back in."""

import sqlalchemy as sa
from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as BaseResponse

from app.accounts.access import allow, current_account, current_actor
from app.accounts.permissions import Permission
from app.audit.service import record
from app.checkin import paper, queries, service
from app.checkin.terms import VerdictCode
from app.core.clock import now
from app.core.database import reading
from app.events.models import Event
from app.extensions import db
from app.mailing import attachments, az_list
from app.organiser import desk
from app.organiser.form_page import form_page
from app.organiser.paper.forms import DesksForm, TicksForm
from app.registration.models import Registration

blueprint = Blueprint("paper", __name__, url_prefix=f"{desk.PREFIX}/paper")

STEP = 50
"""Ticks between two commits."""


@blueprint.get("")
@allow(Permission.check_in)
def show(event: Event) -> str:
    return render_template("organiser/paper/index.html", **desk.context(event, "paper"), lists_form=DesksForm())


@blueprint.post("/lists.pdf")
@allow(Permission.export)
def lists(event: Event) -> str | Response:
    """A list for each desk. Nothing is locked while it is drawn; the audit follows."""
    form, event_id = DesksForm(), event.id
    if not form.validate():
        return render_template("organiser/paper/index.html", **desk.context(event, "paper"), lists_form=form, form=form)
    db.session.commit()
    with reading():
        event = db.session.get_one(Event, event_id)
        pdf, name = az_list.pdf(event, form.desks.data), az_list.file_name(event)
    record(
        "export.paper_list", by=current_actor(), event_id=event_id, object_type="event", object_id=event_id,
        detail={"file": name, "desks": form.desks.data},
    )  # fmt: skip
    db.session.commit()
    response = Response(pdf, content_type=attachments.PDF)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.route("/ticks", methods=["GET", "POST"])
@allow(Permission.check_in)
def ticks(event: Event) -> str | BaseResponse:
    """Typed back in: all lines, or none."""
    lanes = queries.lanes(event.id)
    form = TicksForm(event, lanes, lambda references: _whose(event.id, references), now())
    if form.validate_on_submit():
        lane = next(each for each in lanes if each.id == form.lane.data)
        _take_in(event.id, lane.id, form.found)
        return redirect(url_for("paper.ticks"), 303)
    return form_page(
        event, "paper", form, title=_("Type the list back in"), submit=_("Take these in"),
        back=(_("Back to the lists"), url_for("paper.show")), trail=[(_("Paper"), url_for("paper.show"))],
        intro=_(
            "Each tick becomes a scan at the hour on the paper. The same tick typed twice counts once; "
            "whoever a phone let in as well comes under “To clarify”."
        ),
    )  # fmt: skip


def _whose(event_id: int, references: set[str]) -> dict[str, int]:
    query = sa.select(Registration.reference, Registration.id).where(Registration.event_id == event_id)
    found = db.session.execute(query.where(Registration.reference.in_(references)))
    return {person.reference: person.id for person in found}


def _take_in(event_id: int, lane_id: int, found: list[tuple[int, object]]) -> None:
    """In steps, each committed; sent again after a fault, what is there already counts once."""
    said: list[VerdictCode | None] = []
    for place in range(0, len(found), STEP):
        lane, operator = queries.get_lane(event_id, lane_id), service.operator_for(event_id, current_account())
        said += [paper.take_in(lane, paper.Tick(*tick), operator) for tick in found[place : place + STEP]]  # type: ignore[arg-type]
        db.session.commit()
    _tell(said)


def _tell(said: list[VerdictCode | None]) -> None:
    new = [code for code in said if code is not None]
    flash(ngettext("%(num)s tick taken in.", "%(num)s ticks taken in.", len(new)))
    if known := len(said) - len(new):
        flash(ngettext("%(num)s was here already.", "%(num)s were here already.", known))
    if doubtful := sum(not code.passes for code in new):
        flash(ngettext(
            "%(num)s person would not have been let in by the list as it is now: see the report of the day.",
            "%(num)s people would not have been let in by the list as it is now: see the report of the day.", doubtful,
        ), "attention")  # fmt: skip
