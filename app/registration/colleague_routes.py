"""Register a colleague, after sending one's own form. The address typed there is nobody's yet: whatever is
answered here would be answered to anybody."""

from typing import Any

from flask import Blueprint, redirect, render_template, session, url_for

from app.accounts.access import open_to_all
from app.audit.service import Actor
from app.core.clock import now
from app.core.languages import current
from app.events.models import OrganisationType
from app.extensions import db
from app.registration import colleague_form, done_page, sent
from app.registration.colleague_form import ColleagueForm
from app.registration.guards import age_of_page, count_registration, is_robot, network
from app.registration.routes import get_public
from app.registration.service.sending import Sender
from app.registration.service.submitting import require_open, submit

blueprint = Blueprint("colleague", __name__, url_prefix="/<language:lang>/<slug>/register/colleague")


@blueprint.route("", methods=["GET", "POST"])
@open_to_all
def register(slug: str) -> Any:
    event = get_public(slug)
    require_open(event, now())
    sender = sent.load(event, session)
    if sender is None:
        return redirect(url_for("registration.show", slug=slug))
    manages = bool(sender.colleagues) and not sender.colleagues[-1][1]
    form = ColleagueForm(
        event, sender.email, OrganisationType(sender.organisation_type), data={"managed": manages}
    )  # fmt: skip
    if form.validate_on_submit() and not is_robot(form, age_of_page(form)):
        details = form.details(sender.organisation_name)
        submit(
            event.id, details, language=current(), submission=form.key, may_hold=count_registration(),
            by=Actor("attendee", sender.registration_id, network()),
            sender=Sender(sender.email, sender.registration_id),
        )  # fmt: skip
        sent.keep(event, session, sent.with_colleague(sender, details.full_name, details.email))
        db.session.commit()
        return redirect(url_for("registration_form.done", slug=slug, _anchor="colleagues"))
    return render_template(
        "registration/colleague.html",
        event=event,
        form=form,
        fields=colleague_form.rows(form, event, guarded=True),
        organisation=sender.organisation_name,
        registered=[(name, done_page.where_to(email)) for name, email in sender.colleagues],
        back=url_for("registration_form.done", slug=slug),
    )
