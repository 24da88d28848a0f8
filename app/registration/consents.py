"""What people allow, asked of the database: a withdrawal is another row, so the last answer counts."""

import sqlalchemy as sa

from app.registration.models import Registration
from app.registration.particulars import Consent, ConsentKind


def agreed(kind: ConsentKind) -> sa.ScalarSelect[bool]:
    """The last answer of a registration; nothing where they were never asked."""
    return (
        sa.select(Consent.given)
        .where(Consent.registration_id == Registration.id, Consent.kind == kind)
        .order_by(Consent.at.desc(), Consent.id.desc())
        .limit(1)
        .correlate(Registration)
        .scalar_subquery()
    )


def allows(kind: ConsentKind) -> sa.ColumnElement[bool]:
    """A clause for `queries.search`: who has said yes and not withdrawn it."""
    return sa.func.coalesce(agreed(kind), sa.false())
