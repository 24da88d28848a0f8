"""Limits that protect somebody, counted as rows so that every process sees them."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.core.tokens import keyed_digest
from app.extensions import db


class LimitHit(db.Model):
    """One thing done under a limit: `scope` says which, `key` is a keyed digest of whose."""

    __tablename__ = "limit_hits"
    __table_args__ = (sa.Index(None, "scope", "key", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scope: Mapped[str] = mapped_column(sa.String(40))
    key: Mapped[str] = mapped_column(sa.String(64))
    at: Mapped[datetime] = mapped_column(default=now, index=True)


def count(scope: str, whose: str, within: timedelta) -> int:
    """How often `whose` (an address, an account) did this lately."""
    return db.session.scalar(
        sa.select(sa.func.count())
        .select_from(LimitHit)
        .where(LimitHit.scope == scope, LimitHit.key == keyed_digest(whose), LimitHit.at > now() - within)
    )


def hit(scope: str, whose: str) -> None:
    """Count one more. Written when the transaction is."""
    db.session.add(LimitHit(scope=scope, key=keyed_digest(whose)))


def forget(before: datetime) -> None:
    """Delete what no limit looks at any more."""
    db.session.execute(sa.delete(LimitHit).where(LimitHit.at < before))
