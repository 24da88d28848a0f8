"""Draw, issue and revoke codes. Callers hold the event's lock (`events.locking.lock`), and codes
carry its revision."""

from collections.abc import Callable

import sqlalchemy as sa

from app.audit.service import Actor
from app.core import installation
from app.core.clock import now
from app.core.crypto import decrypt, encrypt
from app.credentials import queries, reserve
from app.credentials.codes import EVENT_LETTERS, hash_code, new_code, random_letters
from app.credentials.models import Credential, CredentialState
from app.credentials.reference import new_reference
from app.events.locking import lock
from app.events.models import Category, Event
from app.extensions import db

_OLDEST = sa.select(Credential.id).where(queries.SPARE).order_by(Credential.id).limit(sa.bindparam("how_many"))
_ISSUE = (
    sa.update(Credential)
    .where(Credential.id.in_(_OLDEST))
    .values(state=CredentialState.issued, issued_at=sa.bindparam("at"), revision=sa.bindparam("of_revision"))
    .returning(Credential)
    .execution_options(synchronize_session=False, populate_existing=True)
)
"""The oldest spares become somebody's: these are in the oldest door copies too."""


def open_event(event: Event) -> None:
    """Give the event its three letters and its first spares. Harmless to repeat."""
    if event.letters is None:
        taken = set(db.session.scalars(sa.select(Event.letters)))
        event.letters = draw(lambda: random_letters(EVENT_LETTERS), taken.__contains__)
        db.session.flush()
    _top_up(event)


def issue(event: Event) -> Credential:
    """A spare that becomes somebody's now."""
    return issue_many(event, 1)[0]


def issue_many(event: Event, count: int) -> list[Credential]:
    """As `issue`, for an import's chunk: the reserve is counted once. People may be added before the event
    is published."""
    if event.letters is None:
        open_event(event)
    _top_up(event, about_to_issue=count)
    values = {"of_event": event.id, "how_many": count, "at": now(), "of_revision": event.revision}
    return list(db.session.scalars(_ISSUE, values))


def print_blanks(category: Category, batch: str, count: int) -> list[Credential]:
    """New codes to be printed ahead, for nobody yet; they become somebody's at the desk."""
    fresh = _fresh(category.event, count, CredentialState.blank, category_id=category.id, batch=batch)
    blanks = [Credential(**values) for values in fresh]
    db.session.add_all(blanks)
    db.session.flush()
    return blanks


def assign_blank(blank: Credential) -> Credential:
    """A blank becomes somebody's. Raises ValueError if it is one no more."""
    if blank.state is not CredentialState.blank:
        raise ValueError(f"a code that is {blank.state} is no blank")
    _issue(blank, blank.event)
    db.session.flush()
    return blank


def revoke(credential: Credential, why: str, by: Actor, replaced_by: Credential | None = None) -> None:
    """It opens no door any more. `why` is a short code such as "lost" or "handed_over"."""
    credential.move_to(CredentialState.revoked)
    credential.revoked_at, credential.revoked_why = now(), why
    credential.revoked_by = by.kind if by.id is None else f"{by.kind}:{by.id}"
    credential.replaced_by = replaced_by
    credential.revision = credential.event.revision
    db.session.flush()


def read_code(credential: Credential) -> str:
    """The 24 letters, for a QR."""
    return decrypt(credential.sealed)


def draw_reference(is_taken: Callable[[str], bool]) -> str:
    """A reference that nobody at the event has; `is_taken` asks."""
    return draw(new_reference, is_taken)


def draw(make: Callable[[], str], is_taken: Callable[[str], bool]) -> str:
    """Draw until something free comes."""
    while is_taken(drawn := make()):
        pass
    return drawn


def new_epoch() -> str:
    """After a restore: spares and blanks of before are retired, coming events get new spares.

    Takes the lock of one event after the other.
    """
    epoch = installation.renew_epoch()
    coming = sa.select(Event.id).where(Event.letters.is_not(None), Event.ends_at > now()).order_by(Event.id)
    for event_id in list(db.session.scalars(coming)):
        lock(event_id)
        _top_up(db.session.get_one(Event, event_id))
    return epoch


def _top_up(event: Event, about_to_issue: int = 0) -> None:
    spares, lately = queries.count_reserve(event)
    missing = reserve.to_draw(spares - about_to_issue, lately + about_to_issue)
    if missing:
        db.session.execute(sa.insert(Credential), _fresh(event, missing, CredentialState.spare))


def _fresh(event: Event, count: int, state: CredentialState, **more: object) -> list[dict[str, object]]:
    if event.letters is None:
        raise ValueError("the event was not opened: it has no letters")
    epoch = installation.get_installation().epoch
    codes = [new_code(event.letters) for _ in range(count)]
    return [
        {
            "event_id": event.id, "state": state, "code_hash": hash_code(code), "sealed": encrypt(code),
            "epoch": epoch, "revision": event.revision, **more,
        }
        for code in codes
    ]  # fmt: skip


def _issue(credential: Credential, event: Event) -> None:
    credential.move_to(CredentialState.issued)
    credential.issued_at, credential.revision = now(), event.revision
