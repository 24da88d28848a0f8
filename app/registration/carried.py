"""What somebody needs, on its way from the last step to the check page: sealed in their own browser's
cookie. So it is in no draft and no address, and the check page can be gone back to."""

from dataclasses import dataclass

from cryptography.fernet import InvalidToken
from flask.sessions import SessionMixin

from app.core.crypto import decrypt, encrypt

KEY = "needs"


@dataclass(frozen=True)
class Carried:
    """`consent`: without it nothing is stored when the form is sent."""

    needs: str = ""
    consent: bool = False


def carry(cookie: SessionMixin, event_id: int, needs: str, consent: bool) -> None:
    """Keep it for the check; one event's at a time, for a cookie is small."""
    drop(cookie)
    if needs:
        cookie[KEY] = [event_id, encrypt(needs), consent]


def carried(cookie: SessionMixin, event_id: int) -> Carried:
    """What was typed for this event; nothing where the key is another by now."""
    of_event, sealed, consent = cookie.get(KEY, (None, "", False))
    if of_event != event_id:
        return Carried()
    try:
        return Carried(decrypt(sealed), consent)
    except InvalidToken:
        return Carried()


def drop(cookie: SessionMixin) -> None:
    cookie.pop(KEY, None)
