"""What the forms about one event have in common."""

from typing import Any

from wtforms import SelectMultipleField, widgets

from app.core.forms import Form
from app.events.models import Category, Event


class Boxes(SelectMultipleField):
    """Several of a few, as boxes to tick."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class EventForm(Form):
    """A form about one event, whose lists it offers. `category`: the person's, where it is known before
    the form says anything about it."""

    def __init__(self, event: Event, *args: Any, category: Category | None = None, **kwargs: Any):
        self.event, self.category_known = event, category
        super().__init__(*args, **kwargs)
        self.offer(event)

    def offer(self, event: Event) -> None:
        """Fill the lists that depend on the event."""
