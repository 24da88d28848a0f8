"""Passwords: what is asked of them, and how they are kept.

Argon2id with OWASP's parameters (19 MiB, 2 passes): about 30 ms, so never inside a transaction.
"""

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LEAST, MOST = 12, 200

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hash_password(password: str) -> str:
    return _hasher.hash(_composed(password))


def matches(password: str, stored: str | None) -> bool:
    """Whether it is the password. Takes as long where there is none to compare with."""
    try:
        return _hasher.verify(stored or _nobodys(), _composed(password)) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


def is_weak(password: str, *known: str) -> bool:
    """Whether it is made of what everybody knows: the e-mail address, the name, few signs."""
    plain = password.casefold()
    rest = plain
    for word in sorted({part for text in known for part in _words(text)}, key=len, reverse=True):
        rest = rest.replace(word, "")
    return len(set(plain)) < 5 or len(rest) < LEAST // 2


def _words(text: str) -> list[str]:
    whole = text.casefold()
    return [word for word in (whole, *whole.replace("@", " ").replace(".", " ").split()) if len(word) > 2]


def _composed(password: str) -> str:
    """The same sign is the same bytes from every keyboard."""
    return unicodedata.normalize("NFC", password)


@cache
def _nobodys() -> str:
    return _hasher.hash("nobody's password")
