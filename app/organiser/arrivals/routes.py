"""Arrivals that somebody of the team follows: a mail when they come in, and a name on the door's screen."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from app.accounts.access import allow, current_account, current_actor
from app.accounts.permissions import Permission
from app.checkin import following
from app.checkin.follows import Follow
from app.core import formats
from app.core.languages import current, pick
from app.core.numbers import whole
from app.events.models import Event
from app.organiser import desk
from app.organiser.people.step_routes import attempt
from app.registration import queries
from app.registration.forms import EventForm
from app.registration.models import Registration, Status
from app.registration.queries import Filters, search

blueprint = Blueprint("arrivals", __name__, url_prefix=f"{desk.PREFIX}/arrivals")

VIP, PERSON = 0, -1
"""In the form: every VIP, whatever the category; the person whose page one came from."""


class FollowForm(EventForm):
    whom = RadioField(_l("Follow"), [InputRequired(_l("Choose whom to follow."))], coerce=int)

    def __init__(self, event: Event, person: Registration | None):
        self.person = person
        super().__init__(event, data={"whom": PERSON} if person else None)

    def offer(self, event: Event) -> None:
        self.whom.choices = [
            *([SelectChoice(PERSON, self.person.full_name)] if self.person else []),
            SelectChoice(VIP, _("Every VIP")),
            *(SelectChoice(each.id, pick(each.label, current())) for each in event.categories),
        ]

    @property
    def wish(self) -> dict[str, int]:
        """As `following.follow` takes it."""
        if self.whom.data == PERSON and self.person is not None:
            return {"registration_id": self.person.id}
        return {"category_id": self.whom.data} if self.whom.data else {}


@blueprint.route("", methods=["GET", "POST"])
@allow(Permission.see_people)
def show(event: Event) -> str | Response:
    """Whom one follows, and whom one may. `person` in the address offers one by name."""
    person_id = request.args.get("person", type=whole)
    form = FollowForm(event, queries.get(event.id, person_id) if person_id else None)
    if form.validate_on_submit() and attempt(
        lambda: following.follow(event.id, current_account(), by=current_actor(), **form.wish),
        lambda made: _("You follow: %(whom)s.", whom=whom(made)), form,
    ):  # fmt: skip
        return redirect(url_for("arrivals.show"))
    mine = following.follows_of(event.id, current_account().id)
    return render_template(
        "organiser/arrivals/index.html", **desk.context(event, "arrivals"), form=form, address=current_account().email,
        follows=[_row(event, each) for each in mine],
    )  # fmt: skip


@blueprint.post("/<int:follow_id>/end")
@allow(Permission.see_people)
def unfollow(event: Event, follow_id: int) -> Response:
    attempt(
        lambda: following.unfollow(event.id, follow_id, current_account(), by=current_actor()),
        lambda _gone: _("You are told of this arrival no more."),
    )
    return redirect(url_for("arrivals.show"))


def whom(follow: Follow) -> str:
    if follow.registration is not None:
        return follow.registration.full_name
    return pick(follow.category.label, current()) if follow.category is not None else _("Every VIP")


def _row(event: Event, follow: Follow) -> dict[str, Any]:
    return {
        "whom": whom(follow),
        "href": _address(follow),
        "arrived": _arrived(event, follow),
        "end_url": url_for("arrivals.unfollow", follow_id=follow.id),
    }


def _address(follow: Follow) -> str:
    """The person, or the list that holds them."""
    if follow.registration_id is not None:
        return url_for("person.show", registration_id=follow.registration_id)
    return url_for("people.index", **({"category": follow.category.code} if follow.category is not None else {"vip": "yes"}))


def _arrived(event: Event, follow: Follow) -> str:
    """When the person came, or how many of them."""
    person = follow.registration
    if person is not None:
        return formats.time(person.arrived_at, event.zone, current()) if person.arrived_at else _("Not yet")
    meant = [Registration.category_id == follow.category_id] if follow.category_id else [Registration.vip]
    expected, arrived = queries.counts(
        search(event.id, Filters(statuses=(Status.confirmed,)), *meant), search(event.id, Filters(arrived=True), *meant)
    )
    return _("%(arrived)s of %(expected)s", arrived=formats.number(arrived, current()), expected=formats.number(expected, current()))
