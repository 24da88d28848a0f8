"""A real SMTP server in a process of its own: python -m tests.mailing.smtp_server FOLDER [--tls|--starttls|--login]

It prints its port. The recipient's local part says how it behaves: see `Manners`. What it takes stands in
FOLDER, a file a mail; it logs each connection and each mail command in FOLDER/log.
"""

import argparse
import asyncio
import ssl
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

REFUSALS = {
    "unknown": "550 5.1.1 <unknown@example.org>: no such user here",
    "full": "452 4.2.2 mailbox full",
}


class Manners:
    """unknown@ refused, full@ deferred, grey@ deferred once, hang@ never answered, cut@ and
    drop@ lost before and after the content, spam@ refused for its content; all others taken."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.seen: set[str] = set()

    def log(self, line: str) -> None:
        with open(self.folder / "log", "a") as file:
            file.write(line + "\n")

    async def handle_MAIL(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list) -> str:
        self.log(f"MAIL {id(session)}")
        envelope.mail_from = address
        return "250 OK" if not address.startswith("barred") else "553 5.7.1 sender not allowed"

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list) -> str:
        name = address.partition("@")[0].partition("+")[0]
        if name == "hang":
            await asyncio.sleep(3600)
        if name == "cut":
            server.transport.abort()
        if name in REFUSALS:
            return REFUSALS[name]
        if name == "grey" and address not in self.seen:
            self.seen.add(address)
            return "451 4.7.1 greylisted, come back"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        recipient = envelope.rcpt_tos[0]
        if recipient.startswith("spam"):
            return "554 5.7.1 content refused"
        number = len(list(self.folder.glob("*.eml")))
        (self.folder / f"{number:05}.eml").write_bytes(envelope.content)
        if recipient.startswith("drop") and recipient not in self.seen:
            self.seen.add(recipient)
            server.transport.abort()
        return "250 2.0.0 taken"


def authenticate(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: object) -> AuthResult:
    known = (data.login, data.password) == (b"day", b"right password")
    return AuthResult(success=known, handled=False)


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--certificate", type=Path)
    for flag in ("--tls", "--starttls", "--login"):
        parser.add_argument(flag, action="store_true")
    given = parser.parse_args()
    context = None
    if given.certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(given.certificate)
    manners = Manners(given.folder)
    options = {"tls_context": context} if given.starttls else {}
    if given.login:
        options |= {"authenticator": authenticate, "auth_required": True, "auth_require_tls": given.starttls}
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(manners, hostname="mx.test", **options), "127.0.0.1", 0, ssl=context if given.tls else None
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
