"""What a person answered, allowed and needs: tables of their own, each with its own end."""

from datetime import datetime
from enum import StrEnum
from typing import Any

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
    """What one person answered to one question."""

    __tablename__ = "answers"

    registration_id: Mapped[int] = mapped_column(
        sa.ForeignKey("registrations.id", ondelete="CASCADE"), primary_key=True
    )
    question_id: Mapped[int] = mapped_column(sa.ForeignKey("questions.id"), primary_key=True)
    value: Mapped[dict[str, Any]]

    registration: Mapped[Registration] = relationship()
    question: Mapped[Question] = relationship()
