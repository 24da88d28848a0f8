"""Forms for the settings, made from their names: a text has a box for each language of the event."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    Field,
    HiddenField,
    IntegerField,
    RadioField,
    StringField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional

from app.core.forms import AtMost, Email, Required, WebAddress
from app.events.models import Event
from app.events.service import CHOICES, NUMBERS, TEXTS, seen
from app.events.timetable import MOMENTS, out_of_order
from app.organiser import texts
from app.organiser.doubts import DoubtedForm
from app.organiser.settings.words import FORM_MODES, HINTS, LABELS, VENUE_LISTS

LONG = {"summary", "address", "transport", "accessibility", "programme_note", "legal_basis", "recipients"}
ONE_OF: dict[str, dict[Any, Any]] = {"form_mode": FORM_MODES, "venue_list": VENUE_LISTS}
CHECKS = {"reply_to": [Email()], "venue_email": [Email()], "rights_contact": [Email()], "map_url": [WebAddress()]}
MOST = {"reconfirm_days": 60}
YEARS = range(2000, 2200)
"""Beyond are slips of the keyboard; years 1 and 9999 have no neighbours to convert to another zone."""
MOMENT_FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]


class Number(IntegerField):
    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("Type a number, for example “200”.")) from None


class Moment(DateTimeLocalField):
    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("Type a day and an hour.")) from None
        if self.data is not None and self.data.year not in YEARS:
            self.data = None  # validators run all the same, and beyond the calendar there is no other zone
            raise ValueError(_("Check the year of this date."))


class SettingsForm(DoubtedForm):
    """`looked_at` is what the page showed: who saves second is told."""

    looked_at = HiddenField()

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        sound = super().validate(*args, **kwargs)
        if not sound or "starts_at" not in self:
            return sound
        for name in out_of_order({moment: self[moment].data for moment in MOMENTS}):
            self[name].errors = [_("This comes before what it has to follow: compare the dates above.")]
            sound = False
        return sound


def settings_form(event: Event, names: Iterable[str]) -> SettingsForm:
    """A form with a field for each of these settings, holding what is set now."""
    names = tuple(names)
    fields = {key: field for name in names for key, field in _fields(name, event.languages).items()}
    made = type("MadeForm", (SettingsForm,), fields)
    now = {key: value for name in names for key, value in _shown(event, name).items()}
    return made(data={"looked_at": seen(event), **now})


def changes(event: Event, form: SettingsForm, names: Iterable[str]) -> dict[str, Any]:
    """What `events.service.change` takes."""
    return {name: _read(event, form, name) for name in names}


def _fields(name: str, languages: list[str]) -> dict[str, Field]:
    if name in TEXTS:
        room = {"most": 2000, "rows": 3} if name in LONG else {}
        asked = Required(_l("Give the event a name.")) if name == "name" else None
        return texts.boxes(name, LABELS[name], languages, hint=HINTS.get(name, ""), asked=asked, **room)
    return {name: _field(name, LABELS[name], HINTS.get(name, ""))}


def _field(name: str, label: Any, hint: Any) -> Field:
    if name in NUMBERS:
        asked = InputRequired(_l("Type a number, for example “200”."))
        most = MOST.get(name, 1_000_000)
        return Number(label, [asked, NumberRange(0, most, _l("Type a number from %(min)s to %(max)s."))], description=hint)
    if name in MOMENTS:
        return Moment(label, [InputRequired(_l("Type a day and an hour."))], format=MOMENT_FORMATS, description=hint)
    if name in ONE_OF:
        choices = [SelectChoice(each.value, said) for each, said in ONE_OF[name].items()]
        return RadioField(label, [InputRequired()], choices=choices, description=hint)
    if name in CHOICES:
        return BooleanField(label, description=hint)
    return StringField(label, [Optional(), AtMost(254), *CHECKS.get(name, ())], description=hint)


def _shown(event: Event, name: str) -> dict[str, Any]:
    value = getattr(event, name)
    if name in TEXTS:
        return texts.shown(name, value, event.languages)
    if name in MOMENTS:
        return {name: value.astimezone(event.zone).replace(tzinfo=None)}
    return {name: value}


def _read(event: Event, form: SettingsForm, name: str) -> Any:
    if name in TEXTS:
        return texts.typed(form, name, event.languages, getattr(event, name))
    value = form[name].data
    if isinstance(value, datetime):
        return value.replace(tzinfo=event.zone)
    if name in ONE_OF:
        return next(each for each in ONE_OF[name] if each == value)
    return value if value is not None else ""
