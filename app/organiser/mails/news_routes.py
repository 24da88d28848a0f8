"""Tell people that the event has another date or place, is postponed or called off, or that a session
they chose has other hours or another room."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug.wrappers import Response
from wtforms import HiddenField

from app.accounts.access import allow, current_account, current_actor
from app.accounts.permissions import Permission
from app.core import formats
from app.core.forms import Form
from app.core.languages import current
from app.core.numbers import whole
from app.events.models import Event
from app.extensions import db
from app.mailing import announcing, recipients, wording
from app.mailing.announcing import News
from app.mailing.models import Mailing
from app.organiser import desk
from app.organiser.mails import bulk_page
from app.organiser.mails.preview import find_sample, letters_of
from app.organiser.mails.words import KINDS
from app.organiser.people.step_routes import attempt
from app.organiser.when import short_moment

blueprint = Blueprint("news", __name__, url_prefix=f"{desk.PREFIX}/messages/news")

SHOWN = 10


_ABOUT_THE_EVENT = _l(
    "Not told yet. It goes to everybody who had registered by then and still has a registration; calendars follow the attached file."
)
_ABOUT_SESSIONS = _l(
    "Not told yet. It goes to everybody who has a place, or waits for one, in a session with other hours or another room."
)


class TellForm(Form):
    """`expected`: how many the page said are told."""

    expected = HiddenField()


@blueprint.route("", methods=["GET", "POST"])
@allow(Permission.send_mail)
def tell(event: Event) -> str | Response:
    """Who is told, how many, what it says; then one button."""
    return _tell_page(event, announcing.untold(event), url_for("settings.index"))


@blueprint.route("/sessions", methods=["GET", "POST"])
@allow(Permission.send_mail)
def sessions(event: Event) -> str | Response:
    """The same for the sessions that people chose."""
    return _tell_page(event, announcing.untold_sessions(event), url_for("programme.index"))


def _tell_page(event: Event, news: News | None, back_url: str) -> str | Response:
    if news is None:
        flash(_("Everybody knows of the last changes: there is nothing to tell."))
        return redirect(url_for("mailings.index"))
    form, made = TellForm(), list[Mailing]()
    if form.validate_on_submit():
        attempt(lambda: made.append(_tell(event, news, form)), lambda _made: _("The message is on its way."))
        return redirect(url_for("mailings.show", mailing_id=made[0].id) if made else request.path)
    return _page(event, news, form, back_url)


def _tell(event: Event, news: News, form: TellForm) -> Mailing:
    try:
        expected = whole(form.expected.data or "")
    except ValueError:
        expected = -1
    return announcing.tell(event, news, expected=expected, by=current_actor(), account=current_account())


def _page(event: Event, news: News, form: TellForm, back_url: str) -> str:
    run = announcing.dry_run(event, news)
    form.expected.data = str(run.reached)
    shown = db.session.scalars(recipients.reached(announcing.people(event, news), includes_gone=False).limit(SHOWN))
    number = formats.number(run.reached, current())
    person = find_sample(event, news.kind, "")
    texts = {language: wording.text_of(event.id, news.kind, language) for language in event.languages}
    return render_template(
        "organiser/mails/news.html",
        **desk.context(event, "mails"),
        trail=[(_("Messages"), url_for("mails.index")), (_("To many"), url_for("mailings.index"))],
        title=KINDS[news.kind],
        form=form,
        about=_ABOUT_SESSIONS if news.session_ids else _ABOUT_THE_EVENT,
        since=short_moment(news.since, event),
        counted=bulk_page.people(run.reached),
        left_out=bulk_page.left_out(run.left_out),
        names=[each.full_name for each in shown],
        more=max(0, run.reached - SHOWN),
        letters=letters_of(person, news.kind, texts) if person else [],
        submit=run.reached and ngettext("Tell %(number)s person", "Tell %(number)s people", run.reached, number=number),
        edit_url=url_for("mail_texts.edit", kind=news.kind.value),
        back=(_("Not now"), back_url),
    )
