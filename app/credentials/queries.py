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


def spares(event: Event) -> sa.Select[tuple[Credential]]:
    """What may be issued now, the oldest first: these are in the oldest door copies too."""
    return (
        sa.select(Credential)
        .where(
            Credential.event_id == event.id,
            Credential.state == CredentialState.spare,
            Credential.epoch == sa.select(Installation.epoch).scalar_subquery(),
        )
        .order_by(Credential.id)
    )


def count_reserve(event: Event) -> tuple[int, int]:
    """(spares, codes issued within LOOKS_BACK)."""
    lately = sa.select(sa.func.count()).where(
        Credential.event_id == event.id, Credential.issued_at > now() - LOOKS_BACK
    )
    ready = sa.select(sa.func.count()).select_from(spares(event).order_by(None).subquery())
    row = db.session.execute(sa.select(ready.scalar_subquery(), lately.scalar_subquery())).one()
    return row[0], row[1]
