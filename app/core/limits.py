"""Limits that protect somebody, counted as rows so that every process sees them."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.core.database import run
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


_COUNT = sa.select(sa.func.count()).where(
    LimitHit.scope == sa.bindparam("of_scope"),
    LimitHit.key == sa.bindparam("of_key"),
    LimitHit.at > sa.bindparam("since"),
)


def count(scope: str, whose: str, within: timedelta) -> int:
    """How often `whose` (an address, an account) did this lately."""
    values = {"of_scope": scope, "of_key": keyed_digest(whose), "since": now() - within}
    return run(_COUNT, values).scalar_one()


def hit(scope: str, whose: str) -> None:
    """Count one more. Written when the transaction is."""
    run(sa.insert(LimitHit), {"scope": scope, "key": keyed_digest(whose)})


def forget(before: datetime) -> None:
    """Delete what no limit looks at any more."""
    db.session.execute(sa.delete(LimitHit).where(LimitHit.at < before))
