"""A person's names so that a found phone tells none: they open with the badge alone. Pure.

Format: base64url without padding of nonce (12 bytes), ciphertext and tag; AES-256-GCM; the key is
HKDF-SHA256 (RFC 5869) of the code's 24 letters with the epoch as salt; the code's hash in
hexadecimal is additional data.
"""

import base64
import json
import os
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

INFO = b"medicen-door-v1"
NONCE = 12
KEY = 32


def seal(clear: dict[str, Any], code: str, code_hash: str, epoch: str) -> str:
    """`clear` as JSON, for whoever has `code`."""
    nonce = os.urandom(NONCE)
    text = json.dumps(clear, ensure_ascii=False, separators=(",", ":"))
    sealed = AESGCM(_key(code, epoch)).encrypt(nonce, text.encode(), code_hash.encode())
    return base64.urlsafe_b64encode(nonce + sealed).decode().rstrip("=")


def unseal(sealed: str, code: str, code_hash: str, epoch: str) -> dict[str, Any]:
    """What the phone does. Raises cryptography.exceptions.InvalidTag for another code."""
    raw = base64.urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))
    found: dict[str, Any] = json.loads(AESGCM(_key(code, epoch)).decrypt(raw[:NONCE], raw[NONCE:], code_hash.encode()))
    return found


def _key(code: str, epoch: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY, salt=epoch.encode(), info=INFO).derive(code.encode())
