"""What is asked before badges are printed."""

import re
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, IntegerField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange

from app.badges.formats import FORMATS
from app.badges.paper import DEFAULT, Paper
from app.badges.printing import MOST_BLANKS
from app.badges.sheets import MOST_MOVED
from app.badges.wording import FORMAT_LABELS
from app.core.errors import DomainError
from app.core.languages import current, pick
from app.events.models import Category, Event
from app.registration.forms import EventForm

_MILLIMETRES = re.compile(r"([+−-]?)\s?(\d{1,3})(?:[.,](\d{1,2}))?(?:\s?mm)?")


class Millimetres(StringField):
    """A length with its sign, as people write it: “-1,5”, “2 mm”."""

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = valuelist[0].strip() if valuelist else ""
        found = _MILLIMETRES.fullmatch(typed or "0")
        if found is None:
            self.data = None
            raise ValueError(_("Type millimetres, for example “1.5” or “-2”."))
        sign, whole, part = found.groups()
        self.data = float(f"{'-' if sign in '−-' and sign else ''}{whole}.{part or 0}")

    def _value(self) -> str:
        return self.raw_data[0] if self.raw_data and self.data is None else f"{self.data or 0:g}"


def _moved(label: Any, description: Any) -> Millimetres:
    at_most = NumberRange(-MOST_MOVED, MOST_MOVED, _l("At most %(max)s mm either way."))
    return Millimetres(label, [at_most], description=description, render_kw={"inputmode": "text"})


class CalibrationForm(EventForm):
    """A format, and how far the print is moved on it."""

    format = RadioField(_l("Format"), [InputRequired(_l("Choose a format."))], default=DEFAULT)
    right = _moved(_l("Move to the right, mm"), _l("If the print lies too far left; with a minus, to the left."))
    down = _moved(_l("Move down, mm"), _l("If the print lies too high; with a minus, up."))

    def offer(self, event: Event) -> None:
        self.format.choices = list(FORMAT_LABELS.items())

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """What does not go onto the paper is said where it can be mended."""
        if not super().validate(*args, **kwargs):
            return False
        try:
            self.paper.check()
        except DomainError as refusal:
            self[WHERE[refusal.code]].errors = [refusal.message]
        return not self.errors

    @property
    def paper(self) -> Paper:
        """As far as it is understood."""
        code = self.format.data if self.format.data in FORMATS else DEFAULT
        return Paper(code, self.right.data or 0.0, self.down.data or 0.0)


WHERE = {"off_paper": "right", "no_such_label": "first"}


class PaperForm(CalibrationForm):
    """What badges are printed on."""

    first = IntegerField(
        _l("Begin at label"),
        [InputRequired(_l("Say at which label, in figures.")), NumberRange(min=1, message=_l("Labels are counted from 1."))],
        default=1,
        description=_l("For a sheet that was begun; counted from the top left, row by row."),
    )
    marks = BooleanField(_l("Marks to cut at"), description=_l("For plain paper; sheets of labels are cut already."))

    @property
    def paper(self) -> Paper:
        return replace(super().paper, first=self.first.data or 1, marks=self.marks.data)


class PrintForm(PaperForm):
    """`checked`: the format for which the page has said who cannot be printed."""

    checked = HiddenField()


class BlanksForm(PaperForm):
    category = RadioField(_l("Category"), [InputRequired(_l("Choose a category."))], coerce=int)
    number = IntegerField(
        _l("How many"),
        [
            InputRequired(_l("Say how many, in figures.")),
            NumberRange(1, MOST_BLANKS, _l("At least 1 and at most %(max)s at a time.")),
        ],
        default=20,
    )

    def offer(self, event: Event) -> None:
        super().offer(event)
        self.category.choices = [SelectChoice(each.id, pick(each.label, current())) for each in event.categories]

    @property
    def chosen(self) -> Category:
        return next(each for each in self.event.categories if each.id == self.category.data)
