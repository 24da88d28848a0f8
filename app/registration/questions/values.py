"""Answers as they are stored, one text each, and what they say. Pure.

Text, e-mail, phone: as typed. Number: "12.5". Day: "2027-03-18". Yes or no: "yes", "no". One of: its
code; several of: codes with blanks between. Country: its ISO code. File: its name.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask_babel import gettext as _

from app.core import formats
from app.core.countries import countries
from app.core.languages import pick
from app.events.conditions import codes
from app.events.models import Question, QuestionKind

Value = str | bool | int | float | date | list[str] | None
"""What a program or a spreadsheet is given."""


def choices(question: Question, lang: str) -> dict[str, str]:
    """What may be chosen, by code."""
    if question.kind is QuestionKind.yes_no:
        return {"yes": _("Yes"), "no": _("No")}
    if question.kind is QuestionKind.country:
        return countries(lang)
    return {option["code"]: pick(option["label"], lang) for option in question.options}


def is_possible(question: Question, text: str) -> bool:
    """Whether this can be an answer: choices may have changed since it was given."""
    if question.kind is QuestionKind.country:
        return text in countries("en")
    if question.kind is QuestionKind.several_of:
        return bool(text) and set(text.split()) <= set(codes(question))
    if question.kind in (QuestionKind.yes_no, QuestionKind.one_of):
        return text in codes(question)
    return bool(text)


def in_words(question: Question, text: str, lang: str) -> str:
    """For people."""
    if question.kind is QuestionKind.number:
        return formats.decimal(text, lang)
    if question.kind is QuestionKind.date:
        return formats.calendar_day(date.fromisoformat(text), lang)
    return ", ".join(_labels(question, text, lang)) if question.kind in LABELLED else text


LABELLED = (QuestionKind.yes_no, QuestionKind.one_of, QuestionKind.several_of, QuestionKind.country)


def _labels(question: Question, text: str, lang: str) -> list[str]:
    labels = choices(question, lang)
    return [labels.get(code, code) for code in text.split()]


def typed(question: Question, text: str, lang: str | None) -> Value:
    """For a cell. Words in `lang`, or codes (None)."""
    if question.kind in TYPED:
        return TYPED[question.kind](text)
    if question.kind is QuestionKind.yes_no and lang is None:
        return text == "yes"
    if question.kind is QuestionKind.several_of:
        return text.split() if lang is None else _labels(question, text, lang)
    return text if lang is None else in_words(question, text, lang)


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)


TYPED: dict[QuestionKind, Callable[[str], Any]] = {
    QuestionKind.number: _number,
    QuestionKind.date: date.fromisoformat,
}
