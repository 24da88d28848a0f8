"""Lists on paper: for how many desks; and what was ticked on them, typed back in."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, ValidationError

from app.checkin import ticks
from app.checkin.points import Lane
from app.checkin.ticks import Fault, Mistake
from app.core.forms import AtMost, Form, Required
from app.core.languages import current
from app.core.local_time import NoSuchHour, exact
from app.events.models import Event
from app.organiser.checkin.page import lane_name
from app.organiser.settings.forms import Number

MOST_DESKS = 20
LARGEST = 20_000
SHOWN = 10
"""Mistakes named at once; the next ones come up when these are mended."""

FAULTS = {
    Fault.no_reference: _l("begin with the reference, eight letters such as NLRS-GTXV"),
    Fault.mistyped: _l("one letter of this reference is wrong"),
    Fault.no_time: _l("say when, for example 9:05"),
    Fault.no_such_time: _l("there is no such hour"),
}


class DesksForm(Form):
    desks = Number(
        _l("Desks"),
        [
            InputRequired(_l("Type a number, for example “200”.")),
            NumberRange(1, MOST_DESKS, _l("Type a number from 1 to %(most)s.", most=MOST_DESKS)),
        ],
        default=1, render_kw={"inputmode": "numeric"},
    )  # fmt: skip


class TicksForm(Form):
    lane = SelectField(_l("Lane"), [Required(_l("Choose the lane at which the list lay."))], coerce=int)
    day = DateField(_l("Day"), [Required(_l("Choose the day that stands on the list."))])
    lines = TextAreaField(
        _l("Ticks"), [Required(_l("Type what was ticked, one person a line.")), AtMost(LARGEST)],
        description=_l("One person a line: the reference, then the hour on the paper. A line without an hour has that of the line before."),
        render_kw={"rows": 12, "spellcheck": "false", "autocapitalize": "characters"},
    )  # fmt: skip

    def __init__(self, event: Event, lanes: Sequence[Lane], known: Any, at: datetime):
        """`known`: of references, whose they are."""
        self.event, self.known, self.at = event, known, at
        super().__init__(data={"day": event.doors_at.astimezone(event.zone).date()})
        self.lane.choices = [SelectChoice(lane.id, lane_name(lane, current())) for lane in lanes]
        self.found: list[tuple[int, datetime]] = []

    def validate_lines(self, field: TextAreaField) -> None:
        """Everything is right, or nothing is taken in."""
        found, mistakes = ticks.read(field.data or "")
        if len(found) > ticks.MOST:
            raise ValidationError(_("Type at most %(most)s lines at a time.", most=ticks.MOST))
        said = [(each.line, _mistake(each)) for each in mistakes]
        whose = self.known({tick.reference for tick in found})
        for tick in found:
            at = self._moment(self.day.data, tick)
            if tick.reference not in whose:
                said.append((tick.line, _("Line %(line)s: nobody here has this reference.", line=tick.line)))
            elif at is None or at > self.at:
                said.append((tick.line, _("Line %(line)s: this hour has not come yet.", line=tick.line)))
            else:
                self.found.append((whose[tick.reference], at))
        if said:
            raise ValidationError(" ".join([_("Nothing was taken in."), *(text for _line, text in sorted(said)[:SHOWN])]))

    def _moment(self, day: date | None, tick: ticks.Tick) -> datetime | None:
        if day is None:
            return None
        try:
            return exact(datetime.combine(day, tick.at), self.event.zone)
        except (NoSuchHour, OverflowError):
            return None


def _mistake(mistake: Mistake) -> str:
    return _("Line %(line)s: %(fault)s.", line=mistake.line, fault=FAULTS[mistake.fault])
