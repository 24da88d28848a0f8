"""One's own e-mail address and link: another address counts once a button in a mail to it is pressed."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as BaseResponse
from wtforms.validators import ValidationError

from app.accounts.access import by_token
from app.audit.service import Actor
from app.core import web
from app.core.errors import DomainError
from app.core.forms import Form, email_field
from app.core.text import email_key
from app.core.web import keep_private
from app.extensions import db
from app.registration import form_pages
from app.registration.links import get, get_new_address, token_for
from app.registration.service import readdressing
from app.registration.ticket_routes import ask_fresh, attendee, back, own_form, refuse

blueprint = Blueprint("own_address", __name__, url_prefix="/<language:lang>/r/<token>")
blueprint.after_request(keep_private)


class NewAddressForm(Form):
    email = email_field(_l("New e-mail address"), _l("We write to it. It counts once you press the button of that message."))

    def __init__(self, present: str, **kwargs: Any):
        super().__init__(**kwargs)
        self.present = present

    def validate_email(self, field: Any) -> None:
        if email_key(field.data) == email_key(self.present):
            raise ValidationError(_("This is the address that we have already."))


@blueprint.errorhandler(DomainError)
def refused(error: DomainError) -> Any:
    """The token of a new address opens no ticket."""
    return web.refuse(error) if request.endpoint == "own_address.take" else refuse(error)


@blueprint.route("/address", methods=["GET", "POST"])
@by_token
def ask(token: str) -> Any:
    """Whoever asks does not learn whether the address is somebody's already."""
    link = get(token)
    if not link.fresh:
        return ask_fresh(link)
    person = link.registration
    form = NewAddressForm(person.address or "")
    if form.validate_on_submit():
        readdressing.ask(person.event_id, person.id, form.email.data, by=attendee(link))
        db.session.commit()
        return back(link, _(
            "We have written to %(email)s. Press the button of that message within 24 hours: until then nothing changes.",
            email=form.email.data,
        ))  # fmt: skip
    return own_form(
        link, form, _("Change my e-mail address"), [form_pages.row("field", form.email)], _("Write to this address"),
        intro=_("Now: %(email)s", email=person.address),
    )  # fmt: skip


@blueprint.route("/new-address", methods=["GET", "POST"])
@by_token
def take(token: str) -> Any:
    """What the mail to the new address leads to: opening it changes nothing."""
    person, mark = get_new_address(token)
    form = Form()
    if form.validate_on_submit():
        by = Actor("attendee", person.id, request.remote_addr)
        person = readdressing.take(person.event_id, person.id, mark, by=by)
        onward = redirect(url_for("self_service.ticket", token=token_for(person)))
        db.session.commit()
        flash(_("Messages go to this address from now on. All earlier links are closed; the entry code stays."), "info")
        return onward
    return render_template("registration/new_address.html", event=person.event, form=form)


@blueprint.route("/new-link", methods=["GET", "POST"])
@by_token
def new_link(token: str) -> str | BaseResponse:
    """For whoever forwarded a message too far. The new link goes to the mailbox alone."""
    link, form = get(token), Form()
    if form.validate_on_submit():
        event = link.registration.event
        readdressing.replace_link(event.id, link.registration.id, by=attendee(link))
        onward = redirect(url_for("registration.find", slug=event.slug))
        db.session.commit()
        flash(_("All earlier links are closed. The new one is on its way to your address."), "info")
        return onward
    return own_form(
        link, form, _("Close all links"), [], _("Close them and send me a new one"),
        intro=_("Whoever has one of your messages can open this page with its link. After this only the link in the next "
                "message opens it. The entry code stays."),
    )  # fmt: skip
