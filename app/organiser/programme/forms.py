"""What organisers say about a session: hours, place, texts in each language, who speaks."""

from datetime import date, datetime
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, StringField, TimeField
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from app.core import formats
from app.core.forms import AtMost, Required
from app.core.languages import current
from app.core.local_time import NoSuchHour, exact
from app.events.models import Event, Session
from app.events.programme import seen
from app.organiser import texts
from app.organiser.doubts import DoubtedForm
from app.organiser.settings.forms import Number

TEXTS = ("title", "slot", "room", "detail")
EMPTY_ROWS, MOST_SPEAKERS = 2, 30


class Hour(TimeField):
    """On a clock where the event is."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("Type an hour, for example “14:30”.")) from None


class SessionForm(DoubtedForm):
    """Made by `session_form`. `day`: of the session; `rows`: for how many speakers it has boxes."""

    event: Event
    session: Session | None = None
    day: date
    rows = 0
    looked_at = HiddenField()

    def validate_on_submit(self, *args: Any, **kwargs: Any) -> bool:
        """“More speakers” shows the page anew with what is typed, and judges nothing."""
        return "more" not in request.form and super().validate_on_submit(*args, **kwargs)

    def validate_starts(self, field: Hour) -> None:
        self._moment(field)

    def validate_ends(self, field: Hour) -> None:
        starts = self["starts"].data
        if starts and self._moment(field) and field.data <= starts:
            raise ValidationError(_("It ends after it begins: choose a later hour."))

    def _moment(self, field: Hour) -> datetime | None:
        if field.data is None:
            return None
        try:
            return exact(datetime.combine(self.day, field.data), self.event.zone)
        except NoSuchHour:
            raise ValidationError(_("On that day clocks jump over this hour: choose another.")) from None

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        sound = super().validate(*args, **kwargs)
        for row in range(self.rows):
            if self._function(row) and not self[f"speaker_{row}_name"].data:
                self[f"speaker_{row}_name"].errors = [_("Fill in the name of who speaks.")]
                sound = False
        return sound

    @property
    def values(self) -> dict[str, Any]:
        """What `events.programme` takes."""
        return {
            **{name: texts.typed(self, name, self.event.languages, self._was(name)) for name in TEXTS},
            "starts_at": self._moment(self["starts"]), "ends_at": self._moment(self["ends"]),
            "capacity": self["capacity"].data,
            "speakers": [self._speaker(row) for row in range(self.rows) if self[f"speaker_{row}_name"].data],
        }  # fmt: skip

    def _was(self, name: str) -> dict[str, str]:
        was: dict[str, str] = getattr(self.session, name) if self.session else {}
        return was

    def _speaker(self, row: int) -> dict[str, Any]:
        name, was = self[f"speaker_{row}_name"].data, self._speaker_was(row)
        return {"name": texts.kept_or_set(name, was.get("name", ""), self.event.languages[0]), "function": self._function(row)}

    def _function(self, row: int) -> dict[str, str]:
        return texts.typed(self, f"speaker_{row}", self.event.languages, self._speaker_was(row).get("function", {}))

    def _speaker_was(self, row: int) -> dict[str, Any]:
        speakers = self.session.speakers if self.session else []
        return speakers[row] if row < len(speakers) else {}


def session_form(event: Event, session: Session | None = None) -> SessionForm:
    """A form for a new session, or holding what is set of one."""
    rows, day = _rows(session), (session or event).starts_at.astimezone(event.zone).date()
    about = {"event": event, "session": session, "day": day, "rows": rows}
    made = type("MadeForm", (SessionForm,), {**_fields(event), **_speaker_fields(event, rows), **about})
    return made(data=_shown(session) if session else {})


def _rows(session: Session | None) -> int:
    """As many as were sent, some more if asked for; else those there are and some empty ones."""
    sent = sum(name.startswith("speaker_") and name.endswith("_name") for name in request.form)
    there = sent or len(session.speakers if session else ()) + EMPTY_ROWS
    return min(there + EMPTY_ROWS * ("more" in request.form), MOST_SPEAKERS)


def _fields(event: Event) -> dict[str, Field]:
    languages, asked = event.languages, _l("Type an hour, for example “14:30”.")
    return {
        **texts.boxes("title", _l("Title"), languages, asked=Required(_l("Write the title in the event’s first language."))),
        "starts": Hour(_l("Begins"), [InputRequired(asked)]),
        "ends": Hour(_l("Ends"), [InputRequired(asked)]),
        **texts.boxes("room", _l("Room"), languages, most=120),
        "capacity": Number(
            _l("Places"), [Optional(), NumberRange(0, 100_000, _l("Type a number from %(min)s to %(max)s."))],
            description=_l("People then choose it, and wait where it is full. Empty: it is for everybody."),
        ),
        **texts.boxes(
            "slot", _l("Heading of parallel sessions"), languages, most=120,
            hint=_l("The same for all that run at this time, for example “Three workshops, one choice”."),
        ),
        **texts.boxes("detail", _l("Details"), languages, most=1000, rows=3),
    }  # fmt: skip


def _speaker_fields(event: Event, rows: int) -> dict[str, Field]:
    fields: dict[str, Field] = {}
    for row in range(rows):
        fields[f"speaker_{row}_name"] = StringField(_l("Speaker %(number)s", number=row + 1), [AtMost(120)])
        for lang in event.languages:
            label = _("Function %(number)s, in %(language)s", number=row + 1, language=formats.language(lang, current()))
            fields[f"speaker_{row}_{lang}"] = StringField(label, [AtMost(200)], render_kw={"lang": lang})
    return fields


def _shown(session: Session) -> dict[str, Any]:
    languages, zone = session.event.languages, session.event.zone
    shown: dict[str, Any] = {
        "starts": session.starts_at.astimezone(zone).time(), "ends": session.ends_at.astimezone(zone).time(),
        "capacity": session.capacity, "looked_at": seen(session),
    }  # fmt: skip
    for name in TEXTS:
        shown |= texts.shown(name, getattr(session, name), languages)
    for row, speaker in enumerate(session.speakers):
        shown[f"speaker_{row}_name"] = speaker["name"]
        shown |= texts.shown(f"speaker_{row}", speaker.get("function", {}), languages)
    return shown
