"""The texts of the mails: what each says, edited by language, tried out, and set back."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import allow, current_account, current_actor
from app.accounts.permissions import Permission
from app.events.models import Event
from app.extensions import db
from app.mailing import wording
from app.mailing.texts import FIELDS
from app.organiser import desk
from app.organiser.mails.preview import preview, send_test
from app.organiser.mails.text_forms import WordsForm, word_rows, words_form
from app.organiser.mails.words import FIELD_HINTS, GROUPS, KINDS
from app.organiser.people.step_routes import attempt
from app.registration.owed import MailKind

blueprint = Blueprint("mail_texts", __name__, url_prefix=f"{desk.PREFIX}/messages/texts")


@blueprint.get("")
@allow(Permission.send_mail)
def index(event: Event) -> str:
    """Every kind, with whether it says what the product says or what organisers wrote."""
    edited = wording.edited_kinds(event.id)
    return render_template(
        "organiser/mails/texts.html",
        **desk.context(event, "mails"),
        trail=[(_("Messages"), url_for("mails.index"))],
        groups=[{"title": title, "kinds": [_line(kind, edited) for kind in kinds]} for title, kinds in GROUPS],
    )


def _line(kind: MailKind, edited: set[str]) -> dict[str, Any]:
    note = _("Written by your team") if kind in edited else None
    return {"label": KINDS[kind], "note": note, "href": url_for("mail_texts.edit", kind=kind.value)}


@blueprint.route("/<kind>", methods=["GET", "POST"])
@allow(Permission.send_mail)
def edit(event: Event, kind: str) -> str | Response:
    """One text in each language. The buttons: save, preview, send me a test."""
    which = _kind(kind)
    texts = {language: wording.text_of(event.id, which, language) for language in event.languages}
    form = words_form(event, WordsForm, texts, looked_at=wording.seen(event.id, which))
    if form.validate_on_submit() and _done(event, which, form):
        return redirect(url_for("mail_texts.index"))
    return _page(event, which, form)


def _done(event: Event, kind: MailKind, form: WordsForm) -> bool:
    """Do what the pressed button says; whether the page is left."""
    wish = request.form.get("do")
    if wish == "test":
        if send_test(event, kind, form, current_account()):
            db.session.commit()
            flash(_("A test in each language is on its way to %(address)s.", address=current_account().email))
        return False
    if wish == "preview":
        return False
    said = {language: form.words(language) for language in event.languages}
    return attempt(
        lambda: wording.edit(event.id, kind, said, by=current_actor(), looked_at=form.looked_at.data),
        lambda changed: _("The text is saved.") if changed else _("Nothing was changed."), form,
    )  # fmt: skip


@blueprint.post("/<kind>/reset")
@allow(Permission.send_mail)
def reset(event: Event, kind: str) -> Response:
    """Back to the product's own words."""
    which = _kind(kind)
    attempt(
        lambda: wording.reset(event.id, which, by=current_actor()),
        lambda changed: _("The text is the original one again.") if changed else _("Nothing was changed."),
    )
    return redirect(url_for("mail_texts.edit", kind=kind))


def _kind(name: str) -> MailKind:
    if name not in set(MailKind) or MailKind(name) is MailKind.message:
        abort(404)
    return MailKind(name)


def _page(event: Event, kind: MailKind, form: WordsForm) -> str:
    return render_template(
        "organiser/mails/text.html",
        **desk.context(event, "mails"),
        trail=[(_("Messages"), url_for("mails.index")), (_("Texts"), url_for("mail_texts.index"))],
        title=KINDS[kind],
        form=form,
        rows=word_rows(event, form),
        fields=[(f"{{{{ {name} }}}}", FIELD_HINTS[name]) for name in FIELDS],
        preview=preview(event, kind, form),
        edited=kind in wording.edited_kinds(event.id),
        reset_url=url_for("mail_texts.reset", kind=kind.value),
        back=(_("Back without changes"), url_for("mail_texts.index")),
    )
