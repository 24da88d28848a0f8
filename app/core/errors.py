"""Refusals that a person can read."""


class DomainError(Exception):
    """The rules say no. `code` is for programs and tests, `message` for the person; `way_on`, as
    (label, address), where to go from there."""

    status = 409
    way_on: tuple[str, str] | None = None

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code
        self.message = message


class NotFound(DomainError):
    """What was asked for does not exist, or not for this person: both look alike."""

    status = 404


class TooMany(DomainError):
    """A limit that protects somebody was reached. `retry_after` in seconds."""

    status = 429

    def __init__(self, code: str, message: str, retry_after: int):
        super().__init__(code, message)
        self.retry_after = retry_after
