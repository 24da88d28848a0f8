"""What an event changes of the built-in badge, and its logo."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, IntegerField, RadioField, SelectField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from app.badges.paper import DEFAULT
from app.badges.template import BELOW, NAMES, Template
from app.badges.wording import FORMAT_LABELS
from app.core.forms import Form
from app.organiser.badges.forms import labelled

NONE = "none"
LINES = {
    "organisation job": _l("Organisation, then job title"),
    "job organisation": _l("Job title, then organisation"),
    "organisation": _l("Organisation alone"),
    "job": _l("Job title alone"),
    NONE: _l("Nothing"),
}
LARGE = {"first": _l("First name"), "last": _l("Last name")}
BANDS = {"bottom": _l("At the foot"), "top": _l("At the head")}
MOST_BYTES = 1_000_000


def _percent(label: Any, limits: tuple[int, int]) -> IntegerField:
    between = NumberRange(*limits, _l("Type a number from %(min)s to %(max)s."))
    return IntegerField(label, [InputRequired(_l("Type a number, for example “100”.")), between])


class TemplateForm(Form):
    large = RadioField(_l("Stands large"), [InputRequired()], choices=labelled(LARGE))
    below = RadioField(_l("Below the name"), [InputRequired()], choices=labelled(LINES))
    titled = BooleanField(_l("Event and date at the head"))
    band = RadioField(_l("Band of the category"), [InputRequired()], choices=labelled(BANDS))
    names_size = _percent(_l("Size of the names, in per cent"), NAMES)
    below_size = _percent(_l("Size of the lines below, in per cent"), BELOW)
    shown_on = SelectField(_l("Preview on"), choices=labelled(FORMAT_LABELS), default=DEFAULT)

    @classmethod
    def holding(cls, template: Template) -> "TemplateForm":
        return cls(data={
            "large": "last" if template.surname_first else "first", "below": " ".join(template.below) or NONE,
            "titled": template.titled, "band": "top" if template.band_on_top else "bottom",
            "names_size": template.names_size, "below_size": template.below_size,
        })  # fmt: skip

    def template(self, kept: Template) -> Template:
        """As asked for, with the logo of the one that is kept."""
        return Template(
            below=() if self.below.data == NONE else tuple(self.below.data.split()), surname_first=self.large.data == "last",
            titled=self.titled.data, band_on_top=self.band.data == "top",
            names_size=self.names_size.data, below_size=self.below_size.data, logo=kept.logo,
        )  # fmt: skip


class LogoForm(Form):
    """The view needs `@takes_file(MOST_BYTES)`."""

    logo = FileField(
        _l("Logo"), description=_l("PNG, JPEG or SVG, at most 1 MB. It is drawn anew: what you send is not passed on."),
        render_kw={"accept": ".png,.jpg,.jpeg,.svg"},
    )  # fmt: skip

    def validate_logo(self, field: FileField) -> None:
        if not field.data:
            raise ValidationError(_l("Choose a file: PNG, JPEG or SVG."))
