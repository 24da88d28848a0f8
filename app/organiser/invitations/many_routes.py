"""One mail to all guests that should get it: the invitation where none was sent, a reminder where none
was answered."""

from flask import Blueprint, abort, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.accounts.access import allow, current_account, current_actor
from app.accounts.permissions import Permission
from app.core import formats
from app.core.clock import now
from app.core.languages import current
from app.core.tokens import random_token
from app.events.models import Event
from app.mailing import inviting, wording
from app.mailing.models import Mailing
from app.organiser import desk
from app.organiser.invitations.routes import KINDS
from app.organiser.mails import bulk_page
from app.organiser.mails.bulk_forms import ToManyForm
from app.organiser.mails.preview import find_sample, letters_of
from app.organiser.mails.words import KINDS as LABELS
from app.organiser.people.step_routes import attempt
from app.registration.owed import MailKind

blueprint = Blueprint("invite_many", __name__, url_prefix=f"{desk.PREFIX}/invitations/to-many")


@blueprint.route("/<what>", methods=["GET", "POST"])
@allow(Permission.send_mail)
def write(event: Event, what: str) -> str | Response:
    """Who gets it, how many, what it says; now or at an hour."""
    if what not in KINDS:
        abort(404)
    kind, form = KINDS[what], ToManyForm(data={"once": random_token()})
    form.zone = event.zone
    if form.validate_on_submit() and (started := _start(event, kind, form)):
        return redirect(url_for("mailings.show", mailing_id=started.id))
    return _page(event, kind, form)


def _start(event: Event, kind: MailKind, form: ToManyForm) -> Mailing | None:
    made, due_at = list[Mailing](), form.send_at.moment(event.zone)
    attempt(
        lambda: made.append(inviting.start(
            event.id, kind, by=current_actor(), account=current_account(), expected=form.seen_number, due_at=due_at,
            once=form.once.data or "",
        )),
        lambda _made: _("The message is on its way.") if not due_at or due_at <= now() else _("The message leaves at its hour."),
        form,
    )  # fmt: skip
    return made[0] if made else None


def _page(event: Event, kind: MailKind, form: ToManyForm) -> str:
    run = inviting.dry_run(event.id, kind)
    form.expected.data = str(run.reached)
    guest = find_sample(event, kind, "")
    texts = {language: wording.text_of(event.id, kind, language) for language in event.languages}
    number = formats.number(run.reached, current())
    return render_template(
        "organiser/invitations/write.html",
        **desk.context(event, "invitations"),
        trail=[(_("Invitations"), url_for("invitations.index"))],
        title=LABELS[kind],
        form=form,
        counted=bulk_page.people(run.reached),
        left_out=bulk_page.left_out(run.left_out),
        letters=letters_of(guest, kind, texts) if guest else [],
        submit=run.reached and ngettext("Send it to %(number)s person", "Send it to %(number)s people", run.reached, number=number),
        edit_url=url_for("mail_texts.edit", kind=kind.value),
        back=(_("Not now"), url_for("invitations.index")),
    )  # fmt: skip
