"""Filters by answers to the event's own questions: who chose what, and whose answers are missing."""

from collections.abc import Iterator

import sqlalchemy as sa
from flask_babel import gettext as _

from app.core.languages import current, pick
from app.events.conditions import CHOOSING, codes
from app.events.models import Event, Question
from app.organiser.people.views import Pair, View
from app.registration.questions.queries import chose, lacks_answers
from app.registration.questions.values import choices

MISSING: Pair = ("answers", "missing")


def choosing(event: Event) -> list[Question]:
    """Questions of which a view can ask for certain answers."""
    return [question for question in event.questions if question.kind in CHOOSING]


def offered(event: Event) -> list[str]:
    """Values of “said”, such as “lunch:yes”."""
    return [f"{question.code}:{code}" for question in choosing(event) for code in codes(question)]


def clauses(event: Event, view: View) -> Iterator[sa.ColumnElement[bool]]:
    """Any of the answers chosen of a question, and one of each question."""
    if MISSING in view.pairs:
        yield lacks_answers(event)
    for question in choosing(event) if view.all("said") else ():
        wanted = [code for code in codes(question) if ("said", f"{question.code}:{code}") in view.pairs]
        if wanted:
            yield sa.or_(*(chose(question, code) for code in wanted))


def token(event: Event, value: str) -> str:
    """“Lunch?”: Yes"""
    code, _sep, choice = value.partition(":")
    question = next(each for each in event.questions if each.code == code)
    answer = choices(question, current())[choice]
    return _("“%(question)s”: %(answer)s", question=pick(question.label, current()), answer=answer)


def groups(event: Event) -> Iterator[tuple[str, list[tuple[Pair, str]]]]:
    """To choose from: the answers of each question."""
    lang = current()
    for question in choosing(event):
        pairs = [(("said", f"{question.code}:{code}"), label) for code, label in choices(question, lang).items()]
        yield pick(question.label, lang), pairs
