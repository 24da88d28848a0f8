"""Entry codes and what became of them. No name stands here."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.events.models import Category, Event
from app.extensions import db


class CredentialState(StrEnum):
    """`spare`: known to the server and door copies alone. `blank`: printed, for nobody yet."""

    spare = "spare"
    blank = "blank"
    issued = "issued"
    revoked = "revoked"


ALLOWED = {
    CredentialState.spare: {CredentialState.issued},
    CredentialState.blank: {CredentialState.issued, CredentialState.revoked},
    CredentialState.issued: {CredentialState.revoked},
    CredentialState.revoked: set[CredentialState](),
}


class Credential(db.Model):
    """One code. It is kept sealed and found by the hash; `revision` is the event's revision of its
    last change. Spares and blanks of another epoch than the installation's are retired: they may
    have been given out before the database was restored, so nobody gets them any more."""

    __tablename__ = "credentials"
    __table_args__ = (
        sa.CheckConstraint(
            "state <> 'blank' OR (category_id IS NOT NULL AND batch IS NOT NULL)", name="blank_of_batch"
        ),
        sa.CheckConstraint("state <> 'issued' OR issued_at IS NOT NULL", name="issued_at_some_time"),
        sa.CheckConstraint("(state = 'revoked') = (revoked_at IS NOT NULL)", name="revoked_at_some_time"),
        sa.Index(None, "event_id", "state", "epoch", "id"),
        sa.Index(None, "event_id", "issued_at"),
        sa.Index(None, "event_id", "revision"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"))
    state: Mapped[CredentialState] = mapped_column(default=CredentialState.spare)
    code_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    sealed: Mapped[str] = mapped_column(sa.String(160))
    epoch: Mapped[str] = mapped_column(sa.String(32))
    revision: Mapped[int]

    category_id: Mapped[int | None] = mapped_column(sa.ForeignKey("categories.id"))
    batch: Mapped[str | None] = mapped_column(sa.String(40))
    """Category and print batch of what was printed as a blank, also once it is somebody's."""

    issued_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    revoked_why: Mapped[str | None] = mapped_column(sa.String(24))
    revoked_by: Mapped[str | None] = mapped_column(sa.String(40))
    """Kind and id of who did it, such as "account:12"."""
    replaced_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("credentials.id", ondelete="SET NULL"))

    event: Mapped[Event] = relationship()
    category: Mapped[Category | None] = relationship()
    replaced_by: Mapped["Credential | None"] = relationship(remote_side=[id])

    def move_to(self, state: CredentialState) -> None:
        """Change the state. Raises ValueError for a step that does not exist."""
        if state not in ALLOWED[self.state]:
            raise ValueError(f"a code cannot go from {self.state} to {state}")
        self.state = state
