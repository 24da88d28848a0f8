"""Self-service behind the signed link: no account, nothing changed by GET."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from app.accounts.access import by_token
from app.audit.service import Actor
from app.core import web
from app.core.clock import now
from app.core.errors import DomainError
from app.core.languages import current
from app.core.web import keep_private
from app.events.queries import has_sessions_to_choose
from app.extensions import db
from app.registration import form_pages, session_pages, ticket_page, ticket_ways
from app.registration.links import NoLink, OwnLink, get, token_for
from app.registration.models import CancelReason, Registration, Status
from app.registration.owed import MailKind
from app.registration.particulars import ConsentKind
from app.registration.service import (
    consenting,
    leaving,
    needs,
    offering,
    proving,
    reconfirming,
    registering_again,
    session_seats,
)
from app.registration.service.changing import edit as change
from app.registration.service.handing_over import hand_over as pass_on
from app.registration.service.writing import require_mails_left, send_link
from app.registration.ticket_forms import ChooseForm, ConsentsForm, EditForm, HandOverForm

blueprint = Blueprint("self_service", __name__, url_prefix="/<language:lang>/r/<token>")
blueprint.after_request(keep_private)


@blueprint.errorhandler(DomainError)
def refuse(error: DomainError) -> Any:
    """Whoever is refused something goes back to their own page."""
    if not isinstance(error, NoLink):
        error.way_on = (_("Back to my ticket"), url_for("self_service.ticket", token=request.view_args["token"]))
    return web.refuse(error)


def attendee(link: OwnLink) -> Actor:
    return Actor("attendee", link.registration.id, request.remote_addr)


def back(link: OwnLink, message: str = "") -> BaseResponse:
    if message:
        flash(message, "info")
    return redirect(url_for("self_service.ticket", token=link.token))


@blueprint.get("/")
@by_token
def ticket(token: str) -> str:
    return render_template("registration/ticket.html", **ticket_page.context(get(token), now()))


@blueprint.post("/prove")
@by_token
def prove(token: str) -> BaseResponse:
    """The button behind the mailed link."""
    return _press(token, proving.prove, session_pages.waits_said)


@blueprint.route("/edit", methods=["GET", "POST"])
@by_token
def edit(token: str) -> Any:
    link = get(token)
    registration, event = link.registration, link.registration.event
    require_not_frozen(registration)
    form, changed_meanwhile = EditForm(event, obj=registration), []
    if form.validate_on_submit():
        try:
            change(event.id, registration.id, form.changes, by=attendee(link), version=form.seen)
        except DomainError as refusal:
            db.session.rollback()
            link = get(token)
            changed_meanwhile = form.refused(refusal, link.registration)
        else:
            db.session.commit()
            return back(link, _("Your details are saved."))
    rows = [
        form_pages.row("field", form[name])
        for name in ("first_name", "last_name", "badge_organisation", "job_title", "phone")
    ]
    if form.areas.choices:
        rows.append(form_pages.row("choices", form.areas, columns=2))
    return own_form(link, form, _("Change my details"), rows, _("Save my details"), changed_meanwhile)


def require_not_frozen(registration: Registration) -> None:
    if not ticket_ways.can_edit(registration, now()):
        raise DomainError(
            "frozen",
            _(
                "Badges are being printed: details can no longer be changed here. Write to %(address)s.",
                address=registration.event.reply_to,
            ),
        )


@blueprint.route("/sessions", methods=["GET", "POST"])
@by_token
def sessions(token: str) -> Any:
    """Choose, leave, or join the waiting list of a session that is full."""
    link = get(token)
    registration, event = link.registration, link.registration.event
    session_seats.require_changeable(registration, attendee(link))
    chosen = [seat.session_id for seat in registration.seats]
    form = ChooseForm(event, data={"sessions": chosen, "version": registration.version})
    if form.validate_on_submit():
        try:
            session_seats.choose(
                event.id, registration.id, form.sessions.data or (), by=attendee(link), version=form.seen
            )
        except DomainError as refusal:
            db.session.rollback()
            link = get(token)
            form.form_errors.append(refusal.message)
            form.look_at(link.registration.version)
        else:
            message = session_pages.said(registration)
            db.session.commit()
            return back(link, message)
    rows = [form_pages.row("choices", form.sessions, hints=session_pages.hints(form, event, registration))]
    return own_form(link, form, _("Change my sessions"), rows, _("Save my sessions"))


@blueprint.route("/cancel", methods=["GET", "POST"])
@by_token
def cancel(token: str) -> Any:
    """One button; the mail that follows can take it back for an hour."""
    link = get(token)
    if request.method != "POST":
        return back(link)
    leaving.cancel(link.registration.event_id, link.registration.id, by=attendee(link), reason=CancelReason.attendee)
    db.session.commit()
    return back(link, _("Your place is cancelled."))


@blueprint.post("/restore")
@by_token
def restore(token: str) -> BaseResponse:
    """The places in sessions went to others, or may have: they are not taken back silently."""
    return _press(token, leaving.restore, _choose_again)


def _choose_again(person: Registration) -> str:
    may = not person.seats and ticket_ways.can_edit(person, now()) and has_sessions_to_choose(person.event_id)
    return _("If you had chosen sessions, choose them again: they were given back as well.") if may else ""


@blueprint.post("/again")
@by_token
def register_again(token: str) -> BaseResponse:
    """A cancelled registration stays what it is; the new one has a page of its own."""
    link = get(token)
    anew = registering_again.register_again(link.registration.event_id, link.registration.id, by=attendee(link))
    db.session.commit()
    if anew is None:
        return back(link, _("There is a registration with this address already: its link is on the way to it."))
    return back(replace(link, registration=anew, token=token_for(anew)))


@blueprint.post("/accept")
@by_token
def accept(token: str) -> BaseResponse:
    """Yes to the offered place."""
    return _press(token, offering.accept, lambda _person: _("Your place is confirmed."))


@blueprint.post("/decline")
@by_token
def decline(token: str) -> BaseResponse:
    """No: the place goes to the next."""
    thanks = _("The place goes to somebody else. Thank you for telling us.")
    return _press(token, offering.decline, lambda _person: thanks)


@blueprint.post("/come")
@by_token
def come(token: str) -> BaseResponse:
    """The answer that some days before the event is asked for; or that of somebody released."""
    return _press(token, reconfirming.come, _expected)


def _expected(person: Registration) -> str:
    if person.status is Status.confirmed:
        return _("Thank you: we expect you.")
    return _("No place is left now: you wait for one again.")


def _press(
    token: str, step: Callable[..., Registration], said: Callable[[Registration], str] = lambda _person: ""
) -> BaseResponse:
    """A step that one press takes; what came of it stands above the ticket."""
    link = get(token)
    message = said(step(link.registration.event_id, link.registration.id, by=attendee(link)))
    db.session.commit()
    return back(link, message)


@blueprint.route("/hand-over", methods=["GET", "POST"])
@by_token
def hand_over(token: str) -> Any:
    """A colleague comes instead. Confirmations get forwarded, so a fresh link is asked for."""
    link = get(token)
    if not link.fresh:
        return ask_fresh(link)
    form = HandOverForm(data={"organisation_name": link.registration.organisation_name})
    if form.validate_on_submit():
        successor = form.details
        try:
            pass_on(link.registration.event_id, link.registration.id, successor, by=attendee(link), language=current())
        except DomainError as refusal:
            db.session.rollback()
            form.form_errors.append(refusal.message)
        else:
            db.session.commit()
            own = replace(link, token=token_for(link.registration))  # the old one may open nothing any more
            return back(own, _("Your place passes to %(name)s; they are told by mail.", name=successor.full_name))
    rows = [
        form_pages.row("field", form[name])
        for name in ("first_name", "last_name", "email", "organisation_name", "job_title")
    ]
    return own_form(get(token), form, _("Hand my place to somebody"), rows, _("Hand over my place"))


@blueprint.route("/consents", methods=["GET", "POST"])
@by_token
def consents(token: str) -> Any:
    """Give and withdraw, each apart, in two clicks."""
    link = get(token)
    registration = link.registration
    form = ConsentsForm.showing({kind: consenting.consent_given(registration, kind) for kind in ConsentKind})
    if not needs.are_kept(registration):
        del form.needs
    if form.validate_on_submit():
        consenting.answer(
            registration.event_id, registration.id, form.answers, language=current(), by=attendee(link)
        )  # fmt: skip
        db.session.commit()
        return back(link, _("Your choices are saved."))
    rows = [form_pages.row("choices", form[kind.value]) for kind in ConsentKind if kind.value in form]
    return own_form(link, form, _("My consents"), rows, _("Save my choices"))


@blueprint.post("/fresh-link")
@by_token
def fresh_link(token: str) -> BaseResponse:
    """Mail a link of half an hour to the address this registration has."""
    link = get(token)
    require_mails_left(link.registration.address)
    send_link(link.registration, MailKind.fresh_link)
    db.session.commit()
    return back(link, _("A link that works for 30 minutes is on its way to your address."))


def ask_fresh(link: OwnLink) -> str:
    return render_template("registration/ask_fresh.html", event=link.registration.event, token=link.token)


def own_form(
    link: OwnLink, form: Any, title: str, rows: list[dict[str, Any]], label: str, warnings: Sequence[str] = (),
    intro: str = "",
) -> str:  # fmt: skip
    return render_template(
        "registration/own_form.html",
        event=link.registration.event,
        form=form,
        title=title,
        fields=rows,
        label=label,
        warnings=warnings,
        intro=intro,
        back_url=url_for("self_service.ticket", token=link.token),
    )
