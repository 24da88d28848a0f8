"""What attendees change of their own registration."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice

from app.core.forms import AtMost, Form, NoAddress, Required, email_field, phone_field
from app.core.languages import current, pick
from app.events.models import Event
from app.registration.forms import Boxes, EventForm


class EditForm(EventForm):
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


class HandOverForm(Form):
    first_name = StringField(
        _l("First name"),
        [Required(_l("Fill in the first name of the person who comes instead.")), AtMost(100), NoAddress()],
    )
    last_name = StringField(_l("Last name"), [AtMost(100), NoAddress()])
    email = email_field(_l("E-mail"), _l("They get a link and a code of their own; yours ends."))
    organisation_name = StringField(
        _l("Name of the organisation"),
        [Required(_l("Fill in the name of their organisation.")), AtMost(200), NoAddress()],
    )
    job_title = StringField(_l("Job title"), [AtMost(150), NoAddress()])


class ConsentsForm(Form):
    image = RadioField(
        _l("Photos and films"),
        choices=[SelectChoice("yes", _l("Yes, I may appear in them")), SelectChoice("no", _l("No, please not"))],
        description=_l("Your badge shows a no."),
    )
    newsletter = RadioField(
        _l("The cluster’s newsletter"),
        choices=[SelectChoice("yes", _l("Yes, send it to me")), SelectChoice("no", _l("No"))],
    )
    needs = RadioField(
        _l("What we keep of your needs"),
        choices=[
            SelectChoice("yes", _l("Keep it until a week after the event")),
            SelectChoice("no", _l("Delete it now")),
        ],
    )
