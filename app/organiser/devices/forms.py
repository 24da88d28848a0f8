"""What an organiser says of phones and of those who hold them."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, ValidationError

from app.checkin.points import Lane
from app.checkin.terms import DoorRole
from app.core.forms import AtMost, Form, Required
from app.organiser.checkin.page import lane_name

ROLES = {DoorRole.scan: _l("Scan badges"), DoorRole.lead: _l("Lead: search, let in, register")}
_CHOICES = [SelectChoice(role.value, label) for role, label in ROLES.items()]
PIN = 4


class RoleForm(Form):
    role = RadioField(_l("What this phone may do"), choices=_CHOICES, default=DoorRole.scan.value)


class PlaceForm(RoleForm):
    """“This is Lane A”."""

    lane = RadioField(_l("Lane"), [Required(_l("Choose the lane at which this phone stands."))], coerce=int)
    name = StringField(_l("Name of the phone"), [AtMost(80), Optional()], description=_l("For example “Inès, blue case”."))

    @classmethod
    def of(cls, lanes: list[Lane], lang: str, **values: object) -> "PlaceForm":
        form = cls(**values)
        form.lane.choices = [SelectChoice(lane.id, lane_name(lane, lang)) for lane in lanes]
        return form


class OperatorForm(Form):
    name = StringField(_l("Name"), [Required(_l("Type the name that stands on the phone.")), AtMost(80)])
    role = RadioField(_l("What this person may do"), choices=_CHOICES, default=DoorRole.scan.value)
    pin = StringField(
        _l("Four digits"), [Optional()], description=_l("Asked for after five minutes of rest. Without them nothing is asked."),
        render_kw={"inputmode": "numeric", "autocomplete": "off", "maxlength": PIN},
    )  # fmt: skip

    def validate_pin(self, field: StringField) -> None:
        if not (field.data.isascii() and field.data.isdecimal() and len(field.data) == PIN):
            raise ValidationError(_("Type four digits, for example 4711."))
