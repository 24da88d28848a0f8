"""What people allow, asked of the database: a withdrawal is another row, so the last answer counts."""

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from app.registration.models import Registration
from app.registration.particulars import Consent, ConsentKind


def allows(kind: ConsentKind) -> sa.ColumnElement[bool]:
    """A clause for `queries.search`: who has said yes and not withdrawn it. Databases find all of them at once."""
    later = aliased(Consent)
    withdrawn = sa.exists().where(
        later.registration_id == Consent.registration_id,
        later.kind == kind,
        sa.tuple_(later.at, later.id) > sa.tuple_(Consent.at, Consent.id),
    )
    said_yes = (Consent.registration_id == Registration.id, Consent.kind == kind, Consent.given)
    return sa.exists().where(*said_yes, ~withdrawn.correlate(Consent)).correlate(Registration)
