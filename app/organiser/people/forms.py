"""What organisers type about one person."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from app.core.forms import AtMost, Email, Form, NoAddress, Required, Versioned, email_field, phone_field
from app.core.languages import LANGUAGES, current, pick
from app.events.models import Event, OrganisationType
from app.registration.details import Details
from app.registration.forms import ORGANISATION_TYPES, Boxes, ChangesForm, EventForm


class RefuseForm(Versioned):
    reason = TextAreaField(
        _l("Reason"), [Required(_l("Say why, in a sentence that the person will read.")), AtMost(500)],
        description=_l("The mail repeats it word for word."), render_kw={"rows": 4},
    )  # fmt: skip


class AddressForm(Versioned):
    email = email_field(_l("E-mail"), _l("Nobody is told but this address and, if it was verified, the old one."))


class CategoryForm(EventForm, Versioned):
    category = RadioField(_l("Category"), [InputRequired(_l("Choose a category."))], coerce=int)

    def offer(self, event: Event) -> None:
        self.category.choices = [SelectChoice(each.id, pick(each.label, current())) for each in event.categories]


class PersonForm(EventForm):
    """Who somebody is."""

    first_name = StringField(
        _l("First name"), [Required(_l("Fill in the first name, as it should stand on the badge.")), AtMost(100), NoAddress()]
    )
    last_name = StringField(_l("Last name"), [AtMost(100), NoAddress()], description=_l("Leave it empty for a single name."))
    job_title = StringField(_l("Job title"), [AtMost(150), NoAddress()])
    phone = phone_field(_l("Phone"))
    language = RadioField(
        _l("Language of the mails"), [InputRequired()], choices=[SelectChoice(*each) for each in LANGUAGES.items()]
    )


class EditForm(PersonForm, ChangesForm):
    badge_name = StringField(
        _l("Name on the badge"), [AtMost(200), NoAddress()], description=_l("Leave it empty for first and last name.")
    )
    badge_organisation = StringField(
        _l("Organisation on the badge"), [AtMost(200), NoAddress()], description=_l("Leave it empty for the organisation.")
    )
    areas = Boxes(_l("Areas"))
    vip = BooleanField(_l("VIP"), description=_l("The door shows it, and says whom to call."))
    door_note = StringField(
        _l("Note for the door"), [AtMost(140)], description=_l("What the lead at the door reads. No health, no diet.")
    )

    def offer(self, event: Event) -> None:
        super().offer(event)
        self.areas.choices = [SelectChoice(area["code"], pick(area["label"], current())) for area in event.areas]


class OfOrganisation(Form):
    """Where somebody works."""

    organisation_name = StringField(_l("Organisation"), [AtMost(200), NoAddress()])
    organisation_type = RadioField(
        _l("Type of organisation"), [InputRequired()],
        choices=[SelectChoice(kind.value, label) for kind, label in ORGANISATION_TYPES.items()],
    )  # fmt: skip


class OrganisationForm(OfOrganisation, Versioned):
    @property
    def kind(self) -> OrganisationType:
        return OrganisationType(self.organisation_type.data)


class AddForm(PersonForm, OfOrganisation):
    email = EmailField(
        _l("E-mail"),
        [Required(_l("Fill in the e-mail address, for example “first.last@lab.org”.")), AtMost(254), Email()],
        description=_l("Ticket and messages go there."),
    )
    category = RadioField(_l("Category"), [InputRequired(_l("Choose a category."))], coerce=int)
    silent = BooleanField(_l("Send no mail"), description=_l("The journal says so."))

    def offer(self, event: Event) -> None:
        super().offer(event)
        self.category.choices = [SelectChoice(each.id, pick(each.label, current())) for each in event.categories]

    @property
    def details(self) -> Details:
        return Details(
            first_name=self.first_name.data, last_name=self.last_name.data or "", email=self.email.data,
            phone=self.phone.data or "", organisation_name=self.organisation_name.data or "",
            organisation_type=OrganisationType(self.organisation_type.data), job_title=self.job_title.data or "",
        )  # fmt: skip
