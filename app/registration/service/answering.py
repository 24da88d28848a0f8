"""What people answer to the event's own questions. Only what is asked of them is kept."""

from collections.abc import Mapping

import sqlalchemy as sa

from app.audit.service import Actor, record
from app.events import conditions
from app.events.models import Question, QuestionKind
from app.extensions import db
from app.registration.models import Registration
from app.registration.particulars import Answer, AnswerFile
from app.registration.questions.queries import said_by
from app.registration.questions.uploads import Upload
from app.registration.questions.values import is_possible
from app.registration.service.moving import locked

TakenIn = Mapping[str, int]
"""Ids of files without an answer yet, by the code of their question."""


def take_in(uploads: Mapping[str, Upload]) -> TakenIn:
    """Store files before the event is locked: nothing slow may happen after it."""
    files = {code: AnswerFile(kind=upload.kind, content=upload.content) for code, upload in uploads.items()}
    db.session.add_all(files.values())
    db.session.flush()
    return {code: file.id for code, file in files.items()}


def leave_out(taken_in: TakenIn) -> None:
    """Drop files that no answer came to need."""
    unneeded = sa.delete(AnswerFile).where(AnswerFile.id.in_(taken_in.values()), AnswerFile.registration_id.is_(None))
    if taken_in:
        db.session.execute(unneeded)


def store(registration: Registration, said: Mapping[str, str], uploads: Mapping[str, Upload], taken_in: TakenIn) -> None:
    """The answers of a new registration. Under the event's lock."""
    if said or uploads:
        _write(registration, {}, _kept(registration, {}, said, uploads), taken_in)


def change(
    event_id: int, registration_id: int, said: Mapping[str, str], uploads: Mapping[str, Upload], *, by: Actor,
    version: int | None = None,
) -> Registration:  # fmt: skip
    """Set all answers of somebody; one that lacks is taken back, and so is a file named "". Those to archived
    questions stay. Raises DomainError("changed_meanwhile")."""
    taken_in = take_in(uploads)
    registration, _revision = locked(event_id, registration_id, version)
    archived = {question.code for question in registration.event.questions if question.archived_at is not None}
    before = {code: text for code, text in said_by(registration_id).items() if code not in archived}
    after = _kept(registration, before, said, uploads)
    real = [code for code in {**before, **after} if before.get(code) != after.get(code) or code in uploads]
    _write(registration, before, {code: after.get(code, "") for code in real}, taken_in)
    if real:
        registration.version += 1
        record(
            "registration.answer", by=by, event_id=event_id, object_type="registration", object_id=registration_id,
            before={code: before.get(code) for code in real}, after={code: after.get(code) for code in real},
        )  # fmt: skip
        db.session.flush()
    return registration


def pass_on(to: Registration, giver: Registration) -> None:
    """Two registrations of one person become one: what it lacks and the other has answered, files too."""
    questions = to.event.questions
    own, others = (said_by(to.id), said_by(giver.id)) if questions else ({}, {})
    asked = conditions.asked(questions, to.category.code, others | own)
    passed = [question.id for question in asked if question.code in others and question.code not in own]
    if passed:
        theirs = sa.update(Answer).where(Answer.registration_id == giver.id, Answer.question_id.in_(passed))
        db.session.execute(theirs.values(registration_id=to.id), execution_options={"synchronize_session": False})


def _kept(
    registration: Registration, before: Mapping[str, str], said: Mapping[str, str], uploads: Mapping[str, Upload]
) -> dict[str, str]:  # fmt: skip
    """The answers to what is asked of this person, as far as they are possible."""

    def answer(question: Question) -> str:
        if question.kind is not QuestionKind.file:
            return said.get(question.code, "")
        if question.code in uploads:
            return uploads[question.code].name
        return before.get(question.code, "") if said.get(question.code) else ""

    asked = conditions.asked(registration.event.questions, registration.category.code, said)
    answers = ((question, answer(question)) for question in asked)
    return {question.code: text for question, text in answers if is_possible(question, text)}


def _write(registration: Registration, before: Mapping[str, str], after: Mapping[str, str], taken_in: TakenIn) -> None:
    """Write what changed ("": nothing any more). A file goes with the answer it stood for."""
    ids = {question.code: question.id for question in registration.event.questions}
    gone = [ids[code] for code in after if code in before]
    if gone:
        db.session.execute(
            sa.delete(Answer).where(Answer.registration_id == registration.id, Answer.question_id.in_(gone))
        )  # fmt: skip
    new = {ids[code]: text for code, text in after.items() if text}
    if new:
        rows = [{"registration_id": registration.id, "question_id": id_, "value": text} for id_, text in new.items()]
        db.session.execute(sa.insert(Answer), rows)
    for code, file_id in taken_in.items():
        if code in after:
            whose = {"registration_id": registration.id, "question_id": ids[code]}
            db.session.execute(sa.update(AnswerFile).where(AnswerFile.id == file_id).values(whose))
    leave_out(taken_in)
