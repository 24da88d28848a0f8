"""What attendees change of their own registration."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice

from app.core.forms import AtMost, Form, NoAddress, Required, Versioned, email_field, phone_field
from app.core.languages import current, pick
from app.events.models import Event
from app.registration.details import Details
from app.registration.forms import Boxes, ChangesForm, EventForm, SessionsForm
from app.registration.particulars import ConsentKind


class EditForm(EventForm, ChangesForm):
    first_name = StringField(
        _l("First name"),
        [Required(_l("Fill in your first name, as it should stand on your badge.")), AtMost(100), NoAddress()],
        render_kw={"autocomplete": "given-name"},
    )
    last_name = StringField(_l("Last name"), [AtMost(100), NoAddress()], render_kw={"autocomplete": "family-name"})
    badge_organisation = StringField(
        _l("Organisation on the badge"),
        [AtMost(200), NoAddress()],
        description=_l("Leave it empty for the name you registered with."),
        render_kw={"autocomplete": "organization"},
    )
    job_title = StringField(
        _l("Job title"), [AtMost(150), NoAddress()], render_kw={"autocomplete": "organization-title"}
    )
    phone = phone_field(_l("Phone"))
    areas = Boxes(_l("What you work on"))

    def offer(self, event: Event) -> None:
        self.areas.choices = [SelectChoice(area["code"], pick(area["label"], current())) for area in event.areas]


class ChooseForm(SessionsForm, Versioned):
    """The sessions of one person."""


class HandOverForm(Form):
    first_name = StringField(
        _l("First name"),
        [Required(_l("Fill in the first name of the person who comes.")), AtMost(100), NoAddress()],
    )
    last_name = StringField(_l("Last name"), [AtMost(100), NoAddress()])
    email = email_field(_l("E-mail"), _l("They get a link and a code of their own; yours ends."))
    organisation_name = StringField(
        _l("Name of the organisation"),
        [Required(_l("Fill in the name of their organisation.")), AtMost(200), NoAddress()],
    )
    job_title = StringField(_l("Job title"), [AtMost(150), NoAddress()])

    @property
    def details(self) -> Details:
        """Who comes instead."""
        return Details(
            first_name=self.first_name.data,
            last_name=self.last_name.data or "",
            email=self.email.data,
            organisation_name=self.organisation_name.data,
            job_title=self.job_title.data or "",
        )


WORDS = {True: "yes", False: "no", None: None}


class ConsentsForm(Form):
    """Who was never asked need not answer: a field may stay without a choice."""

    image = RadioField(
        _l("Photos and films"),
        validate_choice=False,
        choices=[SelectChoice("yes", _l("Yes, I may appear in them")), SelectChoice("no", _l("No, please not"))],
        description=_l("Without a yes, your badge shows a no."),
    )
    newsletter = RadioField(
        _l("The cluster’s newsletter"),
        validate_choice=False,
        choices=[SelectChoice("yes", _l("Yes, send it to me")), SelectChoice("no", _l("No"))],
    )
    needs = RadioField(
        _l("What we keep of your needs"),
        validate_choice=False,
        choices=[
            SelectChoice("yes", _l("Keep it until a week after the event")),
            SelectChoice("no", _l("Delete it now")),
        ],
    )

    @classmethod
    def showing(cls, given: Mapping[ConsentKind, bool | None]) -> "ConsentsForm":
        """The form with the last answers chosen."""
        return cls(data={kind.value: WORDS[answer] for kind, answer in given.items()})

    @property
    def answers(self) -> dict[ConsentKind, bool]:
        """What was answered, where something was."""
        said = {kind: self.data.get(kind.value) for kind in ConsentKind}
        return {kind: word == "yes" for kind, word in said.items() if word in ("yes", "no")}
