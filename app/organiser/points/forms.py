"""What organisers say about a check-in point and about a lane."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from app.checkin.points import CheckinPoint, Lane
from app.checkin.setting_up import seen
from app.checkin.terms import Direction, PointKind, Policy
from app.checkin.wording import DIRECTIONS
from app.core.forms import Required
from app.core.languages import current, pick
from app.core.local_time import NoSuchHour, exact
from app.events.models import Event
from app.organiser import texts
from app.organiser.doubts import DoubtedForm
from app.organiser.points.words import KINDS, POLICIES
from app.organiser.settings.forms import MOMENT_FORMATS, Moment, Number
from app.registration.event_form import Boxes

NO_SESSION = 0


class PointForm(DoubtedForm):
    """Made by `point_form`."""

    event: Event
    point: CheckinPoint | None = None
    looked_at = HiddenField()

    def validate_opens_at(self, field: Moment) -> None:
        self._moment(field)

    def validate_closes_at(self, field: Moment) -> None:
        opens, closes = self["opens_at"].data, self._moment(field)
        if opens and closes and field.data <= opens:
            raise ValidationError(_("It closes after it opens: choose a later hour."))

    def _moment(self, field: Moment) -> datetime | None:
        try:
            return field.data and exact(field.data, self.event.zone)
        except NoSuchHour:
            raise ValidationError(_("On that day clocks jump over this hour: choose another.")) from None

    @property
    def values(self) -> dict[str, Any]:
        """What `checkin.setting_up` takes."""
        chosen = set(self["categories"].data or ())
        return {
            "label": texts.typed(self, "label", self.event.languages, self.point.label if self.point else {}),
            "kind": PointKind(self["kind"].data),
            "policy": Policy(self["policy"].data),
            "categories": [category for category in self.event.categories if category.code in chosen],
            "session_id": self["session"].data or None,
            "room_limit": self["room_limit"].data,
            "opens_at": self._moment(self["opens_at"]),
            "closes_at": self._moment(self["closes_at"]),
        }


class LaneForm(DoubtedForm):
    """Made by `lane_form`."""

    event: Event
    lane: Lane | None = None
    looked_at = HiddenField()

    @property
    def values(self) -> dict[str, Any]:
        return {
            "label": texts.typed(self, "label", self.event.languages, self.lane.label if self.lane else {}),
            "direction": Direction(self["direction"].data),
        }


def point_form(event: Event, point: CheckinPoint | None = None) -> PointForm:
    """A form for a new point, or holding what is set of one."""
    made = type("MadeForm", (PointForm,), {**_fields(event), "event": event, "point": point})
    return made(data=_shown(point) if point else {"kind": PointKind.entrance, "policy": Policy.once, "session": NO_SESSION})


def lane_form(event: Event, lane: Lane | None = None) -> LaneForm:
    fields = {
        **_name(event, _l("For example “Lane B”: it stands on the phone’s screen.")),
        "direction": _radio(_l("Direction"), DIRECTIONS, _l("It stands on the frame of the screen and is kept with each scan.")),
    }
    made = type("MadeForm", (LaneForm,), {**fields, "event": event, "lane": lane})
    shown = lane and {**texts.shown("label", lane.label, event.languages), "direction": lane.direction, "looked_at": seen(lane)}
    return made(data=shown or {"direction": Direction.enter})


def _fields(event: Event) -> dict[str, Field]:
    lang = current()
    sessions = [SelectChoice(each.id, pick(each.title, lang)) for each in event.sessions if each.capacity is not None]
    return {
        **_name(event),
        "kind": _radio(_l("What it is"), KINDS),
        "policy": _radio(_l("How often one person passes"), POLICIES),
        "categories": Boxes(
            _l("Who is let in"), choices=[SelectChoice(each.code, pick(each.label, lang)) for each in event.categories],
            description=_l("None ticked: everybody."),
        ),
        "session": RadioField(
            _l("Only with a place in a session"), coerce=int,
            choices=[SelectChoice(NO_SESSION, _l("No, for everybody")), *sessions],
        ),
        "room_limit": Number(
            _l("People inside at once"), [Optional(), NumberRange(0, 1_000_000, _l("Type a number from %(min)s to %(max)s."))],
            description=_l("Empty: an entrance takes the number of the event, other points have none."),
        ),
        "opens_at": Moment(_l("Opens"), [Optional()], format=MOMENT_FORMATS),
        "closes_at": Moment(_l("Closes"), [Optional()], format=MOMENT_FORMATS),
    }  # fmt: skip


def _name(event: Event, hint: Any = "") -> dict[str, Field]:
    asked = Required(_l("Write the name in the event’s first language."))
    return texts.boxes("label", _l("Name"), event.languages, most=80, asked=asked, hint=hint)


def _radio(label: Any, words: dict[Any, Any], hint: Any = "") -> Field:
    choices = [SelectChoice(value.value, said) for value, said in words.items()]
    return RadioField(label, [InputRequired(_l("Choose one of these."))], choices=choices, description=hint)


def _shown(point: CheckinPoint) -> dict[str, Any]:
    zone = point.event.zone
    return {
        **texts.shown("label", point.label, point.event.languages),
        "kind": point.kind, "policy": point.policy, "session": point.session_id or NO_SESSION, "room_limit": point.room_limit,
        "categories": [category.code for category in point.categories],
        "opens_at": point.opens_at and point.opens_at.astimezone(zone).replace(tzinfo=None),
        "closes_at": point.closes_at and point.closes_at.astimezone(zone).replace(tzinfo=None),
        "looked_at": seen(point),
    }  # fmt: skip
