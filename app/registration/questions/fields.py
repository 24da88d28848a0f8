"""A field for each kind of question. Its data is the answer as it is stored, or the codes ticked."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _
from flask_wtf.file import FileField
from wtforms import EmailField, Field, RadioField, SelectField, StringField, TelField, TextAreaField, widgets
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, StopValidation, ValidationError

from app.core import formats
from app.core.forms import AtMost, Email, Phone, Required
from app.core.languages import current, pick
from app.events.models import Question, QuestionKind
from app.registration.event_form import Boxes
from app.registration.questions.reading import read_day, read_number
from app.registration.questions.uploads import MEGABYTE, TYPES, Upload, kind_of, shown_name
from app.registration.questions.values import choices

LINE, LONG_TEXT = 200, 2000
"""Characters that an answer may have."""


class Numeric:
    """A number within the question's limits; stored in one spelling, whatever the language."""

    def __init__(self, limits: dict[str, Any]):
        self.limits = limits

    def __call__(self, form: Any, field: Field) -> None:
        try:
            number = read_number(field.data, current())
        except ValueError:
            raise ValidationError(_("Type a number, for example “200”.")) from None
        least, most = (self.limits.get(end) for end in ("least", "most"))
        if (least is not None and float(number) < float(least)) or (most is not None and float(number) > float(most)):
            raise ValidationError(within(self.limits))
        field.data = number


def within(limits: dict[str, Any]) -> str:
    """“From 1 to 10.”, in words; empty without limits."""
    least, most = (formats.decimal(limits[end], current()) if end in limits else "" for end in ("least", "most"))
    if least and most:
        return _("From %(least)s to %(most)s.", least=least, most=most)
    if least:
        return _("%(least)s or more.", least=least)
    return _("%(most)s or less.", most=most) if most else ""


class Day:
    def __call__(self, form: Any, field: Field) -> None:
        try:
            field.data = read_day(field.data)
        except ValueError:
            raise ValidationError(_("Type a day, for example 18/03/2027.")) from None


class Acceptable:
    """A file of the types and the size that the question allows; read here, and its name believed in nothing."""

    def __init__(self, limits: dict[str, Any]):
        self.types, self.most = limits["types"], limits["megabytes"] * MEGABYTE
        self.said = accepted(limits)

    def __call__(self, form: Any, field: Field) -> None:
        content = field.data.stream.read(self.most + 1)
        if len(content) > self.most:
            raise StopValidation(too_large(self.said))
        kind = kind_of(content)
        if kind not in self.types:
            raise StopValidation(_("Choose a file of another type. %(accepted)s", accepted=self.said))
        field.data = Upload(shown_name(field.data.filename), kind, content)


def too_large(accepted: str) -> str:
    return _("Choose a smaller file. %(accepted)s", accepted=accepted)


def accepted(limits: dict[str, Any]) -> str:
    """“PDF, JPEG: at most 2 MB.”"""
    types = ", ".join(TYPES[kind].label for kind in limits["types"])
    return _("%(types)s: at most %(size)s MB.", types=types, size=limits["megabytes"])


def field_of(question: Question, *, required: bool) -> Any:
    """Not bound to a form yet."""
    return MADE[question.kind](question, [Required(_asking_for(question)) if required else Optional()])


def _asking_for(question: Question) -> str:
    """Names the question: in the list of what is wrong it stands alone."""
    label = pick(question.label, current())
    if question.kind is QuestionKind.file:
        return _("Choose a file: “%(question)s”.", question=label)
    return _("Answer “%(question)s”.", question=label)


def _words(question: Question, more: str = "") -> dict[str, Any]:
    lang = current()
    return {"label": pick(question.label, lang), "description": " ".join(filter(None, (pick(question.hint, lang), more)))}


def _typed(field: type[Field], *checks: Any, **attributes: Any) -> Callable[[Question, list[Any]], Any]:
    def made(question: Question, first: list[Any]) -> Any:
        return field(validators=[*first, *checks], render_kw=attributes, **_words(question))

    return made


def _number(question: Question, first: list[Any]) -> Any:
    checks = [*first, AtMost(40), Numeric(question.limits)]
    return StringField(
        validators=checks, render_kw={"inputmode": "decimal"}, **_words(question, within(question.limits))
    )


def _day(question: Question, first: list[Any]) -> Any:
    return StringField(validators=[*first, AtMost(40), Day()], widget=widgets.DateInput(), **_words(question))


def _choice(field: type[Field]) -> Callable[[Question, list[Any]], Any]:
    def made(question: Question, first: list[Any]) -> Any:
        offered = [SelectChoice(code, label) for code, label in choices(question, current()).items()]
        return field(validators=first, choices=offered, **_words(question))

    return made


def _country(question: Question, first: list[Any]) -> Any:
    offered = [SelectChoice("", _("Choose")), *(SelectChoice(*country) for country in choices(question, current()).items())]
    return SelectField(validators=first, choices=offered, **_words(question))


def _file(question: Question, first: list[Any]) -> Any:
    check, said = Acceptable(question.limits), accepted(question.limits)
    looked_at = {
        "accept": ",".join(TYPES[kind].media_type for kind in question.limits["types"]),
        "data-most": check.most, "data-refusal": too_large(said),
    }  # fmt: skip
    return FileField(validators=[*first, check], render_kw=looked_at, **_words(question, said))


MADE: dict[QuestionKind, Callable[[Question, list[Any]], Any]] = {
    QuestionKind.text: _typed(StringField, AtMost(LINE)),
    QuestionKind.long_text: _typed(TextAreaField, AtMost(LONG_TEXT), rows=4),
    QuestionKind.email: _typed(EmailField, AtMost(254), Email(), spellcheck="false"),
    QuestionKind.phone: _typed(TelField, AtMost(40), Phone()),
    QuestionKind.number: _number,
    QuestionKind.date: _day,
    QuestionKind.yes_no: _choice(RadioField),
    QuestionKind.one_of: _choice(RadioField),
    QuestionKind.several_of: _choice(Boxes),
    QuestionKind.country: _country,
    QuestionKind.file: _file,
}
