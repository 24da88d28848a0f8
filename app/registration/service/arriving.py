"""The door tells when somebody came. No seat lock and no revision: nothing is counted."""

from datetime import datetime

import sqlalchemy as sa

from app.core.database import run
from app.registration.models import Registration


def set_arrived(registration_id: int, at: datetime | None) -> None:
    """Write the moment of the entry that stands, or None if it was undone."""
    run(_SET, {"registration_id": registration_id, "at": at})


_SET = (
    sa.update(Registration.__table__)
    .where(Registration.id == sa.bindparam("registration_id"))
    .values(arrived_at=sa.bindparam("at"))
)
