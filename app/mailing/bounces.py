"""Mail that comes back: the address to which it does, and what its report says.

Each mail leaves with a return path of its own (VERP): day, job and an HMAC over both stand in it, so that a
report is believed only for a mail that left from here lately.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.errors import MessageError
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from hmac import compare_digest
from itertools import islice

from flask import current_app

from app.core.tokens import keyed_digest

LARGEST = 256 * 1024
"""Bytes of a report; what is longer is none."""
VALID = timedelta(days=14)
"""Mail servers try for five days and then tell; some tell twice."""
MOST_PARTS = 50
_SIGNED = 20
"""Hexadecimal digits of the HMAC: 80 bits."""
_TOKEN = re.compile(r"\+([0-9a-f]{4,6})-([0-9a-f]{1,12})-([0-9a-f]{20})@")
_READS = re.compile(r"[A-Za-z0-9._-]{1,20}@[A-Za-z0-9.-]{1,200}")
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
_CAME_TO = ("Delivered-To", "X-Original-To", "Envelope-To", "To")


class NoReport(Exception):
    """What was read is no report of a mail that came back."""


class Forged(Exception):
    """The address it came to is none of ours."""


class TooOld(Exception):
    """It is about a mail of long ago."""


@dataclass(frozen=True)
class Report:
    """`status` as RFC 3463 counts: 5.… is for good."""

    action: str
    status: str

    @property
    def is_final(self) -> bool:
        return self.action == "failed" and self.status.startswith("5")


@dataclass(frozen=True)
class Returned:
    """Which mail it is about, and when that left."""

    job_id: int
    sent_on: date


def return_path(job_id: int, at: datetime) -> str:
    """Where the report about this mail comes back to; the plain sender where nobody reads reports."""
    sender: str = current_app.config["MAIL_FROM"]
    reads: str = current_app.config["MAIL_BOUNCES"]
    if not reads:
        return sender
    local, _at, domain = reads.rpartition("@")
    day = f"{at.astimezone(UTC).date().toordinal():x}"
    return f"{local}+{day}-{job_id:x}-{_sign(day, f'{job_id:x}')}@{domain}"


def is_sound(reads: str) -> bool:
    """Whether return paths can be made of this address: what stands before an @ has at most 64 signs."""
    return not reads or _READS.fullmatch(reads) is not None


def _sign(day: str, job: str) -> str:
    return keyed_digest(f"bounce:{day}:{job}")[:_SIGNED]


def whose(addresses: str, at: datetime) -> Returned:
    """The mail that a return path among these addresses belongs to. Raises Forged, TooOld."""
    for day, job, signed in islice(_TOKEN.findall(addresses.lower()), 10):
        if compare_digest(signed, _sign(day, job)):
            sent_on = date.fromordinal(int(day, 16))
            if at.astimezone(UTC).date() - sent_on > VALID:
                raise TooOld
            return Returned(int(job, 16), sent_on)
    raise Forged


def parse(content: bytes) -> Message:
    """Raises NoReport where it is too long, or no mail at all."""
    if len(content) > LARGEST:
        raise NoReport("it is too large")
    try:
        return BytesParser(policy=compat32).parsebytes(content)
    except (MessageError, RecursionError, ValueError, LookupError) as error:
        raise NoReport("it cannot be read") from error


def came_to(message: Message) -> str:
    """All addresses that a mail server may have written down as the one it came to."""
    return " ".join(str(value) for name in _CAME_TO for value in message.get_all(name, []))


def report(message: Message) -> Report:
    """What it says of delivery (RFC 3464). Raises NoReport."""
    try:
        for part in islice(message.walk(), MOST_PARTS):
            if part.get_content_type() == "message/delivery-status":
                return _said(part)
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError) as error:
        raise NoReport("it cannot be read") from error
    raise NoReport("it holds no report of delivery")


def _said(part: Message) -> Report:
    """The blocks of a report are read as messages: the first about the mail, one for each recipient then."""
    blocks = part.get_payload()
    for block in blocks if isinstance(blocks, list) else []:
        action, status = str(block.get("Action", "")).strip().lower(), _STATUS.search(str(block.get("Status", "")))
        if action and status:
            return Report(action, status[0])
    raise NoReport("its report says nothing of a recipient")
