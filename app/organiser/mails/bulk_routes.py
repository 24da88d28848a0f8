"""Messages to many: write one to a view of the list, see how far it is, stop the rest."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.accounts.access import allow, current_account, current_actor
from app.accounts.permissions import Permission
from app.core import formats
from app.core.clock import now
from app.core.forms import Form
from app.core.languages import current
from app.core.tokens import random_token
from app.events.models import Event
from app.extensions import db
from app.mailing import mailings, recipients, wording
from app.mailing.models import Mailing
from app.mailing.recipients import DryRun
from app.mailing.texts import FIELDS
from app.organiser import desk
from app.organiser.mails import bulk_page
from app.organiser.mails.bulk_forms import MessageForm
from app.organiser.mails.preview import preview, send_test
from app.organiser.mails.text_forms import word_rows, words_form
from app.organiser.mails.words import FIELD_HINTS
from app.organiser.people import filters, tabs
from app.organiser.people.routes import view_of
from app.organiser.people.step_routes import attempt
from app.organiser.people.views import View
from app.registration.owed import MailKind
from app.registration.queries import search

blueprint = Blueprint("mailings", __name__, url_prefix=f"{desk.PREFIX}/messages/to-many")

KIND = MailKind.message


@blueprint.get("")
@allow(Permission.send_mail)
def index(event: Event) -> str:
    """What went out to many, what goes out at its hour, latest first."""
    return render_template(
        "organiser/mails/mailings.html", **desk.context(event, "mails"), **bulk_page.index(event),
        write_url=url_for("people.index"),
    )  # fmt: skip


@blueprint.route("/write", methods=["GET", "POST"])
@allow(Permission.send_mail)
def write(event: Event) -> str | Response:
    """To the view in the address. The buttons: send, preview, send me a test."""
    view = view_of(event)
    people, run = _whom(event, view)
    texts = {language: wording.default(KIND, language) for language in event.languages}
    form = words_form(event, MessageForm, texts, expected=run.reached, once=random_token())
    form.zone = event.zone
    if form.validate_on_submit():
        wish = request.form.get("do")
        if wish == "test" and send_test(event, KIND, form, current_account()):
            db.session.commit()
            flash(_("A test in each language is on its way to %(address)s.", address=current_account().email))
        elif wish == "send" and form.says_more_than(texts) and (started := _start(event, view, people, form)):
            return redirect(url_for("mailings.show", mailing_id=started.id))
    return _page(event, view, run, form)


def _whom(event: Event, view: View) -> tuple[Any, DryRun]:
    asked = filters.asked(view, event)
    people = search(event.id, asked.filters, *asked.clauses)
    return people, recipients.dry_run(people, includes_gone=recipients.asks_for_gone(asked.filters))


def _start(event: Event, view: View, people: Any, form: MessageForm) -> Mailing | None:
    asked, made = filters.asked(view, event), []
    due_at = form.send_at.moment(event.zone)
    done = attempt(
        lambda: made.append(mailings.start(
            event.id, KIND, people, by=current_actor(), account=current_account(), expected=form.seen_number,
            due_at=due_at, words={language: _typeset(form, language) for language in event.languages},
            audience=tabs.title(event, view) if view.narrowing else _("All"),
            includes_gone=recipients.asks_for_gone(asked.filters), once=form.once.data or "",
        )),
        lambda _made: _("The message is on its way.") if not due_at or due_at <= now() else _("The message leaves at its hour."),
        form,
    )  # fmt: skip
    if not done:  # what the page shows from here on is what holds now
        form.expected.process(None, recipients.dry_run(people, includes_gone=recipients.asks_for_gone(asked.filters)).reached)
        form.expected.raw_data = None
    return made[0] if done else None


def _typeset(form: MessageForm, language: str) -> dict[str, str]:
    return {part: formats.typeset(text, language) for part, text in form.words(language).items()}


def _page(event: Event, view: View, run: DryRun, form: MessageForm) -> str:
    number = formats.number(run.reached, current())
    return render_template(
        "organiser/mails/write.html",
        **desk.context(event, "mails"),
        trail=[(_("Messages"), url_for("mails.index")), (_("To many"), url_for("mailings.index"))],
        form=form,
        rows=word_rows(event, form),
        fields=[(f"{{{{ {name} }}}}", FIELD_HINTS[name]) for name in FIELDS],
        view=tabs.title(event, view) if view.narrowing else _("All"),
        counted=bulk_page.people(run.reached),
        left_out=bulk_page.left_out(run.left_out),
        submit=run.reached and ngettext("Send it to %(number)s person", "Send it to %(number)s people", run.reached, number=number),
        preview=preview(event, KIND, form),
        back=(_("Back to the list"), filters.address(view)),
    )


@blueprint.get("/<int:mailing_id>")
@allow(Permission.send_mail)
def show(event: Event, mailing_id: int) -> str:
    """How far it is."""
    mailing = bulk_page.get(event, mailing_id)
    return render_template(
        "organiser/mails/mailing.html", **desk.context(event, "mails"), **bulk_page.one(event, mailing)
    )


@blueprint.post("/<int:mailing_id>/stop")
@allow(Permission.send_mail)
def stop(event: Event, mailing_id: int) -> Response:
    """Whoever has not been written to will not be."""
    mailing = bulk_page.get(event, mailing_id)
    if Form().validate_on_submit():
        attempt(
            lambda: mailings.cancel(mailing, by=current_actor()),
            lambda stopped: _("Stopped: %(people)s will not be written to.", people=bulk_page.people(stopped)),
        )
    return redirect(url_for("mailings.show", mailing_id=mailing_id))
