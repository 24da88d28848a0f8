"""The history of one thing."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.audit.models import AuditEntry
from app.extensions import db


def history(object_type: str, object_id: int) -> list[AuditEntry]:
    """Entries about one object with their values, latest first."""
    query = (
        sa.select(AuditEntry)
        .where(AuditEntry.object_type == object_type, AuditEntry.object_id == object_id)
        .options(joinedload(AuditEntry.values))
        .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
    )
    return list(db.session.scalars(query))
