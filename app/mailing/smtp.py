"""Mail to a server by SMTP (RFC 5321), over one connection as long as it holds."""

import re
import smtplib
import ssl
from dataclasses import dataclass
from enum import StrEnum

from app.mailing.letter import Letter, PermanentFailure, TemporaryFailure
from app.mailing.throttle import Throttle

CONNECT_SECONDS, ANSWER_SECONDS = 10, 25
"""Together well under what a step of a job may last."""

_ENHANCED = re.compile(rb"[245]\.\d{1,3}\.\d{1,3}")


class StartTls(StrEnum):
    auto = "auto"
    """When offered; required as soon as there is a password to send."""
    require = "require"
    never = "never"


@dataclass(frozen=True)
class Server:
    """Where MAIL_URL leads, and the name we give there. `tls` from the first byte, else STARTTLS."""

    host: str
    port: int
    own_name: str
    user: str = ""
    password: str = ""
    tls: bool = False
    starttls: StartTls = StartTls.auto


class SmtpTransport:
    """Sends letters, one after another. Any failure closes the connection; the next letter opens one."""

    def __init__(self, server: Server, throttle: Throttle):
        self.server, self.throttle = server, throttle
        self.connection: smtplib.SMTP | None = None

    def send(self, letter: Letter) -> None:
        """Hand the letter over. Raises TemporaryFailure or PermanentFailure; no word of theirs names
        the person. Never sends twice: once the content is out, a lost answer is a failure."""
        if not letter.recipient.isascii():
            raise PermanentFailure("the address is not ASCII")  # RFC 6531 is too rarely spoken
        self.throttle.wait(letter.domain)
        try:
            self._greet(letter)
            self._address(letter)
            self._hand_over(letter)
        except (OSError, smtplib.SMTPException) as error:  # OSError: refused, timed out, cut, TLS
            self.close()
            raise TemporaryFailure(_describe(error)) from error
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        if self.connection:
            self.connection.close()
            self.connection = None

    def _greet(self, letter: Letter) -> None:
        """MAIL FROM, on the open connection if it still lives, else on a new one."""
        if self.connection:
            try:
                return self._begin(self.connection, letter)
            except (OSError, smtplib.SMTPException, TemporaryFailure):
                self.close()
        self.connection = self._connect()
        self._begin(self.connection, letter)

    def _begin(self, connection: smtplib.SMTP, letter: Letter) -> None:
        # A refusal here is about us, whatever its number: the operator mends it, the mail waits.
        code, answer = connection.mail(letter.sender)
        if code != 250:
            raise TemporaryFailure(_reason("MAIL", code, answer))

    def _address(self, letter: Letter) -> None:
        code, answer = self.connection.rcpt(letter.recipient)
        _check("RCPT", code, answer)

    def _hand_over(self, letter: Letter) -> None:
        try:
            code, answer = self.connection.data(letter.content)
        except smtplib.SMTPDataError as error:
            code, answer = error.smtp_code, error.smtp_error
        _check("DATA", code, answer)

    def _connect(self) -> smtplib.SMTP:
        server = self.server
        kind = smtplib.SMTP_SSL if server.tls else smtplib.SMTP
        secure = {"context": ssl.create_default_context()} if server.tls else {}
        connection = kind(server.host, server.port, server.own_name, timeout=CONNECT_SECONDS, **secure)
        try:
            connection.sock.settimeout(ANSWER_SECONDS)
            connection.ehlo_or_helo_if_needed()
            self._secure(connection)
            if server.user:
                connection.login(server.user, server.password)
        except BaseException:
            connection.close()
            raise
        return connection

    def _secure(self, connection: smtplib.SMTP) -> None:
        server = self.server
        if server.tls or server.starttls is StartTls.never:
            return
        if connection.has_extn("starttls"):
            connection.starttls(context=ssl.create_default_context())
            connection.ehlo()
        elif server.starttls is StartTls.require or server.user:
            raise TemporaryFailure("the mail server offers no STARTTLS")


def _check(command: str, code: int, answer: bytes) -> None:
    if 500 <= code < 600:
        raise PermanentFailure(_reason(command, code, answer))
    if code not in (250, 251, 252):
        raise TemporaryFailure(_reason(command, code, answer))


def _reason(command: str, code: int, answer: bytes) -> str:
    """Such as "RCPT 550 5.1.1". The server's own words stay out: they quote addresses."""
    enhanced = _ENHANCED.search(answer)
    return f"{command} {code}" + (f" {enhanced[0].decode()}" if enhanced else "")


def _describe(error: Exception) -> str:
    behind = error.__context__  # smtplib says "disconnected" for a server that is only silent
    code = getattr(error, "smtp_code", None)
    return type(behind if isinstance(behind, OSError) else error).__name__ + (f" {code}" if code else "")
