"""The page of an allotment's contact, behind a signed link: no account, nothing changed by GET."""

from collections.abc import Callable
from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import by_token
from app.audit.service import Actor
from app.core import limits
from app.core.clock import now
from app.core.errors import DomainError, TooMany
from app.core.forms import Form
from app.core.languages import current
from app.core.tokens import random_token
from app.core.web import keep_private
from app.extensions import db
from app.registration import delegate_page, delegates
from app.registration.contact_links import ContactLink, get
from app.registration.delegate_forms import DelegateForm
from app.registration.form_pages import row
from app.registration.grants import Allotment
from app.registration.models import LIVE, Registration
from app.registration.service import naming
from app.registration.service.handing_over import CONTACT

blueprint = Blueprint("delegates", __name__, url_prefix="/<language:lang>/a/<token>")
blueprint.after_request(keep_private)

WITHIN, MOST_KNOWN, MOST_NAMED = timedelta(hours=1), 10, 20
"""Addresses of people who are registered: nobody finds out by trying who comes. And delegates beyond twice
the seats: a link in the wrong hands does not write to half the world."""


def contact(link: ContactLink) -> Actor:
    return Actor(CONTACT, link.allotment.id, request.remote_addr)


@blueprint.get("/")
@by_token
def show(token: str) -> str:
    return render_template("registration/delegates.html", **delegate_page.context(get(token), now()))


@blueprint.route("/name", methods=["GET", "POST"])
@by_token
def name(token: str) -> str | Response:
    link = get(token)
    if request.method != "POST" and delegates.why_not(link.allotment, now()):
        return _back(link)  # the page says why
    form = _form(link)
    if form.validate_on_submit():
        named = _attempt(link, form, naming.name)
        if named:
            return _back(link, _("%(name)s is one of your delegates now, and is told so by mail.", name=named.full_name))
    return _ask(
        link, form, title=_("Name a delegate"), label=_("Name this delegate"),
        hint=_("Their own address: ticket and messages go there."),
    )  # fmt: skip


@blueprint.route("/<int:registration_id>/replace", methods=["GET", "POST"])
@by_token
def replace(token: str, registration_id: int) -> str | Response:
    """Somebody else comes instead; the place stays among the seats of the allotment."""
    link = get(token)
    delegate = delegates.get(link.allotment, registration_id)
    form, who = _form(link), delegate.full_name
    if form.validate_on_submit():
        named = _attempt(link, form, naming.replace, registration_id)
        if named:
            return _back(link, _("%(new)s comes instead of %(old)s; both are told by mail.", new=named.full_name, old=who))
    return _ask(
        link, form, title=_("Who comes instead of %(name)s?", name=who), label=_("Replace this delegate"),
        hint=_("They get a link and a code of their own; those of %(name)s end.", name=who),
    )  # fmt: skip


@blueprint.route("/<int:registration_id>/withdraw", methods=["GET", "POST"])
@by_token
def withdraw(token: str, registration_id: int) -> str | Response:
    """Asks first: the code goes, and the person is told."""
    link = get(token)
    delegate = delegates.get(link.allotment, registration_id)
    if request.method != "POST" and delegate.status not in LIVE:
        return _back(link)
    form, who = Form(), delegate.full_name
    if form.validate_on_submit():
        naming.withdraw(link.allotment.event_id, link.allotment.id, registration_id, by=contact(link))
        db.session.commit()
        return _back(link, _("%(name)s is withdrawn, and is told so by mail.", name=who))
    return render_template(
        "registration/delegate_form.html", **delegate_page.frame(link), form=form, fields=[], destroys=True,
        title=_("Withdraw %(name)s?", name=who), label=_("Withdraw this delegate"), back_url=_page(link),
        intro=delegate_page.what_withdrawing_means(link.allotment, now()),
    )  # fmt: skip


def _form(link: ContactLink) -> DelegateForm:
    return DelegateForm(data={
        "organisation_name": link.allotment.organisation_name, "language": current(), "once": random_token(),
    })  # fmt: skip


def _attempt(link: ContactLink, form: DelegateForm, step: Callable[..., Registration], *which: int) -> Registration | None:
    """Take the step and commit it; None where it was refused, which the form then says."""
    allotment = link.allotment
    ids = allotment.event_id, allotment.id, *which
    try:
        _require_patience(allotment)
        done = step(*ids, form.details, language=form.language.data, submission=form.once.data or "", by=contact(link))
        limits.hit("delegate_named", str(allotment.id))
        db.session.commit()
    except DomainError as refusal:
        db.session.rollback()
        if refusal.code == "address_in_use":
            limits.hit("delegate_known", str(allotment.id))
            db.session.commit()
            form.email.errors = [delegate_page.cannot_be_named(allotment)]
        else:
            form.form_errors.append(refusal.message)
        return None
    return done


def _require_patience(allotment: Allotment) -> None:
    tried = {scope: limits.count(scope, str(allotment.id), WITHIN) for scope in ("delegate_known", "delegate_named")}
    if tried["delegate_known"] >= MOST_KNOWN or tried["delegate_named"] >= MOST_NAMED + 2 * allotment.seats:
        raise TooMany(
            "too_many_tries", _("Much was typed here within the hour. Wait an hour, or write to the organisers."),
            int(WITHIN.total_seconds()),
        )  # fmt: skip


def _ask(link: ContactLink, form: DelegateForm, *, title: str, label: str, hint: str) -> str:
    rows = [
        row("field", form.first_name), row("field", form.last_name), row("field", form.email, hint=hint),
        row("field", form.organisation_name), row("field", form.job_title), row("choices", form.language),
    ]  # fmt: skip
    return render_template(
        "registration/delegate_form.html", **delegate_page.frame(link), form=form, fields=rows, title=title, label=label,
        back_url=_page(link), intro=None, destroys=False,
    )  # fmt: skip


def _page(link: ContactLink) -> str:
    return url_for("delegates.show", token=link.token)


def _back(link: ContactLink, message: str = "") -> Response:
    if message:
        flash(message, "info")
    return redirect(_page(link))
