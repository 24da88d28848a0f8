"""A guest's own link: look at the invitation, accept it, or say no. Opening it changes nothing and is
noted nowhere."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from app.accounts.access import by_token
from app.audit.service import Actor
from app.core import formats
from app.core.clock import now
from app.core.languages import current, pick
from app.core.web import keep_private
from app.extensions import db
from app.registration import drafting, invited
from app.registration.event_page import category_css_url
from app.registration.grants import Invitation
from app.registration.invitation_links import get
from app.registration.invitation_queries import who_came
from app.registration.service import guests, inviting
from app.registration.service.submitting import require_open

blueprint = Blueprint("own_invitation", __name__, url_prefix="/<language:lang>/i/<token>")
blueprint.after_request(keep_private)


@blueprint.get("")
@by_token
def show(token: str) -> str:
    """What it opens, and two buttons; or what has become of it."""
    invitation = get(token)
    event, category = invitation.event, invitation.category
    came = bool(who_came(invitation))
    if not came:
        _require_good(invitation)
    day, slug = formats.day(event.starts_at, event.zone, current()), event.slug
    return render_template(
        "registration/own_invitation.html",
        event=event, token=token, category_css=category_css_url(event), came=came,
        declined=invitation.declined_at is not None, name=invitation.full_name,
        category={"code": category.code, "shape": category.shape, "label": pick(category.label, current())},
        when=f"{day[:1].upper()}{day[1:]}",
        hours=formats.hours(event.starts_at, event.ends_at, event.zone, current()),
        where=[pick(event.venue, current()), *pick(event.address, current()).splitlines()],
        home_url=url_for("registration.show", slug=slug),
        footer_links=[(_("Personal data"), url_for("registration.privacy", slug=slug))],
    )  # fmt: skip


def _require_good(invitation: Invitation) -> None:
    """Raises what the form would, before anybody fills it in."""
    at = now()
    require_open(invitation.event, at)
    inviting.require(invitation.event_id, invitation.code, at, invitation.email)


@blueprint.post("/accept")
@by_token
def accept(token: str) -> BaseResponse:
    """Keep it for the form, which begins with what is known. The use counts with the seat."""
    invitation = get(token)
    _require_good(invitation)
    invited.remember(session, invitation.event_id, invitation.code)
    drafting.begin(invitation.event, session, _known(invitation))
    onward = redirect(url_for("registration_form.start", slug=invitation.event.slug))
    db.session.commit()
    return onward


def _known(invitation: Invitation) -> dict[str, Any]:
    """Answers of the form that the guest need not type."""
    return {
        "first_name": invitation.first_name, "last_name": invitation.last_name, "email": invitation.email,
        "organisation_name": invitation.organisation_name,
    }  # fmt: skip


@blueprint.post("/decline")
@by_token
def decline(token: str) -> BaseResponse:
    """One press; the page then offers the way back."""
    invitation = get(token)
    guests.decline(invitation, by=Actor("attendee", came_from=request.remote_addr))
    db.session.commit()
    flash(_("Thank you for telling us: nobody will ask you again."), "info")
    return redirect(url_for("own_invitation.show", token=token))
