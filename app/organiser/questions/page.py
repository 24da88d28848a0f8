"""The questions of an event in words."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.core import formats
from app.core.languages import current, pick
from app.events import questions
from app.events.models import Event, Question, QuestionKind
from app.organiser import texts
from app.organiser.questions.forms import OFFERING, QuestionForm
from app.organiser.questions.words import KINDS
from app.registration.form_pages import row
from app.registration.questions.queries import answers_by_question, use_of
from app.registration.questions.values import choices


def listed(event: Event) -> dict[str, Any]:
    """For organiser/questions/index.html."""
    answers = answers_by_question(event.id)
    asked = [question for question in event.questions if question.archived_at is None]
    archived = [question for question in event.questions if question.archived_at is not None]
    return {
        "asked": [_shown(event, question, answers) for question in asked],
        "archived": [_shown(event, question, answers) for question in archived],
    }


def _shown(event: Event, question: Question, answers: dict[int, int]) -> dict[str, Any]:
    lang, number = current(), answers.get(question.id, 0)
    return {
        "id": question.id,
        "label": pick(question.label, lang),
        "kind": KINDS[question.kind][0],
        "required": question.required,
        "categories": [
            {"code": each.code, "shape": each.shape, "label": pick(each.label, lang)}
            for each in event.categories
            if each.code in question.category_codes
        ],
        "condition": condition(event, question),
        "may_go": not number,
        "answers": ngettext("%(number)s answer", "%(number)s answers", number, number=formats.number(number, lang)),
    }


def end_of(question: Question) -> dict[str, str]:
    """For organiser/questions/edit.html: what is answered is archived, anything else is deleted."""
    why = " ".join(questions.why_kept(use_of(question)))
    archives = why and question.archived_at is None
    return {
        "delete": "" if why else url_for("questions.delete", question_id=question.id),
        "archive": url_for("questions.archive", question_id=question.id) if archives else "",
        "why": why,
    }


def condition(event: Event, question: Question) -> str | None:
    """“Lunch?”: Yes."""
    above = next((each for each in event.questions if each.code == question.shown_if.get("code")), None)
    if above is None:
        return None
    labels = choices(above, current())
    said = f" {_('or')} ".join(labels.get(value, value) for value in question.shown_if["values"])
    return _("“%(question)s”: %(answer)s", question=pick(above.label, current()), answer=said)


def kinds(event: Event, question: Question | None) -> list[dict[str, Any]]:
    """Where one chooses the kind: (label, href, note) each."""
    return [
        {"label": label, "note": note, "href": _form_of(kind, question)} for kind, (label, note) in KINDS.items()
    ]


def _form_of(kind: QuestionKind, question: Question | None) -> str:
    if question is None:
        return url_for("questions.new", kind=kind.value)
    return url_for("questions.edit", question_id=question.id, kind=kind.value)


def rows(form: QuestionForm) -> dict[str, list[dict[str, Any]]]:
    """What stands above and below the answers to choose from."""
    words = [line for name in ("label", "hint") for line in texts.side_by_side(form, name, form.event.languages)]
    whom = [row("tick", form["required"]), row("choices", form["categories"], columns=2)]
    if form["shown_if"].choices:
        whom.append(row("choices", form["shown_if"]))
    return {"above": [*words, *_of_kind(form)], "below": whom}


def _of_kind(form: QuestionForm) -> list[dict[str, Any]]:
    if form.kind is QuestionKind.number:
        return [row("pair", fields=[row("field", form["least"]), row("field", form["most"])])]
    if form.kind is QuestionKind.file:
        return [row("choices", form["types"]), row("choices", form["megabytes"])]
    return []


def options(form: QuestionForm) -> list[dict[str, Any]]:
    """The rows of answers to choose from, for organiser/questions/edit.html."""
    if form.kind not in OFFERING:
        return []
    return [
        {"fields": [form[key] for key in texts.keys(f"option_{number}", form.event.languages)], "number": number}
        for number in range(form.rows)
    ]
