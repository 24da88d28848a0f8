"""Answers looked up."""

from collections import Counter

import sqlalchemy as sa
from sqlalchemy.orm import undefer

from app.events.models import Event, Question
from app.events.questions import Use
from app.extensions import db
from app.registration.models import LIVE, Registration
from app.registration.particulars import Answer, AnswerFile


def said_by(registration_id: int) -> dict[str, str]:
    """What one person answered, by the code of the question, in the order of the questions."""
    rows = db.session.execute(
        sa.select(Question.code, Answer.value)
        .join(Question, Question.id == Answer.question_id)
        .where(Answer.registration_id == registration_id)
        .order_by(Question.position, Question.id)
    )
    return dict(rows.all())


def find_file(registration_id: int, code: str) -> AnswerFile | None:
    """With its content."""
    return db.session.scalar(
        sa.select(AnswerFile)
        .join(Question, Question.id == AnswerFile.question_id)
        .where(AnswerFile.registration_id == registration_id, Question.code == code)
        .options(undefer(AnswerFile.content))
    )


def answered(question: Question, *clauses: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Who has answered it."""
    theirs = (Answer.registration_id == Registration.id, Answer.question_id == question.id)
    return sa.exists().where(*theirs, *clauses)


def chose(question: Question, code: str) -> sa.ColumnElement[bool]:
    """Who has chosen this, alone or among others."""
    between_blanks = sa.literal(" ") + Answer.value + " "
    return answered(question, between_blanks.contains(f" {code} ", autoescape=True))


def lacks_answers(event: Event) -> sa.ColumnElement[bool]:
    """Who has not answered what they are asked and have to answer."""
    ids = {category.code: category.id for category in event.categories}
    by_code = {question.code: question for question in event.questions}
    lacking = []
    for question in event.questions:
        if question.archived_at is not None or not question.required:
            continue
        whom = [~answered(question)]
        if question.category_codes:
            whom.append(Registration.category_id.in_([ids[code] for code in question.category_codes if code in ids]))
        if question.shown_if:
            above, values = by_code[question.shown_if["code"]], question.shown_if["values"]
            whom.append(sa.or_(*(chose(above, value) for value in values)))
        lacking.append(sa.and_(*whom))
    return sa.and_(Registration.status.in_(LIVE), sa.or_(sa.false(), *lacking))


def use_of(question: Question) -> Use:
    """How many have answered, and how often each option was chosen."""
    rows = db.session.execute(
        sa.select(Answer.value if question.options else sa.literal(""), sa.func.count())
        .where(Answer.question_id == question.id)
        .group_by(Answer.value if question.options else Answer.question_id)
    ).all()
    options: Counter[str] = Counter()
    for value, number in rows:
        options.update(dict.fromkeys(value.split(), number))
    return Use(sum(number for _value, number in rows), options)


def answers_by_question(event_id: int) -> dict[int, int]:
    """How many have answered each question, by its id."""
    rows = db.session.execute(
        sa.select(Answer.question_id, sa.func.count())
        .join(Question, Question.id == Answer.question_id)
        .where(Question.event_id == event_id)
        .group_by(Answer.question_id)
    )
    return dict(rows.all())
