"""The words of a mail as this event says them: the organisers' own where they wrote some."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

import sqlalchemy as sa
from flask_babel import force_locale
from flask_babel import gettext as _

from app.audit.service import Actor, digest_values, record
from app.core import formats
from app.core.errors import DomainError
from app.core.languages import LANGUAGES
from app.core.text import clean_text
from app.events.locking import lock
from app.extensions import db
from app.mailing import fragment
from app.mailing.models import Mailing, MailText
from app.mailing.texts import FIELDS, GREETING, TEXTS, Text
from app.registration.owed import MailKind

LONGEST = {"subject": 150, "title": 150, "body": 5000, "button": 60, "after": 2000}
"""Characters of each part; a longer one is not even parsed."""

Words = Mapping[str, str]
"""Parts of a Text by name."""


def default(kind: MailKind, language: str) -> Text:
    """The product's own words in that language, greeting included."""
    with force_locale(language):
        text = TEXTS[kind]
        said = {part: str(getattr(text, part)) for part in LONGEST}
        return Text(**said | {"body": f"{GREETING}\n{text.body}"})


def text_of(event_id: int, kind: MailKind, language: str) -> Text:
    """What this event says in that mail."""
    own = db.session.get(MailText, (event_id, kind, language))
    return replace(default(kind, language), **own.words) if own else default(kind, language)


def text_of_mailing(mailing: Mailing, language: str) -> Text:
    """What a message says; in a language nobody wrote, in the first one written. Other mailings say
    what their kind says."""
    if not mailing.words:
        return text_of(mailing.event_id, MailKind(mailing.kind), language)
    words = mailing.words.get(language) or next(iter(mailing.words.values()))
    return replace(default(MailKind.message, language), **words)


def check(words: Words) -> None:
    """Raises DomainError("bad_text") with the line of what is not allowed."""
    for text in words.values():
        fragment.check(text, FIELDS)


def seen(event_id: int, kind: MailKind) -> str:
    """A digest of what organisers wrote, for `edit` to tell whether somebody else did meanwhile."""
    return digest_values("", {language: own_words(event_id, kind, language) for language in LANGUAGES}, {})


def edit(event_id: int, kind: MailKind, said: Mapping[str, Words], *, by: Actor, looked_at: str | None = None) -> bool:
    """Keep what differs from the product's own words, by language; whether anything changed.
    `looked_at`: what `seen` gave when the page was opened."""
    for words in said.values():
        check(words)
    lock(event_id)
    if looked_at is not None and looked_at != seen(event_id, kind):
        raise DomainError("changed_meanwhile", _(
            "Somebody else changed this text meanwhile. Nothing of yours was saved: look at it again, then repeat your "
            "change."
        ))
    before = {language: own_words(event_id, kind, language) for language in said}
    after = {language: _differing(kind, language, words) for language, words in said.items()}
    if before == after:
        return False
    for language, words in after.items():
        _keep(event_id, kind, language, words)
    _record("mail_text.edit", event_id, kind, before, after, by)
    return True


def reset(event_id: int, kind: MailKind, *, by: Actor) -> bool:
    """Say again what the product says by itself; whether anything changed."""
    lock(event_id)
    before = {language: own_words(event_id, kind, language) for language in LANGUAGES}
    if not any(before.values()):
        return False
    for language in LANGUAGES:
        _keep(event_id, kind, language, {})
    _record("mail_text.reset", event_id, kind, before, {}, by)
    return True


def own_words(event_id: int, kind: MailKind, language: str) -> dict[str, Any]:
    """The parts that organisers wrote."""
    own = db.session.get(MailText, (event_id, kind, language))
    return own.words if own else {}


def edited_kinds(event_id: int) -> set[str]:
    """The kinds for which organisers wrote something."""
    return set(db.session.scalars(sa.select(MailText.kind).where(MailText.event_id == event_id)))


def copy_texts(source_id: int, event_id: int) -> None:
    """A new event says what another one did."""
    for own in db.session.scalars(sa.select(MailText).where(MailText.event_id == source_id)):
        _keep(event_id, MailKind(own.kind), own.language, dict(own.words))


def _differing(kind: MailKind, language: str, words: Words) -> dict[str, str]:
    ours = asdict(default(kind, language))
    return {part: formats.typeset(text, language) for part, text in words.items() if text != clean_text(ours[part])}


def _keep(event_id: int, kind: MailKind, language: str, words: dict[str, str]) -> None:
    own = db.session.get(MailText, (event_id, kind, language))
    if own is not None and not words:
        db.session.delete(own)
    elif words:
        db.session.merge(MailText(event_id=event_id, kind=kind, language=language, words=words))
    db.session.flush()


def _record(action: str, event_id: int, kind: MailKind, before: Any, after: Any, by: Actor) -> None:
    record(
        action, by=by, event_id=event_id, object_type="event", object_id=event_id, detail={"mail": kind.value},
        before={f"{kind}_{language}": words for language, words in before.items()},
        after={f"{kind}_{language}": words for language, words in after.items()},
    )  # fmt: skip
