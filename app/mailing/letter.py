"""A composed mail on its way to the transport."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Letter:
    """`content` is the whole message as it leaves: headers, CRLF lines, seven-bit. `sender` is the
    envelope's: where it comes back to.

    `message_id` with its angle brackets stays the same from attempt to attempt, so that a mail that a
    crash repeats is recognised by who reads it.
    """

    sender: str
    recipient: str
    message_id: str
    attempt: int
    content: bytes

    @property
    def domain(self) -> str:
        """Where it goes, in small letters."""
        return self.recipient.rpartition("@")[2].lower()


class TemporaryFailure(Exception):
    """Not delivered, and trying later may help: 4xx, no answer, nobody there."""


class PermanentFailure(Exception):
    """The server will never take this mail for this address: 5xx. Trying again would only annoy."""
