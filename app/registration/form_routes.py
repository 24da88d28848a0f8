"""Register: in four steps with a check page, or on one page. A draft keeps what was typed."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, jsonify, redirect, render_template, request, session, url_for
from wtforms import HiddenField

from app.accounts.access import open_to_all
from app.audit.service import Actor
from app.core.clock import now
from app.core.errors import DomainError
from app.core.languages import current
from app.core.tokens import random_token, sign
from app.core.uploads import takes_file
from app.events.models import Category, Event, FormMode
from app.extensions import db
from app.registration import done_page, form_pages, invited, sent, single_page
from app.registration.carried import carried, carry, drop
from app.registration.details import Details, one_time_key
from app.registration.drafting import Drafted, leave, load, save
from app.registration.forms import STEPS, EventForm, OnePageForm, answers_of, details_of
from app.registration.guards import age_of_page, count_registration, is_robot, network
from app.registration.questions.form import AskingForm
from app.registration.questions.uploads import MOST_BYTES
from app.registration.recognition import proposals, proposed, told
from app.registration.routes import get_public
from app.registration.service import inviting
from app.registration.service.submitting import require_open, submit

blueprint = Blueprint("registration_form", __name__, url_prefix="/<language:lang>/<slug>/register")

LAST = list(STEPS)[-1]


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
    if request.method != "POST" and not request.args and not session.keys() & {"_flashes", invited.KEY}:
        return single_page.blank(event)
    form = OnePageForm(event, category=_invited_to(event), data=load(event, session).answers)
    if form.validate_on_submit() and not is_robot(form, age_of_page(form)):
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
    form: EventForm = STEPS[name][1](event, category=_invited_to(event), data=_begun(name, drafted) | _needs(event))
    form.address = drafted.answers.get("email")
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


@blueprint.get("/organisations")
@open_to_all
def propose(slug: str) -> Response:
    """Names of the directory that hold what is typed (`q`), or what the domain of an address tells (`at`)."""
    domain = request.args.get("at", "")
    answer = jsonify(told(domain, request.args.get("typed", "")) if domain else proposals(request.args.get("q", "")))
    answer.headers["Cache-Control"] = "private, max-age=300"
    return answer


def _following(event: Event, name: str) -> str:
    if name == LAST:
        return url_for("registration_form.check", slug=event.slug)
    names = list(STEPS)
    return form_pages.step_url(event, names[names.index(name) + 1])


def _begun(name: str, drafted: Drafted) -> dict[str, Any]:
    """The draft; the step about the organisation begins with whose address it is."""
    is_first = name == "organisation" and "organisation_name" not in drafted.answers
    return (proposed(drafted.answers.get("email")) if is_first else {}) | drafted.answers


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
    if not drafted.answers and sent.load(event, session):
        return redirect(url_for("registration_form.done", slug=slug))  # back, and sent once more
    missing = _first_missing(event, drafted)
    if missing is not None:
        return redirect(form_pages.step_url(event, missing))
    form = CheckForm(event, category=_invited_to(event), data=drafted.answers)
    if form.validate_on_submit() and not is_robot(form, now() - drafted.began_at):
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


def _send(event: Event, details: Details, submission: str) -> Response:
    """Register, remember what to say on the next page, and go there."""
    submitted = submit(
        event.id,
        details,
        language=current(),
        submission=one_time_key(submission, details.first_name, details.last_name, details.email),
        may_hold=count_registration(),
        by=Actor("attendee", came_from=network()),
    )
    sent.keep(event, session, sent.Sent(
        email=details.email, organisation_name=details.organisation_name,
        organisation_type=details.organisation_type, holds=submitted.holds_seat, proven=submitted.proven,
        registration_id=submitted.registration and submitted.registration.id,
    ))  # fmt: skip
    invited.forget(session, event.id)
    leave(event, session)
    drop(session)
    onward = redirect(url_for("registration_form.done", slug=event.slug))
    db.session.commit()
    return onward


@blueprint.get("/sent")
@open_to_all
def done(slug: str) -> Any:
    """What happens next, and who is registered so far."""
    event = get_public(slug)
    kept = sent.load(event, session)
    if kept is None:
        return redirect(url_for("registration.show", slug=slug))
    return render_template("registration/form_done.html", event=event, done=done_page.context(event, kept, now()))
