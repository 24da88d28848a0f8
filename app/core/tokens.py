"""Random tokens (stored hashed) and signed links (stored nowhere)."""

import hashlib
import hmac
import secrets
from datetime import UTC, datetime, timedelta

from flask import current_app
from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer


def random_token() -> str:
    """43 URL-safe characters, 256 bits."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """SHA-256 in hexadecimal: what is stored of a token. Tokens are random, so no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def keyed_digest(value: str) -> str:
    """HMAC-SHA-256 under the secret key: for values that could be guessed, such as addresses."""
    return hmac.new(current_app.secret_key.encode(), value.encode(), "sha256").hexdigest()


class LinkExpired(Exception):
    """The link was ours, and its time is over."""


class LinkInvalid(Exception):
    """Not a link of ours, or altered on the way."""


def sign(purpose: str, *parts: int | str) -> str:
    """A URL-safe token that names its purpose; `parts` come back from `read`."""
    return _serializer(purpose).dumps(list(parts))


def read(purpose: str, token: str, max_age: int | None = None) -> list[int | str]:
    """The parts of a signed token. `max_age` in seconds. Raises LinkExpired, LinkInvalid."""
    try:
        return _serializer(purpose).loads(token, max_age=max_age)
    except SignatureExpired as error:
        raise LinkExpired from error
    except BadSignature as error:
        raise LinkInvalid from error


def age(purpose: str, token: str) -> timedelta:
    """How long ago the token was signed, to the second. Raises LinkInvalid."""
    try:
        _parts, signed_at = _serializer(purpose).loads(token, return_timestamp=True)
    except BadSignature as error:
        raise LinkInvalid from error
    return datetime.now(UTC) - signed_at


def _serializer(purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key, salt=purpose)
