"""What depends on DATA_KEY: encryption at rest of entry codes and needs, and prints of addresses."""

import base64
import hashlib
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet
from flask import current_app


@lru_cache(maxsize=4)
def _fernet(data_key: str) -> Fernet:
    """Fernet (AES-128-CBC with HMAC-SHA-256) under a key derived from the setting."""
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(data_key.encode()).digest()))


def encrypt(text: str) -> str:
    """The sealed text, ASCII."""
    return _fernet(current_app.config["DATA_KEY"]).encrypt(text.encode()).decode()


def decrypt(sealed: str) -> str:
    """The text. Raises cryptography.fernet.InvalidToken if DATA_KEY is another."""
    return _fernet(current_app.config["DATA_KEY"]).decrypt(sealed.encode()).decode()


def fingerprint(value: str) -> str:
    """HMAC-SHA-256: knows a value again without keeping it. Unlike `tokens.keyed_digest` it outlives a new
    SECRET_KEY."""
    return hmac.new(current_app.config["DATA_KEY"].encode(), value.encode(), "sha256").hexdigest()
