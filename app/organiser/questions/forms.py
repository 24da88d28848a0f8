"""What organisers say about a question: a box for each language, and what its kind needs besides."""

from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, HiddenField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional, ValidationError

from app.core.forms import AtMost, Form, Required
from app.core.languages import current, pick
from app.core.numbers import whole
from app.events.conditions import CHOOSING
from app.events.models import Event, Question, QuestionKind
from app.events.questions import FEWEST_OPTIONS, MOST_OPTIONS, seen
from app.extensions import Texts
from app.organiser import texts
from app.registration.event_form import Boxes
from app.registration.questions.reading import read_number
from app.registration.questions.uploads import SIZES, TYPES
from app.registration.questions.values import choices

OFFERING = (QuestionKind.one_of, QuestionKind.several_of)
EMPTY_ROWS = 3
"""Rows for further answers under those there are."""
REARRANGES = ("more", "up")
"""Buttons that show the page anew with what is typed, and judge nothing."""


class Bound(StringField):
    """The least or the greatest number, in one spelling."""

    def post_validate(self, form: Form, validation_stopped: bool) -> None:
        if self.data and not self.errors:
            try:
                self.data = read_number(self.data, current())
            except ValueError:
                raise ValidationError(_("Type a number, for example “200”.")) from None


class QuestionForm(Form):
    """Made by `question_form`. `question`: the one that is changed; `rows`: how many answers to choose from it
    has boxes for."""

    event: Event
    question: Question | None = None
    kind = QuestionKind.text
    rows = 0
    looked_at = HiddenField()

    def validate_on_submit(self, *args: Any, **kwargs: Any) -> bool:
        self._swap(request.form.get("up", 0, type=whole))
        return not set(REARRANGES) & set(request.form) and super().validate_on_submit(*args, **kwargs)

    def _swap(self, row: int) -> None:
        """What stands in a row, with the row above."""
        if not 0 < row < self.rows:
            return
        for name in ("code", *self.event.languages):
            one, other = self[f"option_{row}_{name}"], self[f"option_{row - 1}_{name}"]
            one.data, other.data = other.data, one.data

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        super().validate(*args, **kwargs)
        if self.kind in OFFERING and not FEWEST_OPTIONS <= len(self.options) <= MOST_OPTIONS:
            self[f"option_0_{self.event.languages[0]}"].errors = [
                _("Give from %(fewest)s to %(most)s answers to choose from.", fewest=FEWEST_OPTIONS, most=MOST_OPTIONS)
            ]
        if self.kind is QuestionKind.number and not self.errors and self._is_upside_down():
            self["most"].errors = [_("The greatest number has to be above the least.")]
        if len({pair.partition(":")[0] for pair in self["shown_if"].data or ()}) > 1:
            self["shown_if"].errors = [_("Choose answers to one question alone.")]
        return not self.errors

    def _is_upside_down(self) -> bool:
        least, most = self["least"].data, self["most"].data
        return bool(least and most) and float(least) > float(most)

    @property
    def options(self) -> list[dict[str, Any]]:
        """The rows that say something."""
        was = {option["code"]: option["label"] for option in self.question.options} if self.question else {}
        codes = [self[f"option_{row}_code"].data for row in range(self.rows)]
        made = [{"code": code, "label": self._said(f"option_{row}", was.get(code, {}))} for row, code in enumerate(codes)]
        return [option for option in made if option["label"]]

    def _said(self, name: str, was: Texts) -> Texts:
        return texts.typed(self, name, self.event.languages, was)

    @property
    def values(self) -> dict[str, Any]:
        """What `events.questions` takes."""
        pairs = [pair.split(":") for pair in self["shown_if"].data or ()]
        return {
            "kind": self.kind,
            "label": self._said("label", self.question.label if self.question else {}),
            "hint": self._said("hint", self.question.hint if self.question else {}),
            "required": self["required"].data,
            "options": self.options,
            "limits": self._limits(),
            "category_codes": self["categories"].data or [],
            "shown_if": {"code": pairs[0][0], "values": [value for _code, value in pairs]} if pairs else {},
        }

    def _limits(self) -> dict[str, Any]:
        if self.kind is QuestionKind.file:
            return {"types": self["types"].data, "megabytes": int(self["megabytes"].data)}
        if self.kind is QuestionKind.number:
            return {end: self[end].data for end in ("least", "most") if self[end].data}
        return {}


def question_form(event: Event, kind: QuestionKind, question: Question | None = None) -> QuestionForm:
    """A form for a question of this kind, holding what is set now."""
    rows = _rows(question) if kind in OFFERING else 0
    fields = _words(event, rows) | _of_kind(kind) | _whom(event, question)
    about = {"event": event, "question": question, "kind": kind, "rows": rows}
    made = type("MadeForm", (QuestionForm,), fields | about)
    return made(data=_shown(question) if question else {"types": list(TYPES), "megabytes": "2"})


def _rows(question: Question | None) -> int:
    """As many as were sent, some more if asked for; else those there are and some empty ones."""
    sent = sum(name.startswith("option_") and name.endswith("_code") for name in request.form)
    there = sent or len(question.options if question else ()) + EMPTY_ROWS
    return min(there + EMPTY_ROWS * ("more" in request.form), MOST_OPTIONS)


def _words(event: Event, rows: int) -> dict[str, Field]:
    asked = Required(_l("Write the question in the event’s first language."))
    fields = texts.boxes("label", _l("Question"), event.languages, most=200, asked=asked)
    fields |= texts.boxes("hint", _l("Explanation"), event.languages, most=300, rows=2)
    for row in range(rows):
        fields |= texts.boxes(f"option_{row}", _l("Answer %(number)s", number=row + 1), event.languages, most=120)
        fields[f"option_{row}_code"] = HiddenField(validators=[AtMost(40)])
    return fields


def _of_kind(kind: QuestionKind) -> dict[str, Field]:
    if kind is QuestionKind.number:
        return {"least": Bound(_l("Least"), [Optional(), AtMost(20)]), "most": Bound(_l("Greatest"), [Optional(), AtMost(20)])}
    if kind is QuestionKind.file:
        types = [SelectChoice(ending, each.label) for ending, each in TYPES.items()]
        sizes = [SelectChoice(str(size), _l("%(size)s MB", size=size)) for size in SIZES]
        return {
            "types": Boxes(_l("Types"), [Required(_l("Choose a type at least."))], choices=types),
            "megabytes": RadioField(_l("At most"), [InputRequired()], choices=sizes),
        }
    return {}


def _whom(event: Event, question: Question | None) -> dict[str, Field]:
    """Who is asked: all, some categories, those whose answer leads to it."""
    lang = current()
    categories = [SelectChoice(each.code, pick(each.label, lang)) for each in event.categories]
    answers = [
        SelectChoice(f"{each.code}:{code}", _("“%(question)s”: %(answer)s", question=pick(each.label, lang), answer=label))
        for each in event.questions
        if each.archived_at is None and each.kind in CHOOSING and (question is None or each.position < question.position)
        for code, label in choices(each, lang).items()
    ]
    return {
        "required": BooleanField(_l("Has to be answered")),
        "categories": Boxes(
            _l("Asked of"), choices=categories, description=_l("Tick none and everybody is asked.")
        ),
        "shown_if": Boxes(
            _l("Only after one of these answers"), choices=answers,
            description=_l("Tick none and it is always asked. The answers are those to questions above this one."),
        ),
    }  # fmt: skip


def _shown(question: Question) -> dict[str, Any]:
    condition, languages = question.shown_if, question.event.languages
    options: dict[str, Any] = {}
    for row, option in enumerate(question.options):
        options |= {f"option_{row}_code": option["code"], **texts.shown(f"option_{row}", option["label"], languages)}
    return {
        **texts.shown("label", question.label, languages),
        **texts.shown("hint", question.hint, languages),
        **options,
        **question.limits,
        "megabytes": str(question.limits.get("megabytes", SIZES[1])),
        "types": question.limits.get("types", list(TYPES)),
        "required": question.required,
        "categories": question.category_codes,
        "shown_if": [f"{condition['code']}:{value}" for value in condition["values"]] if condition else [],
        "looked_at": seen(question),
    }
