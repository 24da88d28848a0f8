"""Invitations: who may come by which code, who was written to, who answered."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import allow, current_actor
from app.accounts.permissions import Permission
from app.core.tokens import random_token
from app.events.models import Event
from app.organiser import desk
from app.organiser.form_page import form_page, rows
from app.organiser.invitations import listing, page
from app.organiser.invitations.forms import CodeForm, GuestForm, OnceForm, TermsForm
from app.organiser.invitations.words import name
from app.organiser.people.step_routes import attempt
from app.registration.grants import Invitation
from app.registration.owed import MailKind
from app.registration.service import guests, inviting

blueprint = Blueprint("invitations", __name__, url_prefix=f"{desk.PREFIX}/invitations")

KINDS = {"invitation": MailKind.invitation, "reminder": MailKind.invitation_reminder}
"""As addresses spell them."""


@blueprint.get("")
@allow(Permission.edit_event)
def index(event: Event) -> str:
    return render_template(
        "organiser/invitations/index.html", **desk.context(event, "invitations"), **listing.index(event)
    )


@blueprint.route("/new", methods=["GET", "POST"])
@allow(Permission.edit_event)
def new(event: Event) -> str | Response:
    """A code, for who has it."""
    return _making(
        event, CodeForm(event), _("New code"), _("Make the code"),
        ("category", "code", "uses", "last_day", "domain", "skips_approval"),
        lambda invitation: _("The invitation %(code)s is ready.", code=invitation.code),
    )  # fmt: skip


@blueprint.route("/guest", methods=["GET", "POST"])
@allow(Permission.edit_event)
def guest(event: Event) -> str | Response:
    """Somebody by name, with a link of their own."""
    form = GuestForm(event, data={"language": event.languages[0], "send": True})
    return _making(
        event, form, _("Invite a person"), _("Invite this person"),
        ("first_name", "last_name", "email", "organisation_name", "category", "language", "source", "source_detail",
         "last_day", "skips_approval", "send"),
        lambda invitation: _("The invitation is on its way to %(address)s.", address=invitation.email)
        if invitation.invited_at else _("The invitation for %(name)s is ready.", name=name(invitation)),
    )  # fmt: skip


def _making(
    event: Event, form: TermsForm, title: str, submit: str, fields: tuple[str, ...], done: Callable[[Any], str]
) -> str | Response:
    if form.validate_on_submit():
        made: list[Invitation] = []
        if attempt(lambda: made.append(_make(event, form)) or made[0], done, form):
            return redirect(url_for("invitations.show", invitation_id=made[0].id))
    return form_page(
        event, "invitations", form, title=title, submit=submit, fields=rows(form, *fields),
        trail=[(_("Invitations"), url_for("invitations.index"))],
        back=(_("Back without changes"), url_for("invitations.index")),
    )  # fmt: skip


def _make(event: Event, form: TermsForm) -> Invitation:
    invitation = inviting.invite(event.id, form.category.data, by=current_actor(), **form.terms)
    if isinstance(form, GuestForm) and form.send.data:
        guests.write(event.id, invitation.id, MailKind.invitation, by=current_actor(), once=random_token())
    return invitation


@blueprint.get("/<int:invitation_id>")
@allow(Permission.edit_event)
def show(event: Event, invitation_id: int) -> str:
    invitation = inviting.get(event.id, invitation_id)
    return render_template(
        "organiser/invitations/show.html", **desk.context(event, "invitations"), **page.one(event, invitation)
    )


@blueprint.post("/<int:invitation_id>/send/<what>")
@allow(Permission.send_mail)
def send(event: Event, invitation_id: int, what: str) -> Response:
    """The invitation again, or a reminder, to this guest."""
    form = OnceForm()
    if what not in KINDS:
        abort(404)
    attempt(
        lambda: guests.write(event.id, invitation_id, KINDS[what], by=current_actor(), once=form.once.data or ""),
        lambda invitation: _("The mail to %(name)s is on its way.", name=name(invitation)),
    )
    return redirect(url_for("invitations.show", invitation_id=invitation_id))


@blueprint.post("/<int:invitation_id>/close")
@allow(Permission.edit_event)
def close(event: Event, invitation_id: int) -> Response:
    attempt(
        lambda: inviting.close(event.id, invitation_id, by=current_actor()),
        lambda invitation: _("The invitation for %(name)s lets nobody in any more.", name=name(invitation)),
    )
    return redirect(url_for("invitations.show", invitation_id=invitation_id))
