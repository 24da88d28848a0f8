"""What goes to many: its words, and when it leaves."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateTimeLocalField, HiddenField
from wtforms.validators import Optional, ValidationError

from app.core.forms import Form
from app.core.local_time import NoSuchHour, exact
from app.mailing.texts import Text
from app.organiser.mails.text_forms import WordsForm
from app.organiser.settings.forms import MOMENT_FORMATS, YEARS


class SendAt(DateTimeLocalField):
    """An hour of the event's place; empty is now."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([value for value in valuelist if value])
        except ValueError:
            raise ValueError(_("Type a day and an hour, or nothing to send it now.")) from None
        if self.data is not None and self.data.year not in YEARS:
            self.data = None  # years 1 and 9999 cannot be converted to another zone
            raise ValueError(_("Check the year of this date."))

    def moment(self, zone: ZoneInfo) -> datetime | None:
        return exact(self.data, zone) if self.data else None


class ToManyForm(Form):
    """When something leaves that goes to many. `expected`: how many people the page said it goes to; `once`:
    the page's own key, for a second press."""

    zone: ZoneInfo
    expected = HiddenField()
    once = HiddenField()
    send_at = SendAt(_l("Send it at"), [Optional()], format=MOMENT_FORMATS, description=_l(
        "The hour where the event is. Leave it empty to send the message now."
    ))

    def validate_send_at(self, field: SendAt) -> None:
        try:
            field.moment(self.zone)
        except NoSuchHour:
            raise ValidationError(_("On that day clocks jump over this hour: choose another.")) from None

    @property
    def seen_number(self) -> int:
        """What was promised; -1 where nothing sensible was sent."""
        sent: Any = self.expected.raw_data[0] if self.expected.raw_data else ""
        return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 8 else -1


class MessageForm(WordsForm, ToManyForm):
    """A message in the words of the team."""

    def says_more_than(self, texts: Mapping[str, Text]) -> bool:
        """Nobody is written to with the greeting that the page began with; the box that holds no more says so."""
        bare = [self[f"body_{language}"] for language in texts if self.words(language)["body"].strip() == texts[language].body.strip()]
        for box in bare:
            box.errors = [*box.errors, _("This is only the greeting: write what you have to say.")]
        return not bare
