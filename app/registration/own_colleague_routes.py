"""Register a colleague from one's own page: whoever holds its link is answered how it went."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from app.accounts.access import by_token
from app.core.clock import now
from app.core.errors import DomainError
from app.core.languages import current
from app.core.web import keep_private
from app.extensions import db
from app.registration import colleague_form, ticket_page, ticket_ways
from app.registration.colleague_form import ColleagueForm
from app.registration.details import Details
from app.registration.links import get
from app.registration.models import Registration
from app.registration.queries import managed_by
from app.registration.service.sending import Sender
from app.registration.service.submitting import submit
from app.registration.ticket_routes import attendee, refuse

blueprint = Blueprint("own_colleague", __name__, url_prefix="/<language:lang>/r/<token>/colleague")
blueprint.after_request(keep_private)
blueprint.register_error_handler(DomainError, refuse)


@blueprint.route("", methods=["GET", "POST"])
@by_token
def register(token: str) -> Any:
    """And the next one after that: the form comes back empty."""
    link = get(token)
    sender, event = link.registration, link.registration.event
    ticket_ways.require_may_name_colleagues(sender, now())
    managed = managed_by(sender)
    form = ColleagueForm(event, sender.email, sender.organisation_type, data={"managed": bool(managed)})
    if form.validate_on_submit():
        details = form.details(sender.organisation_name)
        submitted = submit(
            event.id, details, language=current(), submission=form.key, by=attendee(link),
            sender=Sender(sender.email, sender.id),
        )  # fmt: skip
        flash(_said(details, submitted.registration), "info")
        onward = redirect(url_for("own_colleague.register", token=token))
        db.session.commit()
        return onward
    return render_template(
        "registration/colleague.html",
        event=event,
        form=form,
        fields=colleague_form.rows(form, event, guarded=False),
        organisation=sender.organisation_name,
        registered=[(each.full_name, ticket_page.status(each, now())["label"]) for each in managed],
        back=url_for("self_service.ticket", token=token),
    )


def _said(details: Details, registered: Registration | None) -> str:
    """The same of an address that was known already as of any other."""
    name = details.full_name
    if details.email:
        return _("We have written to %(email)s: %(name)s confirms with the button of that message.", email=details.email, name=name)
    if registered.email_proven_at is None:
        return _("%(name)s is on your list. The button on your page confirms everybody on it.", name=name)
    standing = ticket_page.status(registered, now())
    answer = _("%(name)s: %(status)s.", name=name, status=standing["label"])
    return " ".join(filter(None, (answer, standing["text"])))
