"""Invitations: who may come by which code, and how many have."""

from datetime import datetime, time, timedelta
from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.accounts.access import allow, current_actor
from app.accounts.permissions import Permission
from app.core.addresses import absolute
from app.core.clock import now
from app.core.languages import current, pick
from app.events.models import Event
from app.organiser import desk
from app.organiser.form_page import form_page
from app.organiser.invitations.forms import InvitationForm
from app.organiser.people.step_routes import attempt
from app.organiser.when import short_moment
from app.registration.grants import Invitation
from app.registration.service import inviting

blueprint = Blueprint("invitations", __name__, url_prefix=f"{desk.PREFIX}/invitations")


@blueprint.get("")
@allow(Permission.edit_event)
def index(event: Event) -> str:
    at = now()
    return render_template(
        "organiser/invitations/index.html",
        **desk.context(event, "invitations"),
        invitations=[_shown(invitation, used, at) for invitation, used in inviting.listed(event.id, at)],
    )


def _shown(invitation: Invitation, used: int, at: datetime) -> dict[str, Any]:
    event, over = invitation.event, invitation.expires_at is not None and invitation.expires_at <= at
    category = invitation.category
    return {
        "id": invitation.id,
        "code": invitation.code,
        "href": absolute("invitation.show", lang=event.languages[0], slug=event.slug, code=invitation.code),
        "category": {"code": category.code, "shape": category.shape, "label": pick(category.label, current())},
        "used": ngettext("%(used)s of %(num)s place", "%(used)s of %(num)s places", invitation.uses, used=used),
        "whom": invitation.email or (invitation.domain and f"@{invitation.domain}") or _("anybody who has it"),
        "until": short_moment(invitation.expires_at, event) if invitation.expires_at else _("registration closes"),
        "over": over,
    }


@blueprint.route("/new", methods=["GET", "POST"])
@allow(Permission.edit_event)
def new(event: Event) -> str | Response:
    form = InvitationForm(event)
    if form.validate_on_submit():
        made = attempt(
            lambda: inviting.invite(
                event.id, form.category.data, by=current_actor(), expires_at=_end_of(event, form), **form.terms
            ),
            lambda invitation: _("The invitation %(code)s is ready.", code=invitation.code), form,
        )  # fmt: skip
        if made:
            return redirect(url_for("invitations.index"))
    return form_page(
        event, "invitations", form, title=_("New invitation"), submit=_("Make the invitation"),
        trail=[(_("Invitations"), url_for("invitations.index"))], back=(_("Back without changes"), url_for("invitations.index")),
    )  # fmt: skip


def _end_of(event: Event, form: InvitationForm) -> datetime | None:
    """Midnight after the last day, where the event is."""
    day = form.last_day.data
    return datetime.combine(day + timedelta(days=1), time(), event.zone) if day else None


@blueprint.post("/<int:invitation_id>/close")
@allow(Permission.edit_event)
def close(event: Event, invitation_id: int) -> Response:
    attempt(
        lambda: inviting.close(event.id, invitation_id, by=current_actor()),
        lambda invitation: _("The invitation %(code)s lets nobody in any more.", code=invitation.code),
    )
    return redirect(url_for("invitations.index"))
