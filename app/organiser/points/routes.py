"""Check-in points and their lanes: where people are let in, by which rule, through which queues."""

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.accounts.access import allow, current_actor
from app.accounts.permissions import Permission
from app.checkin import queries, setting_up, usage
from app.checkin.points import CheckinPoint, Lane
from app.core.languages import current, pick
from app.events.models import Event
from app.organiser import desk
from app.organiser.form_page import form_page
from app.organiser.in_place import Shelf
from app.organiser.people.step_routes import attempt
from app.organiser.points import page
from app.organiser.points.forms import LaneForm, PointForm, lane_form, point_form

blueprint = Blueprint("points", __name__, url_prefix=f"{desk.PREFIX}/points")

SHELF = Shelf("points", _l("Points and lanes"), "points.index", lambda thing: pick(thing.label, current()))


@blueprint.get("")
@allow(Permission.manage_door)
def index(event: Event) -> str:
    return render_template("organiser/points/index.html", **desk.context(event, "points"), **page.listed(event))


@blueprint.route("/new", methods=["GET", "POST"])
@allow(Permission.manage_door)
def new(event: Event) -> str | Response:
    form = point_form(event)
    if form.validate_on_submit() and attempt(
        lambda: setting_up.add_point(event.id, form.values, by=current_actor()),
        lambda point: _("“%(name)s” is a check-in point now, with one lane.", name=SHELF.name(point)), form,
    ):  # fmt: skip
        return SHELF.list()
    return _point_page(event, form, _("New check-in point"))


@blueprint.route("/<int:point_id>", methods=["GET", "POST"])
@allow(Permission.manage_door)
def edit(event: Event, point_id: int) -> str | Response:
    """In place; a limit below the people inside is said before it is saved."""
    point = queries.get_point(event.id, point_id)
    form = point_form(event, point)
    if form.validate_on_submit() and form.is_sure(page.doubts(event, point, form.values)) and attempt(
        lambda: setting_up.change_point(event.id, point_id, form.values, by=current_actor(), looked_at=form.looked_at.data),
        SHELF.saved, form,
    ):  # fmt: skip
        return SHELF.list()
    return _point_page(event, form, SHELF.name(point), point)


def _point_page(event: Event, form: PointForm, title: str, point: CheckinPoint | None = None) -> str:
    return form_page(
        event, SHELF.here, form, title=title, submit=_("Save the point"), fields=page.point_rows(form),
        trail=SHELF.trail, back=SHELF.back,
        delete=point and (_("Delete the point"), url_for("points.delete", point_id=point.id)),
    )  # fmt: skip


@blueprint.post("/<int:point_id>/move/<way>")
@allow(Permission.manage_door)
def move(event: Event, point_id: int, way: str) -> Response:
    return SHELF.move(way, lambda places: setting_up.move_point(event.id, point_id, places, by=current_actor()))


@blueprint.route("/<int:point_id>/delete", methods=["GET", "POST"])
@allow(Permission.manage_door)
def delete(event: Event, point_id: int) -> str | Response:
    point = queries.get_point(event.id, point_id)
    return SHELF.delete(
        event, point, _("Delete the point"), lambda: setting_up.delete_point(event.id, point_id, by=current_actor()),
        kept=usage.why_point_kept(point), edit=url_for("points.edit", point_id=point_id),
    )  # fmt: skip


@blueprint.route("/<int:point_id>/lanes/new", methods=["GET", "POST"])
@allow(Permission.manage_door)
def new_lane(event: Event, point_id: int) -> str | Response:
    point, form = queries.get_point(event.id, point_id), lane_form(event)
    if form.validate_on_submit() and attempt(
        lambda: setting_up.add_lane(event.id, point_id, form.values, by=current_actor()),
        lambda lane: _("“%(name)s” is a lane now.", name=SHELF.name(lane)), form,
    ):  # fmt: skip
        return SHELF.list()
    return _lane_page(event, form, _("New lane"), point)


@blueprint.route("/lanes/<int:lane_id>", methods=["GET", "POST"])
@allow(Permission.manage_door)
def edit_lane(event: Event, lane_id: int) -> str | Response:
    """In place; that phones turn round is said before it is saved."""
    lane = queries.get_lane(event.id, lane_id)
    form = lane_form(event, lane)
    if form.validate_on_submit() and form.is_sure(page.lane_doubts(lane, form.values)) and attempt(
        lambda: setting_up.change_lane(event.id, lane_id, form.values, by=current_actor(), looked_at=form.looked_at.data),
        SHELF.saved, form,
    ):  # fmt: skip
        return SHELF.list()
    return _lane_page(event, form, SHELF.name(lane), lane.point, lane)


def _lane_page(event: Event, form: LaneForm, title: str, point: CheckinPoint, lane: Lane | None = None) -> str:
    return form_page(
        event, SHELF.here, form, title=title, submit=_("Save the lane"), fields=page.lane_rows(form), back=SHELF.back,
        trail=[*SHELF.trail, (SHELF.name(point), url_for("points.edit", point_id=point.id))],
        delete=lane and (_("Delete the lane"), url_for("points.delete_lane", lane_id=lane.id)),
    )  # fmt: skip


@blueprint.post("/lanes/<int:lane_id>/move/<way>")
@allow(Permission.manage_door)
def move_lane(event: Event, lane_id: int, way: str) -> Response:
    return SHELF.move(way, lambda places: setting_up.move_lane(event.id, lane_id, places, by=current_actor()))


@blueprint.route("/lanes/<int:lane_id>/delete", methods=["GET", "POST"])
@allow(Permission.manage_door)
def delete_lane(event: Event, lane_id: int) -> str | Response:
    lane = queries.get_lane(event.id, lane_id)
    return SHELF.delete(
        event, lane, _("Delete the lane"), lambda: setting_up.delete_lane(event.id, lane_id, by=current_actor()),
        kept=usage.why_lane_kept(lane), edit=url_for("points.edit_lane", lane_id=lane_id),
    )  # fmt: skip
