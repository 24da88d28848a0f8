"""Six digits that change every half minute (TOTP, RFC 6238): which half minute some belong to. Pure."""

import hmac
from datetime import datetime

import pyotp

SECONDS = 30
AROUND = (0, -1, 1)
"""Half minutes beside the present one: telephones' clocks differ, and typing takes its time."""


def new_key() -> str:
    """32 letters and digits in base 32, 160 bits as RFC 4226 wants them."""
    return pyotp.random_base32()


def step_of(key: str, typed: str, at: datetime, after: int) -> int | None:
    """The half minute since 1970 that the digits belong to, if it is near and later than `after`."""
    now_, digits = int(at.timestamp()) // SECONDS, "".join(typed.split())
    for step in (now_ + offset for offset in AROUND):
        if step > after and hmac.compare_digest(pyotp.TOTP(key).generate_otp(step).encode(), digits.encode()):
            return step
    return None


def address(key: str, email: str, issuer: str) -> str:
    """What the app reads as a QR code: an otpauth address of Google's key-uri format."""
    return pyotp.TOTP(key).provisioning_uri(name=email, issuer_name=issuer)
