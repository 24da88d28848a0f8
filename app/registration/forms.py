"""The registration form: four themed steps, or the same fields on one page."""

from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from app.core.errors import DomainError
from app.core.forms import AtMost, Form, NoAddress, Required, Versioned, email_field, phone_field
from app.core.languages import current, pick
from app.core.text import clean_line
from app.events.models import Event, OrganisationType
from app.registration.details import Details
from app.registration.event_form import Boxes, EventForm
from app.registration.questions.form import AskingForm
from app.registration.service.session_seats import require_apart

ORGANISATION_TYPES = {
    OrganisationType.company: _l("Company"),
    OrganisationType.research: _l("Research or care"),
    OrganisationType.authority: _l("Local authority"),
    OrganisationType.institution: _l("Public institution"),
    OrganisationType.press: _l("Press"),
    OrganisationType.other: _l("Other"),
}


OVERRIDES = ("badge_name", "badge_organisation")
"""What stands on the badge instead; empty, nothing does."""


class ChangesForm(Versioned):
    """What is changed of a registration. Who saves second sees what stands there now, and keeps what
    they typed."""

    @property
    def changes(self) -> dict[str, Any]:
        """What `changing.edit` takes; an empty override is none."""
        kept = {name: value for name, value in self.data.items() if name not in ("csrf_token", "version")}
        return kept | {name: kept[name] or None for name in OVERRIDES if name in kept}

    def refused(self, refusal: DomainError, person: Any) -> list[str]:
        """Show the refusal, and let the next try be saved over what stands there now: a sentence for
        each field that differs from what was typed."""
        self.form_errors.append(refusal.message)
        self.look_at(person.version)
        typed = self.changes
        return [
            _("%(field)s: it says “%(now)s” now.", field=self[name].label.text, now=getattr(person, name) or _("nothing"))
            for name in typed
            if isinstance(getattr(person, name) or "", str) and (getattr(person, name) or None) != (typed[name] or None)
        ]


class YouForm(EventForm):
    first_name = StringField(
        _l("First name"),
        [Required(_l("Fill in your first name, as it should stand on your badge.")), AtMost(100), NoAddress()],
        description=_l("As it should stand on your badge."),
        render_kw={"autocomplete": "given-name"},
    )
    last_name = StringField(
        _l("Last name"),
        [AtMost(100), NoAddress()],
        description=_l("Leave it empty if you have a single name."),
        render_kw={"autocomplete": "family-name"},
    )
    email = email_field(
        _l("E-mail"), _l("Your ticket goes there. Your work address is recognised if your organisation is a member.")
    )
    phone = phone_field(_l("Phone"), _l("Only used if something changes on the day."))


class OrganisationForm(EventForm):
    """`address`: whose organisation this may be; on one page it is a field beside."""

    address: str | None = None

    def offer(self, event: Event) -> None:
        """Where several share the domain of the address, one of them may have been chosen instead of typed."""
        super().offer(event)
        if self.is_submitted() and request.form.get("owner"):
            self.organisation_name.data = clean_line(request.form["owner"])

    organisation_name = StringField(
        _l("Name of the organisation"),
        [Required(_l("Fill in the name of your organisation, or “independent”.")), AtMost(200), NoAddress()],
        description=_l("It stands on your badge."),
        render_kw={"autocomplete": "organization"},
    )
    organisation_type = RadioField(
        _l("Type of organisation"),
        [Required(_l("Choose the type of your organisation."))],
        choices=[SelectChoice(kind.value, label) for kind, label in ORGANISATION_TYPES.items()],
    )
    job_title = StringField(
        _l("Job title"),
        [AtMost(150), NoAddress()],
        description=_l("It stands on your badge."),
        render_kw={"autocomplete": "organization-title"},
    )


class SessionsForm(EventForm):
    """The sessions that people choose."""

    sessions = Boxes(
        _l("Sessions"), coerce=int, description=_l("One at a time: those that overlap cannot both be chosen.")
    )

    def offer(self, event: Event) -> None:
        super().offer(event)
        lang = current()
        self.choosable = {s.id: s for s in event.sessions if s.capacity is not None}
        self.sessions.choices = [SelectChoice(s.id, pick(s.title, lang)) for s in self.choosable.values()]

    def validate_sessions(self, field: Boxes) -> None:
        chosen = [self.choosable[id_] for id_ in field.data or () if id_ in self.choosable]
        try:
            require_apart(chosen, self.event)
        except DomainError as refusal:
            raise ValidationError(refusal.message) from None


class ParticipationForm(AskingForm, SessionsForm):
    """A file is asked for beside the button that sends all: no draft keeps one."""

    asks_files = False
    areas = Boxes(_l("What you work on"), description=_l("So that the programme fits those who come."))

    def offer(self, event: Event) -> None:
        super().offer(event)
        self.areas.choices = [SelectChoice(area["code"], pick(area["label"], current())) for area in event.areas]


class ChoicesForm(EventForm):
    image = RadioField(
        _l("Photos and films"),
        [Required(_l("Choose yes or no: the photographers go by your badge."))],
        description=_l("Photos of the day are published by the organiser. If you say no, your badge shows it."),
        choices=[SelectChoice("yes", _l("Yes, I may appear in them")), SelectChoice("no", _l("No, please not"))],
    )
    newsletter = BooleanField(_l("Send me the cluster’s newsletter"))
    needs = TextAreaField(
        _l("What should we provide for you?"),
        [AtMost(500)],
        description=_l("Diet, access, interpreting: what you need, not why."),
        render_kw={"rows": 3},
    )
    needs_consent = BooleanField(
        _l("Keep this until a week after the event"),
        description=_l("If this box stays empty, what you wrote above is not stored."),
    )


class GuardForm(Form):
    """What keeps robots out without a riddle, and the key that makes a double click one."""

    website = StringField(_l("Leave this empty"), render_kw={"autocomplete": "off", "tabindex": "-1"})
    submission = HiddenField()
    started = HiddenField()


class OnePageForm(YouForm, OrganisationForm, ParticipationForm, ChoicesForm, GuardForm):
    """The four steps under each other."""

    @property
    def address(self) -> str | None:  # type: ignore[override]
        return self.email.data

    asks_files = None


STEPS: dict[str, tuple[Any, type[EventForm]]] = {
    "you": (_l("You"), YouForm),
    "organisation": (_l("Your organisation"), OrganisationForm),
    "participation": (_l("Your participation"), ParticipationForm),
    "choices": (_l("Needs and choices"), ChoicesForm),
}
NEVER_IN_DRAFT = ("needs", "needs_consent")
GUARDS = ("website", "submission", "started", "csrf_token")


def answers_of(form: Form) -> dict[str, Any]:
    """What was typed, as JSON, without what a draft must not keep."""
    return {name: value for name, value in form.data.items() if name not in (*NEVER_IN_DRAFT, *GUARDS)}


def details_of(answers: dict[str, Any]) -> Details:
    """Valid answers of all steps as what the rules take."""
    return Details(
        first_name=answers["first_name"],
        last_name=answers["last_name"] or "",
        email=answers["email"],
        phone=answers["phone"] or "",
        organisation_name=answers["organisation_name"],
        organisation_type=OrganisationType(answers["organisation_type"]),
        job_title=answers["job_title"] or "",
        areas=answers["areas"] or [],
        session_ids=answers["sessions"] or [],
        image=answers["image"] == "yes",
        newsletter=bool(answers["newsletter"]),
        needs=answers.get("needs") or "",
        needs_consent=bool(answers.get("needs_consent")),
        answers=answers.get("questions") or {},
        files=answers.get("files") or {},
    )
