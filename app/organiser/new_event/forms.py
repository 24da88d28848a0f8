"""What a new event cannot do without: a name, an address, a day."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, StringField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from app.core.clock import now
from app.core.forms import AtMost, Form, Required
from app.core.languages import LANGUAGES
from app.core.local_time import NoSuchHour, exact
from app.events.models import Event
from app.organiser import texts
from app.organiser.programme.forms import Hour
from app.organiser.settings.forms import YEARS, Number

ZONE = ZoneInfo("Europe/Paris")
ADDRESS = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
DOORS_BEFORE, CLOSES_BEFORE = timedelta(minutes=30), timedelta(days=7)


class Day(DateField):
    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("Type a day.")) from None
        if self.data is not None and self.data.year not in YEARS:
            self.data = None  # years 1 and 9999 cannot be converted to another zone
            raise ValueError(_("Check the year of this date."))


class NewEventForm(Form):
    """Made by `copy_form` and `empty_form`, which add the name in each language."""

    languages: list[str] = []
    slug = StringField(
        _l("Address of the event page"), [Required(_l("Type an address, for example “medicen-day-2028”.")), AtMost(60)],
        description=_l("What stands after the language, for example “medicen-day-2028”. It stays for good."),
    )  # fmt: skip
    day = Day(_l("Day"), [InputRequired(_l("Type a day."))])

    def validate_day(self, field: Day) -> None:
        if field.data is not None and field.data < now().astimezone(ZONE).date():
            raise ValidationError(_("This day is over: choose one to come."))

    def validate_slug(self, field: Field) -> None:
        field.data = field.data.lower()
        if not ADDRESS.fullmatch(field.data):
            raise ValidationError(_("Use small letters without accents, digits and hyphens alone."))
        if field.data in _other_pages():
            raise ValidationError(_("Another page has this address. Choose a different one."))

    @property
    def names(self) -> dict[str, str]:
        return texts.typed(self, "name", self.languages, {})


class EmptyEventForm(NewEventForm):
    starts = Hour(_l("Begins"), [InputRequired(_l("Type an hour, for example “14:30”."))])
    ends = Hour(_l("Ends"), [InputRequired(_l("Type an hour, for example “14:30”."))])
    capacity = Number(
        _l("Places"),
        [InputRequired(_l("Type a number, for example “200”.")), NumberRange(1, 1_000_000, _l("Type a number from %(min)s to %(max)s."))],
        description=_l("How many registrations can be confirmed. At free events, 30 to 50% never come."),
    )

    def validate_starts(self, field: Hour) -> None:
        self._moment(field)

    def validate_ends(self, field: Hour) -> None:
        if self._moment(field) and self.starts.data and field.data <= self.starts.data:
            raise ValidationError(_("It ends after it begins: choose a later hour."))

    def _moment(self, field: Hour) -> datetime | None:
        if field.data is None or self.day.data is None:
            return None
        try:
            return exact(datetime.combine(self.day.data, field.data), ZONE)
        except NoSuchHour:
            raise ValidationError(_("On that day clocks jump over this hour: choose another.")) from None

    @property
    def settings(self) -> dict[str, Any]:
        """What `events.making.make` takes. Registration is open from now until a week before; badges freeze then too."""
        starts, ends = self._moment(self.starts), self._moment(self.ends)
        week_before = self.day.data - CLOSES_BEFORE
        closes = datetime.combine(week_before, time(23, 59), ZONE)
        return {
            "slug": self.slug.data, "name": self.names, "languages": self.languages, "timezone": ZONE.key,
            "starts_at": starts, "ends_at": ends, "doors_at": starts - DOORS_BEFORE,
            "opens_at": min(now(), closes), "closes_at": closes, "freeze_at": closes,
            "capacity": self.capacity.data, "room_limit": self.capacity.data,
        }  # fmt: skip


def copy_form(source: Event) -> NewEventForm:
    """Holding the names and the address of `source` with the year after, and the same day then."""
    day = source.starts_at.astimezone(source.zone).date()
    following = _a_year_after(day)
    told = {f"name_{lang}": _next(name, day) for lang, name in source.name.items()}
    return _made(NewEventForm, source.languages, {**told, "slug": _next(source.slug, day), "day": following})


def empty_form() -> EmptyEventForm:
    return _made(EmptyEventForm, list(LANGUAGES), {"starts": time(9), "ends": time(18), "capacity": 200})


def _made(kind: type[Any], languages: list[str], told: dict[str, Any]) -> Any:
    asked = Required(_l("Write the name in the event’s first language."))
    names = texts.boxes("name", _l("Name"), languages, most=120, asked=asked)
    return type("MadeForm", (kind,), {**names, "languages": languages})(data=told)


def _next(text: str, day: date) -> str:
    """“Medicen Day 2027” of 2027: “Medicen Day 2028”."""
    return text.replace(str(day.year), str(day.year + 1))


def _a_year_after(day: date) -> date:
    """The same day of the week."""
    return day + timedelta(weeks=52)


def _other_pages() -> set[str]:
    """First words of all other addresses."""
    return {part for rule in current_app.url_map.iter_rules() for part in rule.rule.split("/") if "<" not in part}
