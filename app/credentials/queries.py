"""Looking up codes."""

import sqlalchemy as sa

from app.core.clock import now
from app.core.installation import Installation
from app.credentials.models import Credential, CredentialState
from app.credentials.reserve import LOOKS_BACK
from app.events.models import Event
from app.extensions import db


def find_by_hash(code_hash: str) -> Credential | None:
    return db.session.scalar(sa.select(Credential).where(Credential.code_hash == code_hash))


OF_EVENT = sa.bindparam("of_event")
SPARE = sa.and_(
    Credential.event_id == OF_EVENT,
    Credential.state == CredentialState.spare,
    Credential.epoch == sa.select(Installation.epoch).scalar_subquery(),
)
"""What may be issued now. Statements of each issue are put together once: that costs more than to run them."""

_COUNT_RESERVE = sa.select(
    sa.select(sa.func.count()).where(SPARE).scalar_subquery(),
    sa.select(sa.func.count())
    .where(Credential.event_id == OF_EVENT, Credential.issued_at > sa.bindparam("since"))
    .scalar_subquery(),
)


def spares(event: Event) -> list[Credential]:
    """What may be issued now, the oldest first."""
    return list(db.session.scalars(sa.select(Credential).where(SPARE).order_by(Credential.id), {"of_event": event.id}))


def count_reserve(event: Event) -> tuple[int, int]:
    """(spares, codes issued within LOOKS_BACK)."""
    row = db.session.execute(_COUNT_RESERVE, {"of_event": event.id, "since": now() - LOOKS_BACK}).one()
    return row[0], row[1]
