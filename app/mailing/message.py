"""A mail's content as the message that leaves (RFC 5322, MIME).

The text part comes first and holds everything; the HTML part needs nothing from outside, its QR
travels with it. Headers are written by `email.policy`, which refuses a line break in any of them;
the body is put together here, at a third of that library's cost.
"""

import binascii
import re
import secrets
from base64 import encodebytes
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from flask import current_app

from app.credentials.matrix import matrix, png
from app.mailing.content import Content, for_old_clients

QR_ID = "entry-code"
_SPACE = re.compile(r"\s+")


def build(content: Content, *, sender: str, recipient: str, message_id: str, at: datetime) -> bytes:
    """The whole message, seven-bit with CRLF. Call it inside `force_locale(content.language)`."""
    head = EmailMessage(SMTP)
    head["From"] = Address(_line(content.sender_name), addr_spec=sender)
    head["To"] = Address(addr_spec=recipient)
    if content.reply_to:
        head["Reply-To"] = Address(addr_spec=_line(content.reply_to))
    head["Subject"] = _line(content.subject)
    head["Date"] = format_datetime(at)
    head["Message-ID"] = message_id
    head["Auto-Submitted"] = "auto-generated"
    head["Content-Language"] = content.language
    head["MIME-Version"] = "1.0"
    return head.as_bytes().removesuffix(b"\r\n") + _way_out(content) + _body(content)


def _way_out(content: Content) -> bytes:
    """One press in the mail program ends this kind of mail (RFC 8058). Written here, for the library would
    take so long a word apart; an address of ours holds nothing but ASCII."""
    if not content.unsubscribe:
        return b""
    way = f"List-Unsubscribe: <{content.unsubscribe}>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
    return way.encode("ascii")


def _body(content: Content) -> bytes:
    """alternative(text, HTML with its QR), inside mixed with the attachments if there are any."""
    html = _text("html", _draw("letter.html", content))
    if content.entry_pass:
        html = _multipart("related", [html, _code(content.entry_pass.code)])
    body = _multipart("alternative", [_text("plain", _draw("letter.txt", content)), html])
    files = [
        _binary(each.content_type, f'attachment; filename="{each.name}"', each.content) for each in content.attachments
    ]
    return _multipart("mixed", [body, *files]) if files else body


def _draw(template: str, content: Content) -> str:
    drawn = current_app.jinja_env.get_template(f"mailing/{template}").render(content=content, qr_id=QR_ID)
    return for_old_clients(drawn)


def _code(code: str) -> bytes:
    return _binary("image/png", f'inline; filename="code.png"\r\nContent-ID: <{QR_ID}>', png(matrix(code)))


def _text(subtype: str, text: str) -> bytes:
    body = binascii.b2a_qp(text.encode(), istext=True).replace(b"\n", b"\r\n")
    return _part(f"text/{subtype}; charset=utf-8", "quoted-printable", body)


def _binary(content_type: str, disposition: str, content: bytes) -> bytes:
    body = encodebytes(content).replace(b"\n", b"\r\n")
    return _part(content_type, f"base64\r\nContent-Disposition: {disposition}", body)


def _part(content_type: str, encoding: str, body: bytes) -> bytes:
    return f"Content-Type: {content_type}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n".encode() + body


def _multipart(subtype: str, parts: list[bytes]) -> bytes:
    boundary = f"=_{secrets.token_hex(12)}".encode()
    inside = b"".join(b"--%b\r\n%b\r\n" % (boundary, part) for part in parts)
    return b'Content-Type: multipart/%b; boundary="%b"\r\n\r\n%b--%b--\r\n' % (subtype.encode(), boundary, inside, boundary)


def _line(text: str) -> str:
    return _SPACE.sub(" ", for_old_clients(text)).strip()
