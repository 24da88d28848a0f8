"""What organisers say about an invitation."""

from datetime import datetime, time, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, Field, HiddenField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional, Regexp, ValidationError

from app.core.clock import now
from app.core.forms import AtMost, Form, NoAddress, email_field
from app.core.languages import LANGUAGES, current, pick
from app.events.models import Event
from app.organiser.settings.forms import YEARS, Number
from app.registration.forms import EventForm
from app.registration.grants import AddressSource
from app.registration.service.inviting import Guest, normal

SOURCES = {
    AddressSource.team: _l("Somebody of our team knows the person"),
    AddressSource.earlier: _l("The person came to an earlier edition"),
    AddressSource.organisation: _l("The organisation named the person"),
    AddressSource.partner: _l("A partner of the event named the person"),
    AddressSource.public: _l("A public page"),
}


class TermsForm(EventForm):
    """What any invitation says."""

    category = RadioField(_l("Category"), [InputRequired(_l("Choose a category."))], coerce=int)
    last_day = DateField(_l("Last day"), [Optional()], description=_l("Leave it empty: as long as registration is open."))
    skips_approval = BooleanField(_l("Without approval"), description=_l("Nobody has to look at who comes with it."))

    def offer(self, event: Event) -> None:
        self.category.choices = [SelectChoice(each.id, pick(each.label, current())) for each in event.categories]

    def validate_last_day(self, field: Field) -> None:
        if field.data is None:
            return  # what was typed is no day, and the field has said so
        if field.data.year not in YEARS or field.data < now().astimezone(self.event.zone).date():
            raise ValidationError(_("This day is over, or too far away."))

    @property
    def terms(self) -> dict[str, Any]:
        """What `inviting.invite` takes."""
        return {"expires_at": self._end, "skips_approval": self.skips_approval.data}

    @property
    def _end(self) -> datetime | None:
        """Midnight after the last day, where the event is."""
        day = self.last_day.data
        return datetime.combine(day + timedelta(days=1), time(), self.event.zone) if day else None


class CodeForm(TermsForm):
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
    domain = StringField(
        _l("For addresses of one domain only"),
        [Optional(), AtMost(255), Regexp(r"^[\w-]+(\.[\w-]+)+$", message=_l("Type a domain, for example “institut.org”."))],
    )

    def validate_code(self, field: Field) -> None:
        if not normal(field.data).isalnum() or not field.data.isascii():
            raise ValidationError(_("Use letters without accents and digits alone."))

    @property
    def terms(self) -> dict[str, Any]:
        return super().terms | {"code": self.code.data or "", "uses": self.uses.data, "domain": self.domain.data or None}


class SourceForm(Form):
    """Where the addresses are from: the message says it (art. 14 GDPR)."""

    source = RadioField(
        _l("Where the address is from"), [InputRequired(_l("Say where the address is from: the message tells it."))],
        choices=[SelectChoice(each.value, label) for each, label in SOURCES.items()],
        description=_l("The law asks us to say it in the message."),
    )  # fmt: skip
    source_detail = StringField(
        _l("Which partner, page or edition"), [AtMost(120)],
        description=_l("The message says it in brackets, word for word. Leave it empty where nothing is to be added."),
    )  # fmt: skip
    send = BooleanField(_l("Send the invitation by mail at once"), default=True)


class GuestForm(TermsForm, SourceForm):
    first_name = StringField(_l("First name"), [AtMost(100), NoAddress()])
    last_name = StringField(_l("Last name"), [AtMost(100), NoAddress()])
    organisation_name = StringField(_l("Organisation"), [AtMost(200), NoAddress()])
    email = email_field(_l("E-mail"), _l("Whoever comes with the invitation has proven this address."))
    language = RadioField(_l("Language of the message"), [InputRequired(_l("Choose the language of the message."))])

    def offer(self, event: Event) -> None:
        super().offer(event)
        self.language.choices = [SelectChoice(code, LANGUAGES[code]) for code in event.languages]

    @property
    def terms(self) -> dict[str, Any]:
        return super().terms | {"email": self.email.data, "guest": self._guest}

    @property
    def _guest(self) -> Guest:
        return Guest(
            self.first_name.data or "", self.last_name.data or "", self.organisation_name.data or "",
            self.language.data, AddressSource(self.source.data), self.source_detail.data or "",
        )  # fmt: skip


class OnceForm(Form):
    """One button. `once`: the page's own key, for a second press."""

    once = HiddenField()
