"""What is asked before blanks are printed."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange

from app.badges.printing import MOST_BLANKS
from app.core.languages import current, pick
from app.events.models import Category, Event
from app.registration.forms import EventForm


class BlanksForm(EventForm):
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
        self.category.choices = [SelectChoice(each.id, pick(each.label, current())) for each in event.categories]

    @property
    def chosen(self) -> Category:
        return next(each for each in self.event.categories if each.id == self.category.data)
