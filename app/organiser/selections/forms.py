"""What a step with many needs to be told besides."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from app.events.models import Event
from app.organiser.people.forms import CategoryForm, RefuseForm
from app.organiser.selections.models import Step
from app.registration.forms import EventForm


class PlainForm(EventForm):
    """Nothing besides."""

    @property
    def step_options(self) -> dict[str, Any]:
        return {}


class RefuseManyForm(RefuseForm):
    def __init__(self, _event: Event, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)

    @property
    def step_options(self) -> dict[str, Any]:
        return {"reason": self.reason.data}


class CancelManyForm(PlainForm):
    silent = BooleanField(_l("Without a mail"), description=_l("Nobody is told; the journal says so."))

    @property
    def step_options(self) -> dict[str, Any]:
        return {"silent": self.silent.data}


class CategoryManyForm(CategoryForm):
    @property
    def step_options(self) -> dict[str, Any]:
        return {"category_id": self.category.data}


FORMS = {
    Step.approve: PlainForm,
    Step.refuse: RefuseManyForm,
    Step.cancel: CancelManyForm,
    Step.category: CategoryManyForm,
    Step.resend: PlainForm,
}
