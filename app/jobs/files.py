"""Files that jobs make: an export, a batch of badges. Kept in the database until their day."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import undefer

from app.core.clock import now
from app.extensions import db
from app.jobs.models import StoredFile


def keep_file(
    name: str,
    content_type: str,
    content: bytes,
    *,
    made_by: str,
    until: datetime,
    event_id: int | None = None,
    account_id: int | None = None,
) -> StoredFile:
    """Store a file and flush. `made_by` is the job's kind or the page; `account_id` may fetch it."""
    file = StoredFile(
        name=name, content_type=content_type, content=content, size=len(content), made_by=made_by,
        until=until, event_id=event_id, account_id=account_id,
    )
    db.session.add(file)
    db.session.flush()
    return file


def find_file(file_id: int) -> StoredFile | None:
    """The file with its content, unless its time is over. Who may fetch it is for the caller."""
    query = sa.select(StoredFile).options(undefer(StoredFile.content))
    return db.session.scalar(query.where(StoredFile.id == file_id, StoredFile.until > now()))


def find_latest(event_id: int, made_by: str) -> StoredFile | None:
    """The newest file of that kind, with its content, unless its time is over."""
    query = sa.select(StoredFile).options(undefer(StoredFile.content)).order_by(StoredFile.id.desc()).limit(1)
    mine = StoredFile.event_id == event_id, StoredFile.made_by == made_by, StoredFile.until > now()
    return db.session.scalar(query.where(*mine))


def forget_file(file_id: int) -> None:
    """Delete one file before its time."""
    db.session.execute(sa.delete(StoredFile).where(StoredFile.id == file_id))


def forget_past_files() -> None:
    """Delete the files whose time is over."""
    db.session.execute(sa.delete(StoredFile).where(StoredFile.until <= now()))
