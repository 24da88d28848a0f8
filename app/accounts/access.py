"""Every page is closed until its view says who may open it.

`@open_to_all`, `@by_token` (the view checks a link or device token of its own), `@signed_in`,
`@any_owner`, `@any_owner_at(Permission.x)`, `@allow(Permission.x)`: the last two hand the view the
event of its address instead of the slug. A view that says nothing answers 403 to everybody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any, TypeVar

from flask import g, request
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts import queries
from app.accounts.models import Account, Membership, SignIn
from app.accounts.permissions import ASKS_PASSWORD, ROLE_LABELS, Permission
from app.audit.service import Actor
from app.core.errors import DomainError, NotFound
from app.events.models import Event

View = TypeVar("View", bound=Callable[..., Any])


class Forbidden(DomainError):
    """The role lacks the right; who has it may be asked."""

    status = 403


class Way(StrEnum):
    open_to_all = "open_to_all"
    by_token = "by_token"
    signed_in = "signed_in"
    any_owner = "any_owner"
    permission = "permission"


@dataclass(frozen=True)
class Access:
    """What a view says of itself; `permission` with Way.permission alone."""

    way: Way
    permission: Permission | None = None
    lately: bool = False
    """Whether the password has to have been typed within the hour."""

    @property
    def asks_sign_in(self) -> bool:
        return self.way not in (Way.open_to_all, Way.by_token)


def _declare(view: View, access: Access) -> View:
    view.access = access  # type: ignore[attr-defined]
    return view


def open_to_all(view: View) -> View:
    return _declare(view, Access(Way.open_to_all))


def by_token(view: View) -> View:
    return _declare(view, Access(Way.by_token))


def signed_in(view: View) -> View:
    return _declare(view, Access(Way.signed_in))


def signed_in_lately(view: View) -> View:
    """For what an unattended screen must not do."""
    return _declare(view, Access(Way.signed_in, lately=True))


def any_owner(view: View) -> View:
    """Whoever owns some event: makes events, edits organisations."""
    return _declare(view, Access(Way.any_owner))


def any_owner_at(permission: Permission) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """For pages of an event that change what all events share: whoever owns some event and may do this at
    the one in the address. The view gets `event` as its first argument."""

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(event_slug: str, **values: Any) -> Any:
            return view(event_for(permission, event_slug), **values)

        return _declare(guarded, Access(Way.any_owner))

    return decorate


def allow(permission: Permission) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """For an address with `<event_slug>`: the view gets `event` as its first argument."""

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(event_slug: str, **values: Any) -> Any:
            return view(event_for(permission, event_slug), **values)

        return _declare(guarded, Access(Way.permission, permission, lately=permission in ASKS_PASSWORD))

    return decorate


def event_for(permission: Permission, slug: str) -> Event:
    """The event of that address, if one's role there allows this: lookup and check in one.

    Raises NotFound where one has no role, so that nobody learns which events exist, and Forbidden
    where the role allows less.
    """
    membership = queries.find_membership(current_account(), slug)
    if membership is None:
        raise NotFound("no_such_event", _("There is no such event among those you work for."))
    g.membership = membership  # before a refusal as well: it offers where else they may go
    if not membership.allows(permission):
        raise Forbidden("role_lacks_permission", _refusal(membership, permission))
    return membership.event


def _refusal(membership: Membership, permission: Permission) -> str:
    """Whom to ask; owners, too, lack what is granted apart."""
    if permission is Permission.see_needs:
        return _("Who reads needs is granted person by person, whatever the role. Ask an owner to grant it.")
    return _(
        "Your role at this event is “%(role)s”: it does not open this. Ask an owner of the event.",
        role=ROLE_LABELS[membership.role],
    )


def current_sign_in() -> SignIn:
    return current_user._get_current_object()


def current_account() -> Account:
    """Who is signed in, on pages that ask for it."""
    return current_sign_in().account


def current_actor() -> Actor:
    """Who acts, for the audit."""
    return Actor("account", current_account().id, request.remote_addr)


def may_create_events(account: Account) -> bool:
    return account.creates_events or queries.owns_an_event(account)


def may(permission: str) -> bool:
    """In templates: whether one's role at the page's event allows it."""
    membership: Membership | None = g.get("membership")
    return membership is not None and membership.allows(Permission(permission))
