"""What a person answered, allowed and needs: tables of their own, each with its own end."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.clock import now
from app.events.models import Question
from app.extensions import db
from app.registration.models import Channel, Registration


class ConsentKind(StrEnum):
    image = "image"
    newsletter = "newsletter"
    needs = "needs"


class Consent(db.Model):
    """One answer to one request for consent; a withdrawal is another row."""

    __tablename__ = "consents"
    __table_args__ = (sa.Index(None, "registration_id", "kind", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registrations.id", ondelete="CASCADE"))
    kind: Mapped[ConsentKind]
    given: Mapped[bool]
    text_version: Mapped[int] = mapped_column(default=1)
    language: Mapped[str] = mapped_column(sa.String(8))
    at: Mapped[datetime] = mapped_column(default=now)
    channel: Mapped[Channel]

    registration: Mapped[Registration] = relationship()


class Needs(db.Model):
    """What to provide (diet, accessibility), sealed under DATA_KEY; only with its consent."""

    __tablename__ = "needs"

    registration_id: Mapped[int] = mapped_column(
        sa.ForeignKey("registrations.id", ondelete="CASCADE"), primary_key=True
    )
    sealed: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[datetime] = mapped_column(default=now)

    registration: Mapped[Registration] = relationship()


class Answer(db.Model):
    """What one person answered to one question, as a text whose form the kind of question says
    (`registration.questions.values`); that of a file is its name."""

    __tablename__ = "answers"

    registration_id: Mapped[int] = mapped_column(
        sa.ForeignKey("registrations.id", ondelete="CASCADE"), primary_key=True
    )
    question_id: Mapped[int] = mapped_column(sa.ForeignKey("questions.id"), primary_key=True, index=True)
    value: Mapped[str] = mapped_column(sa.Text)

    registration: Mapped[Registration] = relationship()
    question: Mapped[Question] = relationship()


class AnswerFile(db.Model):
    """A file that somebody answered with; it goes with its answer. Without one only within the
    transaction that takes it in."""

    __tablename__ = "answer_files"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["registration_id", "question_id"], ["answers.registration_id", "answers.question_id"],
            name="fk_answer_files_answers", ondelete="CASCADE", onupdate="CASCADE",
        ),
        sa.UniqueConstraint("registration_id", "question_id"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int | None]
    question_id: Mapped[int | None]
    kind: Mapped[str] = mapped_column(sa.String(8))
    """Of `registration.questions.uploads.TYPES`, by its content."""
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
