"""The database's own identity: a door copy made from another epoch has to be loaded anew."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.extensions import db


class Installation(db.Model):
    """The one row of this database. `epoch` is new when it is created or restored."""

    __tablename__ = "installation"

    id: Mapped[int] = mapped_column(primary_key=True)
    epoch: Mapped[str] = mapped_column(default=lambda: uuid4().hex)
    since: Mapped[datetime] = mapped_column(default=now)


def get_installation() -> Installation:
    """The row; made at first need. Flushes."""
    row = db.session.get(Installation, 1)
    if row is None:
        row = Installation(id=1)
        db.session.add(row)
        db.session.flush()
    return row


def renew_epoch() -> str:
    """Another epoch, after this database was restored or copied back. Flushes."""
    row = get_installation()
    row.epoch, row.since = uuid4().hex, now()
    db.session.flush()
    return row.epoch
