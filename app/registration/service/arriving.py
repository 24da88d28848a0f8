"""The door tells when somebody came. No seat lock and no revision: nothing is counted."""

from datetime import datetime

import sqlalchemy as sa

from app.extensions import db
from app.registration.models import Registration


def set_arrived(registration_id: int, at: datetime | None) -> None:
    """Write the moment of the entry that stands, or None if it was undone."""
    db.session.execute(
        sa.update(Registration).where(Registration.id == registration_id).values(arrived_at=at),
        execution_options={"synchronize_session": False},
    )
