"""What is asked before badges are printed."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, IntegerField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange

from app.badges import queries
from app.badges.formats import FORMATS
from app.badges.models import PrintBatch, Reason
from app.badges.ordering import Order
from app.badges.paper import DEFAULT, Paper
from app.badges.printing import MOST_BLANKS, Run
from app.badges.sheets import MOST_MOVED
from app.badges.trays import split
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


def labelled(labels: Mapping[str, Any]) -> list[SelectChoice]:
    return [SelectChoice(str(value), label) for value, label in labels.items()]


def _moved(label: Any, description: Any) -> Millimetres:
    at_most = NumberRange(-MOST_MOVED, MOST_MOVED, _l("At most %(max)s mm either way."))
    return Millimetres(label, [at_most], description=description, render_kw={"inputmode": "text"})


class CalibrationForm(EventForm):
    """A format, and how far the print is moved on it."""

    format = RadioField(_l("Format"), [InputRequired(_l("Choose a format."))], default=DEFAULT)
    right = _moved(_l("Move to the right, mm"), _l("If the print lies too far left; with a minus, to the left."))
    down = _moved(_l("Move down, mm"), _l("If the print lies too high; with a minus, up."))

    def offer(self, event: Event) -> None:
        self.format.choices = labelled(FORMAT_LABELS)

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


ORDERS = {
    Order.name: _l("By name"),
    Order.organisation: _l("By organisation"),
    Order.category: _l("By category"),
    Order.registered: _l("As they registered"),
    Order.trays: _l("By name, dealt to desks and trays"),
}
REASONS = {
    Reason.changed: _l("Something on it changed"),
    Reason.lost: _l("It was lost"),
    Reason.damaged: _l("It was damaged"),
    Reason.misprint: _l("The print was no good"),
    Reason.anew: _l("All of them anew"),
}
_FEW = NumberRange(1, 9, _l("At least 1 and at most %(max)s."))


class ReprintForm(PaperForm):
    """One badge, or several. The reason is asked where somebody has a badge already."""

    reason = RadioField(
        _l("Why is it printed again?"), [InputRequired(_l("Choose a reason."))], choices=labelled(REASONS)
    )

    @property
    def why(self) -> Reason | None:
        return Reason(self.reason.data) if self.reason else None


class PrintForm(ReprintForm):
    """`checked`: the format for which the page has said who cannot be printed."""

    checked = HiddenField()
    order = RadioField(_l("Order"), [InputRequired(_l("Choose an order."))], choices=labelled(ORDERS))
    anew = BooleanField(_l("Deal the names anew"))
    desks = IntegerField(_l("Desks"), [InputRequired(_l("Say how many, in figures.")), _FEW], default=2)
    each = IntegerField(_l("Trays at each desk"), [InputRequired(_l("Say how many, in figures.")), _FEW], default=1)
    dividers = BooleanField(
        _l("A page before each tray"), description=_l("Each tray then begins on a new sheet, after a page that names it.")
    )

    @property
    def chosen_order(self) -> Order:
        """As far as it is understood."""
        return Order(self.order.data) if self.order.data in ORDERS else Order.name

    def run(self, event: Event, since: PrintBatch | None) -> Run:
        """How it is printed; names are dealt as they were, unless anew."""
        order, trays = Order(self.order.data), []
        if order is Order.trays:
            trays = [] if self.anew.data else queries.last_trays(event.id)
            trays = trays or split(queries.names_of(event.id), self.desks.data, self.each.data)
        return Run(order, tuple(trays), self.dividers.data, self.why, since.number if since else None)


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
