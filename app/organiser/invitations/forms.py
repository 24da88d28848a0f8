"""What organisers say about an invitation."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, Field, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional, Regexp, ValidationError

from app.core.clock import now
from app.core.forms import AtMost, Email
from app.core.languages import current, pick
from app.events.models import Event
from app.organiser.settings.forms import YEARS, Number
from app.registration.forms import EventForm
from app.registration.service.inviting import normal


class InvitationForm(EventForm):
    category = RadioField(_l("Category"), [InputRequired(_l("Choose a category."))], coerce=int)
    code = StringField(
        _l("Code"), [Optional(), AtMost(24)],
        description=_l("Letters and digits, for example “SPEAKER2027”. Leave it empty and one is drawn."),
    )  # fmt: skip
    uses = Number(
        _l("Places"),
        [InputRequired(_l("Type a number, for example “200”.")), NumberRange(1, 10_000, _l("Type a number from 1 to 10,000."))],
        description=_l("How many people may come with it. A place that is cancelled can be used again."),
        default=1,
    )
    last_day = DateField(_l("Last day"), [Optional()], description=_l("Leave it empty: as long as registration is open."))
    email = StringField(
        _l("For one address only"), [Optional(), AtMost(254), Email()],
        description=_l("Whoever comes with it has proven this address."),
    )  # fmt: skip
    domain = StringField(
        _l("For addresses of one domain only"),
        [Optional(), AtMost(255), Regexp(r"^[\w-]+(\.[\w-]+)+$", message=_l("Type a domain, for example “institut.org”."))],
    )
    skips_approval = BooleanField(_l("Without approval"), description=_l("Nobody has to look at who comes with it."))

    def offer(self, event: Event) -> None:
        self.category.choices = [SelectChoice(each.id, pick(each.label, current())) for each in event.categories]

    def validate_code(self, field: Field) -> None:
        if not normal(field.data).isalnum() or not field.data.isascii():
            raise ValidationError(_("Use letters without accents and digits alone."))

    def validate_last_day(self, field: Field) -> None:
        if field.data is None:
            return  # what was typed is no day, and the field has said so
        if field.data.year not in YEARS or field.data < now().astimezone(self.event.zone).date():
            raise ValidationError(_("This day is over, or too far away."))

    @property
    def terms(self) -> dict[str, Any]:
        """What `inviting.invite` takes."""
        return {
            "code": self.code.data or "", "uses": self.uses.data, "email": self.email.data or None,
            "domain": self.domain.data or None, "skips_approval": self.skips_approval.data,
        }  # fmt: skip
