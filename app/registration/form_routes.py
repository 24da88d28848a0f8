"""Register: in four steps with a check page, or on one page. A draft keeps what was typed."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from wtforms import HiddenField

from app.accounts.access import open_to_all
from app.audit.service import Actor
from app.core import limits
from app.core.clock import now
from app.core.errors import DomainError, TooMany
from app.core.languages import current
from app.core.tokens import LinkInvalid, age, random_token, sign
from app.core.uploads import takes_file
from app.events.models import Category, Event, FormMode
from app.extensions import db
from app.registration import form_pages, invited, single_page
from app.registration.carried import carried, carry, drop
from app.registration.details import Details
from app.registration.drafting import Drafted, load, save
from app.registration.forms import STEPS, EventForm, OnePageForm, answers_of, details_of
from app.registration.questions.form import AskingForm
from app.registration.questions.uploads import MOST_BYTES
from app.registration.routes import get_public
from app.registration.service import inviting
from app.registration.service.submitting import require_open, submit

blueprint = Blueprint("registration_form", __name__, url_prefix="/<language:lang>/<slug>/register")

LAST = list(STEPS)[-1]
FASTEST = timedelta(seconds=2)
"""Nobody fills a form in less."""
HOLDING, REFUSED = 40, 400
"""Registrations from one address in ten minutes: beyond the first they hold no seat until the
button, beyond the second they are refused (a hospital has one address)."""


class CheckForm(AskingForm):
    """The check page: asks for the files, which no draft keeps; its button and its guard."""

    asks_files = True
    website = HiddenField()


@blueprint.before_request
def require_open_event() -> None:
    event = get_public(request.view_args["slug"])
    if request.endpoint != "registration_form.done":
        require_open(event, now())


@blueprint.route("", methods=["GET", "POST"])
@takes_file(MOST_BYTES)
@open_to_all
def start(slug: str) -> Any:
    """The one-page form, or the way to the first step."""
    event = get_public(slug)
    if event.form_mode is FormMode.steps:
        return redirect(url_for("registration_form.step", slug=slug, name="you"))
    if request.method == "GET" and not request.args and not session.keys() & {"_flashes", invited.KEY}:
        return single_page.blank(event)
    form = OnePageForm(event, category=_invited_to(event), data=load(event, session).answers)
    if form.validate_on_submit() and not _is_robot(form, _age_of_page(form)):
        details = _with_invitation(event, details_of(form.data))
        if _is_invited(event, details, form):
            return _send(event, details, form.submission.data or random_token())
    if not form.is_submitted():
        form.submission.data, form.started.data = random_token(), sign("form")
    return single_page.show(event, form)


@blueprint.route("/<any(you, organisation, participation, choices):name>", methods=["GET", "POST"])
@open_to_all
def step(slug: str, name: str) -> Any:
    """One of the four steps; after the last one comes the check."""
    event = get_public(slug)
    drafted = load(event, session)
    form: EventForm = STEPS[name][1](event, category=_invited_to(event), data=drafted.answers | _needs(event))
    if form.validate_on_submit():
        drafted = save(event, session, answers_of(form))
        if name == LAST:
            carry(session, event.id, form.needs.data, form.needs_consent.data)
        db.session.commit()
        return redirect(_following(event, name))
    return render_template(
        "registration/form_step.html",
        event=event,
        form=form,
        step=form_pages.step_context(name, event, drafted.saved_at),
        fields=form_pages.rows_of(name, form, event),
    )


def _following(event: Event, name: str) -> str:
    if name == LAST:
        return url_for("registration_form.check", slug=event.slug)
    names = list(STEPS)
    return form_pages.step_url(event, names[names.index(name) + 1])


def _needs(event: Event) -> dict[str, Any]:
    """What no draft may keep, as the form's fields have it."""
    kept = carried(session, event.id)
    return {"needs": kept.needs, "needs_consent": kept.consent}


@blueprint.route("/check", methods=["GET", "POST"])
@takes_file(MOST_BYTES)
@open_to_all
def check(slug: str) -> Any:
    """Look at everything once more, then send."""
    event = get_public(slug)
    drafted = load(event, session)
    if not drafted.answers and _sent(event):
        return redirect(url_for("registration_form.done", slug=slug))  # back, and sent once more
    missing = _first_missing(event, drafted)
    if missing is not None:
        return redirect(form_pages.step_url(event, missing))
    form = CheckForm(event, category=_invited_to(event), data=drafted.answers)
    if form.validate_on_submit() and not _is_robot(form, now() - drafted.began_at):
        details = _with_invitation(event, details_of(drafted.answers | _needs(event) | form.data))
        if _is_invited(event, details, form):
            return _send(event, details, drafted.token)
    kept = carried(session, event.id)
    return render_template(
        "registration/form_check.html",
        event=event,
        form=form,
        fields=form_pages.question_rows(form),
        check=form_pages.check_context(event, drafted.answers, form.others_asked, kept.needs, kept.consent),
    )


def _first_missing(event: Event, drafted: Drafted) -> str | None:
    """The first step whose answers are not in the draft yet, or no longer valid."""
    known = {"category": _invited_to(event), "formdata": None, "data": drafted.answers, "meta": {"csrf": False}}
    for name, (_title, form_class) in STEPS.items():
        form = form_class(event, **known)
        if not set(answers_of(form)) <= set(drafted.answers) or not form.validate():
            return name
    return None


def _is_robot(form: Any, took: timedelta) -> bool:
    """Whether the hidden box was filled, or all of it faster than anybody types. Says so kindly."""
    if not form.website.data and took >= FASTEST:
        return False
    form.form_errors.append(_("That was very quick. Wait a moment, then send once more."))
    return True


def _invited_to(event: Event) -> Category | None:
    """The category that this browser's invitation leads to."""
    code = invited.code_of(session, event.id)
    invitation = inviting.find(event.id, code) if code else None
    return invitation and invitation.category


def _with_invitation(event: Event, details: Details) -> Details:
    return replace(details, invitation=invited.code_of(session, event.id))


def _is_invited(event: Event, details: Details, form: Any) -> bool:
    """Whether the invitation still lets this person in. If not, the form says why, and whoever sends it
    once more registers without."""
    try:
        if details.invitation:
            inviting.require(event.id, details.invitation, now(), details.email)
    except DomainError as refusal:
        if refusal.code != "invitation_other_address":
            invited.forget(session, event.id)
        form.form_errors.append(refusal.message)
        return False
    return True


def _age_of_page(form: OnePageForm) -> timedelta:
    """How long the one page was open; an altered stamp is as good as none."""
    try:
        return age("form", form.started.data or "")
    except LinkInvalid:
        return timedelta(0)


def _send(event: Event, details: Any, submission: str) -> Response:
    """Register, remember what to say on the next page, and go there."""
    address = request.remote_addr or "unknown"
    lately = limits.count("registrations", address, timedelta(minutes=10))
    if lately >= REFUSED:
        raise TooMany(
            "too_many_registrations",
            _("Very many registrations came from your network. Wait ten minutes, then send again."),
            600,
        )
    limits.hit("registrations", address)
    submitted = submit(
        event.id,
        details,
        language=current(),
        submission=submission,
        by=Actor("attendee", came_from=address),
        may_hold=lately < HOLDING,
    )
    session["sent"] = {
        "event": event.id, "email": details.email, "holds": submitted.holds_seat, "proven": submitted.proven
    }  # fmt: skip
    invited.forget(session, event.id)
    session.get("drafts", {}).pop(str(event.id), None)
    drop(session)
    onward = redirect(url_for("registration_form.done", slug=event.slug))
    db.session.commit()
    return onward


@blueprint.get("/sent")
@open_to_all
def done(slug: str) -> Any:
    """What happens next."""
    event = get_public(slug)
    sent = _sent(event)
    if sent is None:
        return redirect(url_for("registration.show", slug=slug))
    return render_template("registration/form_done.html", event=event, done=_next_steps(event, sent))


def _sent(event: Event) -> dict[str, Any] | None:
    """What this browser sent last, if it was for this event."""
    sent: dict[str, Any] = session.get("sent") or {}
    return sent if sent.get("event") == event.id else None


def _next_steps(event: Event, sent: dict[str, Any]) -> dict[str, Any]:
    if sent.get("proven"):
        return _answered(event, sent)
    seat = (
        _("A place is kept for you for 30 minutes; after that it may go to somebody else.")
        if sent["holds"]
        else _("No place is kept meanwhile: it is decided when you press the button.")
    )
    return {
        "title": _("Look in your mail"),
        "lead": _(
            "We have written to %(email)s. Open the message and press its button: only then are you registered.",
            email=sent["email"],
        ),
        "steps": [
            (_("Press the button in the message"), seat),
            (
                _("You get our answer at once"),
                _("A confirmed place with your ticket, a question to our team, or a place on the waiting list."),
            ),
            (_("Bring your code on the day"), _("On your phone or on paper: it works without a network.")),
        ],
        "email": sent["email"],
        "colleague_url": None,
        "event_url": url_for("registration.show", slug=event.slug),
        "contact": event.reply_to,
    }


def _answered(event: Event, sent: dict[str, Any]) -> dict[str, Any]:
    """After a personal invitation: the answer is in the mail already."""
    return {
        "title": _("Thank you: look in your mail"),
        "lead": _("We have written to %(email)s. The message says where you stand and leads to your page.", email=sent["email"]),
        "steps": [(_("Bring your code on the day"), _("On your phone or on paper: it works without a network."))],
        "email": sent["email"],
        "colleague_url": None,
        "event_url": url_for("registration.show", slug=event.slug),
        "contact": event.reply_to,
    }
