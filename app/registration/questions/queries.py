"""Answers looked up."""

from collections import Counter

import sqlalchemy as sa
from sqlalchemy.orm import undefer

from app.events.models import Question
from app.events.questions import Use
from app.extensions import db
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
