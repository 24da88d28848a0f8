"""Which questions somebody is asked: those for their category, where an earlier answer leads to it. Pure.

A condition looks at a question further up, so there are no circles, and what is hidden leads nowhere.
"""

from collections.abc import Iterable, Mapping

from app.events.models import Question, QuestionKind

CHOOSING = (QuestionKind.yes_no, QuestionKind.one_of, QuestionKind.several_of)
"""Kinds of which a condition can look at the answer: codes of a few."""
YES_NO = ("yes", "no")


def codes(question: Question) -> tuple[str, ...]:
    """What may be chosen, where something is chosen."""
    if question.kind is QuestionKind.yes_no:
        return YES_NO
    return tuple(option["code"] for option in question.options)


def asked(questions: Iterable[Question], category: str | None, said: Mapping[str, str]) -> list[Question]:
    """Those that are asked, in their order. `category`: its code; `said`: answers by code, those of a
    few as codes between blanks. What was said to a question that is not asked counts nothing."""
    found: list[Question] = []
    counted: dict[str, set[str]] = {}
    for question in questions:
        if question.archived_at is None and is_for(question, category) and _holds(question, counted):
            found.append(question)
            counted[question.code] = set(said.get(question.code, "").split())
    return found


def is_for(question: Question, category: str | None) -> bool:
    return not question.category_codes or category in question.category_codes


def _holds(question: Question, said: Mapping[str, set[str]]) -> bool:
    condition = question.shown_if
    return not condition or not said.get(condition["code"], set()).isdisjoint(condition["values"])


def led_to_by(code: str, questions: Iterable[Question]) -> list[Question]:
    """Those whose condition looks at this one."""
    return [question for question in questions if question.shown_if.get("code") == code]


def first_out_of_order(questions: Iterable[Question]) -> Question | None:
    """The first whose condition looks at none further up that can be chosen from."""
    above: set[str] = set()
    for question in questions:
        if question.shown_if and question.shown_if["code"] not in above:
            return question
        if question.kind in CHOOSING:
            above.add(question.code)
    return None
