"""Who does what at an event. Roles are given out under its lock, so it always keeps an owner."""

from flask_babel import gettext as _

from app.accounts.models import Account, Membership
from app.accounts.permissions import Role
from app.accounts.queries import find_account, find_role, has_owner_besides
from app.accounts.service import people
from app.audit.service import Actor, record
from app.core.errors import DomainError, NotFound
from app.events.locking import lock
from app.events.models import Event
from app.extensions import db
from app.jobs.service import enqueue


def invite(
    event: Event, email: str, role: Role, language: str, by: Actor, *, may_see_needs: bool = False
) -> Membership:
    """Give somebody a role and owe them the mail that says so. Raises DomainError("already_staff")."""
    account = find_account(email) or people.add(email, "", language)
    if db.session.get(Membership, (account.id, event.id)) is not None:
        raise DomainError("already_staff", _("This person has a role already: change it in the list."))
    membership = grant(event, account, role, by, may_see_needs=may_see_needs)
    remind(membership)
    return membership


def get(event: Event, account_id: int) -> Membership:
    """The role somebody has at the event. Raises NotFound."""
    membership = find_role(event, account_id)
    if membership is None:
        raise NotFound("no_such_role", _("This person has no role at the event any more."))
    return membership


def remind(membership: Membership) -> None:
    """Owe the invitation mail (again): its link opens for a week."""
    enqueue(
        "mailing.send",
        {"kind": "staff_invitation", "account_id": membership.account_id, "event_id": membership.event_id},
        event_id=membership.event_id,
        subject=f"account:{membership.account_id}",
    )


def grant(event: Event, account: Account, role: Role, by: Actor, *, may_see_needs: bool = False) -> Membership:
    """Give a role without a mail: the maker of an event becomes its owner."""
    membership = Membership(account=account, event=event, role=role, may_see_needs=may_see_needs)
    db.session.add(membership)
    db.session.flush()
    _record("staff.added", membership, by, after=_rights(membership))
    return membership


def change(membership: Membership, role: Role, may_see_needs: bool, by: Actor) -> None:
    """Another role. Raises DomainError("last_owner")."""
    lock(membership.event_id)
    if role is not Role.owner:
        _keep_an_owner(membership)
    before = _rights(membership)
    membership.role, membership.may_see_needs = role, may_see_needs
    if _rights(membership) == before:
        return
    _record("staff.changed", membership, by, before=before, after=_rights(membership))
    db.session.flush()


def withdraw(membership: Membership, by: Actor) -> None:
    """No role any more. Raises DomainError("last_owner")."""
    lock(membership.event_id)
    _keep_an_owner(membership)
    _record("staff.removed", membership, by, before=_rights(membership))
    db.session.delete(membership)
    db.session.flush()


def _keep_an_owner(membership: Membership) -> None:
    if membership.role is Role.owner and not has_owner_besides(membership):
        raise DomainError("last_owner", _("An event keeps at least one owner. Make somebody else an owner first."))


def _rights(membership: Membership) -> dict[str, str | bool]:
    return {"role": membership.role.value, "may_see_needs": membership.may_see_needs}


def _record(action: str, membership: Membership, by: Actor, **values: dict[str, str | bool]) -> None:
    record(
        action, by=by, event_id=membership.event_id, object_type="account", object_id=membership.account_id, **values
    )
