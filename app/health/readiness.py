"""Whether this installation can work: each check says "ok", or what is wrong in a few words."""

from functools import cache

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from app.config import ROOT
from app.core.clock import now
from app.extensions import db
from app.jobs import beats

OK = "ok"


def checks() -> dict[str, str]:
    """The state of each part. Without a database the others are not looked at."""
    try:
        return {"database": OK, "migrations": migrations(), "worker": worker()}
    except sa.exc.DBAPIError as error:
        db.session.rollback()
        return {"database": f"does not answer ({type(error).__name__})"}


def migrations() -> str:
    """Whether the schema is the one of this code."""
    found = MigrationContext.configure(db.session.connection()).get_current_heads()
    if set(found) == newest():
        return OK
    return f"the database is at {', '.join(found) or 'nothing'}; run: flask db upgrade"


@cache
def newest() -> set[str]:
    """The newest migrations that this code brings."""
    return set(ScriptDirectory(str(ROOT / "migrations")).get_heads())


def worker() -> str:
    return OK if beats.is_somebody_alive(now()) else "no worker gives a sign; run: flask worker"
