"""Who works at the door, by the name they go by, with four digits that keep a phone theirs."""

from flask_babel import gettext as _
from werkzeug.security import generate_password_hash

from app.audit.service import Actor, record
from app.checkin.devices import Operator
from app.checkin.terms import DoorRole
from app.core.errors import NotFound
from app.events.locking import lock
from app.extensions import db

PIN_METHOD = "pbkdf2:sha256:50000"
"""What browsers can check; four digits would not stand a better one either."""


def enlist(event_id: int, name: str, role: DoorRole, pin: str | None, *, by: Actor) -> Operator:
    """The phones learn of them at their next contact."""
    revision = lock(event_id)
    operator = Operator(
        event_id=event_id, name=name, role=role, revision=revision,
        pin_hash=generate_password_hash(pin, PIN_METHOD) if pin else None,
    )  # fmt: skip
    db.session.add(operator)
    db.session.flush()
    record(
        "operator.enlist", by=by, event_id=event_id, object_type="operator", object_id=operator.id,
        detail={"role": role.value},
    )  # fmt: skip
    return operator


def dismiss(event_id: int, operator_id: int, *, by: Actor) -> Operator:
    """Off the list of the phones; what they did stays theirs. Twice is once."""
    revision = lock(event_id)
    operator = db.session.get(Operator, operator_id)
    if operator is None or operator.event_id != event_id:
        raise NotFound("no_operator", _("There is no such person at this door."))
    operator.active, operator.revision = False, revision
    record("operator.dismiss", by=by, event_id=event_id, object_type="operator", object_id=operator_id)
    db.session.flush()
    return operator
