"""What organisers agree with an organisation that gets places."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, Field, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from app.core.clock import now
from app.core.forms import AtMost, Email, NoAddress, Required
from app.core.languages import LANGUAGES, current, pick
from app.events.models import Event
from app.organiser.people.forms import Versioned
from app.organiser.settings.forms import YEARS, Number
from app.registration.allotting import Rise, Terms, last_moment, returns_after, usual_last_day
from app.registration.forms import EventForm
from app.registration.grants import Allotment

RAISE = {
    ("capacity",): _l("Raise the capacity to %(capacity)s"),
    ("quota",): _l("Raise the quota of the category to %(quota)s"),
    ("capacity", "quota"): _l("Raise the capacity to %(capacity)s and the quota of the category to %(quota)s"),
}
"""What has to rise, by the limits in the way."""


class AllotmentForm(EventForm, Versioned):
    """`may_raise` is shown once there is no room: its label names what would rise."""

    organisation_name = StringField(
        _l("Organisation"), [Required(_l("Fill in who gets the places.")), AtMost(200), NoAddress()]
    )
    category = RadioField(_l("Category"), [InputRequired(_l("Choose a category."))], coerce=int)
    seats = Number(
        _l("Places"),
        [InputRequired(_l("Type a number, for example “12”.")), NumberRange(0, 10_000, _l("Type a number from 0 to 10,000."))],
        description=_l("They count as taken until the return date."),
    )
    may_raise = BooleanField()
    last_day = DateField(
        _l("Return date"), [InputRequired(_l("Choose a day."))],
        description=_l("The last day for names. Places without a name then go back to everybody."),
    )  # fmt: skip
    contact_name = StringField(_l("Name of the contact"), [AtMost(200), NoAddress()])
    contact_email = StringField(
        _l("E-mail of the contact"), [Optional(), AtMost(254), Email()],
        description=_l("They get a link to name the delegates, without an account."),
    )  # fmt: skip
    language = RadioField(
        _l("Language of the contact"), [InputRequired(_l("Choose a language."))],
        choices=[SelectChoice(*each) for each in LANGUAGES.items()],
    )  # fmt: skip

    offers_raising = False
    returns_at: datetime | None = None
    """What holds now. It may be over, or lie within a day: that day alone says no other moment."""

    def offer(self, event: Event) -> None:
        self.category.choices = [SelectChoice(each.id, pick(each.label, current())) for each in event.categories]

    def validate_last_day(self, field: Field) -> None:
        if field.data is None or self._keeps_day():
            return
        zone = self.event.zone
        if field.data.year not in YEARS or field.data >= self.event.doors_at.astimezone(zone).date():
            raise ValidationError(_("Choose a day before the event."))
        if returns_after(field.data, zone) <= now():
            raise ValidationError(_("This day is over."))

    def offer_raising(self, limits: Mapping[str, Rise]) -> None:
        """As one box to tick."""
        to = {name: rise.to for name, rise in limits.items()}
        self.offers_raising = True
        self.may_raise.label.text = str(RAISE[tuple(limits)]) % to

    def _keeps_day(self) -> bool:
        return self.returns_at is not None and self.last_day.data == _day(self.returns_at, self.event)

    @property
    def terms(self) -> Terms:
        """What `allotting.make` and `change` take."""
        return Terms(
            organisation_name=self.organisation_name.data,
            seats=self.seats.data,
            returns_at=self.returns_at if self._keeps_day() else returns_after(self.last_day.data, self.event.zone),
            contact_name=self.contact_name.data or "",
            contact_email=self.contact_email.data or None,
            language=self.language.data,
        )


def _day(returns_at: datetime, event: Event) -> Any:
    return last_moment(returns_at).astimezone(event.zone).date()


def new_form(event: Event) -> AllotmentForm:
    usual = {"last_day": usual_last_day(event.doors_at, event.zone), "language": event.languages[0]}
    return AllotmentForm(event, data=usual)


def edit_form(event: Event, allotment: Allotment) -> AllotmentForm:
    """Of one that is there: its category stays, for its delegates are in it."""
    form = AllotmentForm(event, obj=allotment, data={"last_day": _day(allotment.returns_at, event)})
    form.returns_at = allotment.returns_at
    del form.category
    return form
