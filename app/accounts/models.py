"""People who run events: their accounts, their roles, where they are signed in."""

from datetime import datetime

import sqlalchemy as sa
from flask_login import UserMixin
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.permissions import Permission, Role, allows
from app.core.clock import now
from app.events.models import Event
from app.extensions import NEVER_AGAIN, db


class Account(db.Model):
    """One person. Without a password: invited, and not here yet."""

    __tablename__ = "accounts"
    __table_args__ = NEVER_AGAIN

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(sa.String(254))
    email_key: Mapped[str] = mapped_column(sa.String(254), unique=True)
    name: Mapped[str] = mapped_column(sa.String(100), default="")
    language: Mapped[str] = mapped_column(sa.String(8), default="fr")
    password_hash: Mapped[str | None] = mapped_column(sa.String(200))
    password_stamp: Mapped[int] = mapped_column(default=0)
    """Grows with each new password: links mailed before it open nothing any more."""
    totp_sealed: Mapped[str | None] = mapped_column(sa.String(200))
    """The key of the app that shows six digits, under DATA_KEY; without it the password alone opens."""
    totp_step: Mapped[int] = mapped_column(default=0, server_default=sa.text("0"))
    """The half minute of the last digits that were taken: no digits open twice."""
    active: Mapped[bool] = mapped_column(default=True)
    creates_events: Mapped[bool] = mapped_column(default=False)
    """Came by the owner link, so may make the first event; owners of an event may anyway."""
    created_at: Mapped[datetime] = mapped_column(default=now)

    memberships: Mapped[list["Membership"]] = relationship(back_populates="account")


class RecoveryCode(db.Model):
    """Stands in for the six digits once, when the phone is gone."""

    __tablename__ = "recovery_codes"

    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    code_hash: Mapped[str] = mapped_column(sa.String(64), primary_key=True)


class Membership(db.Model):
    """The role of one person at one event."""

    __tablename__ = "memberships"

    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"), primary_key=True, index=True)
    role: Mapped[Role]
    may_see_needs: Mapped[bool] = mapped_column(default=False)
    since: Mapped[datetime] = mapped_column(default=now)

    account: Mapped[Account] = relationship(back_populates="memberships")
    event: Mapped[Event] = relationship()

    def allows(self, permission: Permission) -> bool:
        return allows(self.role, self.may_see_needs, permission)


class SignIn(UserMixin, db.Model):
    """One browser where somebody is signed in: Flask-Login's user, its random token the user id."""

    __tablename__ = "sign_ins"
    __table_args__ = (sa.Index(None, "account_id", "ended_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id", ondelete="CASCADE"))
    agent: Mapped[str] = mapped_column(sa.String(200), default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now)
    proven_at: Mapped[datetime] = mapped_column(default=now)
    """When the password was last typed here."""
    ended_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship()

    token: str = ""
    """Known only while signing in; the browser keeps it."""

    def get_id(self) -> str:
        return self.token


class OwnerLink(db.Model):
    """The printed way in for the first owner: opens once, for a while."""

    __tablename__ = "owner_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
