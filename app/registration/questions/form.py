"""A form that asks the event's own questions beside its own fields.

What is asked depends on the category and on other answers, which may stand on the same page. So the
page has every question that may follow, the others hidden; what was hidden when the page was sent and is
asked now makes the page come back with it.
"""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, Field

from app.core.errors import DomainError
from app.core.forms import Versioned
from app.events import conditions
from app.events.models import OrganisationType, Question, QuestionKind
from app.registration.details import category_for
from app.registration.event_form import Boxes, EventForm
from app.registration.models import Registration
from app.registration.questions.fields import field_of
from app.registration.questions.queries import said_by
from app.registration.questions.uploads import Upload, shown_name

PREFIX, WITHOUT = "q_", "no_"
ON_PAGE = "asked"
"""Name of the marks that say which questions were shown."""


def name_of(question: Question) -> str:
    return PREFIX + question.code


class AskingForm(EventForm):
    """`data["questions"]`: answers by code, as stored. In `data` of the form they are the same again,
    "" where a question is not answered, without what is not asked."""

    asks_files: bool | None = None
    """Files alone, everything else, or (None) both."""
    before = "image"
    """The field that the questions stand before."""

    def process(self, formdata: Any = None, obj: Any = None, data: Any = None, **more: Any) -> None:
        formdata, data = self.meta.wrap_formdata(self, formdata), data or {}
        self.given: dict[str, str] = data.get("questions") or {}
        self.kind_given = data.get("organisation_type")
        self.questions = [each for each in self.event.questions if each.archived_at is None and self._wants(each)]
        self._add_fields()
        said = {name_of(each): self._shown(each) for each in self.questions if each.code in self.given}
        super().process(formdata, obj, {**data, **said}, **more)
        self._on_page = set(formdata.getlist(ON_PAGE)) if formdata else set(self.given)
        self.follow_ups: list[Field] = []

    def _wants(self, question: Question) -> bool:
        return self.asks_files is None or self.asks_files is (question.kind is QuestionKind.file)

    def _add_fields(self) -> None:
        behind = list(self._fields)
        behind = behind[behind.index(self.before):] if self.before in self._fields else []
        for question in self.questions:
            options = {"name": name_of(question), "prefix": "", "translations": self.meta.get_translations(self)}
            unbound = field_of(question, required=self._requires(question))
            self._fields[name_of(question)] = self.meta.bind_field(self, unbound, options)
            if self.kept_file(question) and not question.required:
                unbound = BooleanField(_("Delete “%(file)s”", file=self.kept_file(question)))
                self._fields[WITHOUT + question.code] = self.meta.bind_field(self, unbound, options | {"name": WITHOUT + question.code})
        for name in behind:
            self._fields.move_to_end(name)

    def _requires(self, question: Question) -> bool:
        """A file that is there already need not come again."""
        return question.required and not self.kept_file(question)

    def kept_file(self, question: Question) -> str:
        """The name of the file that they have answered with before."""
        return self.given.get(question.code, "") if question.kind is QuestionKind.file else ""

    def lost_file(self, question: Question) -> str:
        """The name of a file that was sent in vain: a browser does not choose it again by itself."""
        sent = self[name_of(question)].data
        if isinstance(sent, Upload):
            return sent.name
        return shown_name(sent.filename) if isinstance(sent, FileStorage) else ""

    def _shown(self, question: Question) -> Any:
        said = self.given[question.code]
        if question.kind is QuestionKind.file:
            return None
        return said.split() if question.kind is QuestionKind.several_of else said

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        super().validate(*args, **kwargs)
        asked = self.asked
        new = [question for question in asked if question.code not in self._on_page]
        for question in self.questions:
            if question not in asked or question in new:
                self[name_of(question)].errors = ()
        self.follow_ups = [self[name_of(question)] for question in new]
        return not self.errors and not new

    @property
    def category_code(self) -> str | None:
        """Of the person, as far as it is known and matters."""
        if not any(question.category_codes for question in self.event.questions):
            return None
        if self.category_known is not None:
            return self.category_known.code
        kind = self["organisation_type"].data if "organisation_type" in self else self.kind_given
        found = category_for(self.event.categories, OrganisationType(kind)) if kind in set(OrganisationType) else None
        return found and found.code

    @property
    def _all_asked(self) -> list[Question]:
        """On other pages of the form too."""
        said = self.given | {question.code: self._said(question) for question in self.questions}
        return conditions.asked(self.event.questions, self.category_code, said)

    @property
    def others_asked(self) -> list[Question]:
        """On the other pages."""
        return [question for question in self._all_asked if question not in self.questions]

    @property
    def asked(self) -> list[Question]:
        """Here, and now."""
        return [question for question in self._all_asked if question in self.questions]

    @property
    def askable(self) -> Iterator[tuple[Question, dict[str, list[str]]]]:
        """Each that is asked here, or is once fields of this page hold certain values: with those
        values by the field's name."""
        asked, here = self.asked, {question.code for question in self.questions}
        category, is_open = self.category_code, self.category_known is None and "organisation_type" in self
        for question in self.questions:
            leads: dict[str, list[str]] = {}
            if question.category_codes and is_open:
                leads["organisation_type"] = self._types_for(question)
            elif not conditions.is_for(question, category):
                continue
            if question.shown_if.get("code") in here:
                leads[PREFIX + question.shown_if["code"]] = question.shown_if["values"]
            if leads or question in asked:
                yield question, leads

    def _types_for(self, question: Question) -> list[str]:
        """The organisation types that lead to a category which it is for."""
        ways = ((kind.value, category_for(self.event.categories, kind)) for kind in OrganisationType)
        return [kind for kind, found in ways if found is not None and found.code in question.category_codes]

    def _said(self, question: Question) -> str:
        field = self[name_of(question)]
        if isinstance(field.data, Upload):
            return field.data.name
        if question.kind is QuestionKind.file:
            return "" if WITHOUT + question.code in self and self[WITHOUT + question.code].data else self.kept_file(question)
        return " ".join(field.data or ()) if isinstance(field, Boxes) else field.data or ""

    @property
    def said(self) -> dict[str, str]:
        """An answer to each question that is asked here."""
        return {question.code: self._said(question) for question in self.asked}

    @property
    def uploads(self) -> dict[str, Upload]:
        sent = {question.code: self[name_of(question)].data for question in self.asked}
        return {code: upload for code, upload in sent.items() if isinstance(upload, Upload)}

    @property
    def data(self) -> dict[str, Any]:
        plain = {name: value for name, value in super().data.items() if not name.startswith((PREFIX, WITHOUT))}
        if self.questions and self.asks_files is not True:
            plain["questions"] = self.said
        return plain | {"files": self.uploads} if self.uploads else plain


class AnswersForm(AskingForm, Versioned):
    """All that an event asks of one person. Who saves second is told, and keeps what they typed."""

    def refused(self, refusal: DomainError, version: int) -> None:
        self.form_errors.append(refusal.message)
        self.look_at(version)


def answers_form(person: Registration) -> AnswersForm:
    """Holding what they have answered."""
    data = {"questions": said_by(person.id), "version": person.version}
    return AnswersForm(person.event, category=person.category, data=data)
