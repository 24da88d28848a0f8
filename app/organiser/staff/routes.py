"""The team: who works for the event, and what each may do."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts import queries
from app.accounts.access import allow, current_account, current_actor
from app.accounts.models import Membership
from app.accounts.permissions import ROLE_LABELS, Permission
from app.accounts.service import staff
from app.core.forms import Form
from app.events.models import Event
from app.organiser import desk
from app.organiser.form_page import form_page, rows
from app.organiser.people.step_routes import attempt
from app.organiser.staff.forms import HINTS, InviteForm, RoleForm
from app.organiser.when import short_moment
from app.registration.form_pages import row

blueprint = Blueprint("staff", __name__, url_prefix=f"{desk.PREFIX}/team")


@blueprint.get("")
@allow(Permission.manage_staff)
def index(event: Event) -> str:
    return render_template(
        "organiser/staff/index.html",
        **desk.context(event, "staff"),
        team=[_shown(membership) for membership in queries.staff(event)],
    )


def _shown(membership: Membership) -> dict[str, Any]:
    account = membership.account
    return {
        "id": account.id,
        "name": account.name or account.email,
        "email": account.email,
        "role": ROLE_LABELS[membership.role],
        "may_see_needs": membership.may_see_needs,
        "since": short_moment(membership.since, membership.event),
        "invited": account.password_hash is None,
        "two_steps": account.totp_sealed is not None,
        "oneself": account is current_account(),
    }


@blueprint.route("/invite", methods=["GET", "POST"])
@allow(Permission.manage_staff)
def invite(event: Event) -> str | Response:
    form = InviteForm()
    if form.validate_on_submit():
        sent = attempt(
            lambda: staff.invite(event, form.email.data, language=form.language.data, by=current_actor(), **form.rights),
            lambda membership: _("An invitation is on its way to %(email)s.", email=membership.account.email), form,
        )  # fmt: skip
        if sent:
            return _to_team()
    fields = [*rows(form, "email"), *_role_rows(form), *rows(form, "language")]
    return _page(event, form, fields, _("Invite somebody"), _("Send the invitation"))


@blueprint.route("/<int:account_id>", methods=["GET", "POST"])
@allow(Permission.manage_staff)
def change(event: Event, account_id: int) -> str | Response:
    membership = staff.get(event, account_id)
    form = RoleForm.showing(membership)
    if form.validate_on_submit():
        changed = attempt(
            lambda: staff.change(membership, by=current_actor(), **form.rights),
            lambda _done: _("%(name)s: %(role)s.", name=_name(membership), role=ROLE_LABELS[membership.role]), form,
        )  # fmt: skip
        if changed:
            return _to_team()
    return _page(event, form, _role_rows(form), _("The role of %(name)s", name=_name(membership)), _("Save the role"))


@blueprint.post("/<int:account_id>/remind")
@allow(Permission.manage_staff)
def remind(event: Event, account_id: int) -> Response:
    membership = staff.get(event, account_id)
    email = membership.account.email
    attempt(lambda: staff.remind(membership), lambda _done: _("An invitation is on its way to %(email)s.", email=email))
    return _to_team()


@blueprint.post("/<int:account_id>/withdraw")
@allow(Permission.manage_staff)
def withdraw(event: Event, account_id: int) -> Response:
    """The role ends at once. Twice is once."""
    membership = queries.find_role(event, account_id)
    if membership is not None:
        name = _name(membership)
        attempt(
            lambda: staff.withdraw(membership, by=current_actor()),
            lambda _done: _("%(name)s has no role at this event any more.", name=name),
        )
    return _to_team()


def _role_rows(form: RoleForm) -> list[dict[str, Any]]:
    return [row("choices", form.role, hints=HINTS), *rows(form, "may_see_needs")]


def _name(membership: Membership) -> str:
    return membership.account.name or membership.account.email


def _page(event: Event, form: Form, fields: list[dict[str, Any]], title: str, submit: str) -> str:
    team = url_for("staff.index")
    return form_page(
        event, "staff", form, title=title, submit=submit, fields=fields,
        trail=[(_("Team"), team)], back=(_("Back without changes"), team),
    )  # fmt: skip


def _to_team() -> Response:
    return redirect(url_for("staff.index"))
