"""Against a real mail server that refuses, defers, hangs and drops."""

import datetime
import ipaddress
import socket
from email import message_from_bytes

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from app.config import ConfigError
from app.mailing import smtp
from app.mailing.letter import Letter, PermanentFailure, TemporaryFailure
from app.mailing.transport import FileTransport, from_url


def letter(to: str = "jeanne@example.org", *, sender: str = "day@example.org", attempt: int = 1) -> Letter:
    content = b"Subject: Bonjour\r\nMessage-ID: <7.x@day.test>\r\n\r\n.\r\n..one line with dots\r\n"
    return Letter(sender, to, "<7.x@day.test>", attempt, content)


def transport_to(url: str) -> smtp.SmtpTransport:
    return from_url(url, "day.test")


def test_a_mail_arrives_as_it_was_written_dots_included(sink):
    transport_to(sink.url).send(letter())
    (mail,) = sink.mails()
    assert mail["Subject"] == "Bonjour"
    assert mail.get_content().splitlines() == [".", "..one line with dots"]


def test_mails_share_one_connection(sink):
    transport = transport_to(sink.url)
    for _ in range(3):
        transport.send(letter())
    assert len(set(sink.connections())) == 1


@pytest.mark.parametrize(("to", "reason"), [("unknown", "RCPT 550 5.1.1"), ("spam", "DATA 554 5.7.1")])
def test_what_the_server_will_never_take_is_permanent_and_its_reason_names_nobody(sink, to, reason):
    with pytest.raises(PermanentFailure) as refusal:
        transport_to(sink.url).send(letter(f"{to}@example.org"))
    assert str(refusal.value) == reason


@pytest.mark.parametrize(
    ("to", "reason"), [("full", "RCPT 452 4.2.2"), ("grey", "RCPT 451 4.7.1"), ("cut", "SMTPServerDisconnected")]
)
def test_what_may_work_later_is_temporary(sink, to, reason):
    with pytest.raises(TemporaryFailure) as refusal:
        transport_to(sink.url).send(letter(f"{to}@example.org"))
    assert str(refusal.value) == reason


def test_a_greylisted_mail_arrives_at_its_second_attempt(sink):
    transport = transport_to(sink.url)
    with pytest.raises(TemporaryFailure):
        transport.send(letter("grey@example.org"))
    transport.send(letter("grey@example.org", attempt=2))
    assert len(sink.mails()) == 1


def test_a_connection_lost_after_the_content_is_no_reason_to_send_twice(sink):
    transport = transport_to(sink.url)
    with pytest.raises(TemporaryFailure):
        transport.send(letter("drop@example.org"))
    assert len(sink.mails()) == 1
    transport.send(letter("drop@example.org", attempt=2))
    assert [mail["Message-ID"] for mail in sink.mails()] == ["<7.x@day.test>"] * 2


def test_a_server_that_hangs_is_left(sink, monkeypatch):
    monkeypatch.setattr(smtp, "ANSWER_SECONDS", 0.3)
    transport = transport_to(sink.url)
    with pytest.raises(TemporaryFailure, match="TimeoutError"):
        transport.send(letter("hang@example.org"))
    transport.send(letter())
    assert len(sink.mails()) == 1


def test_a_refused_sender_is_ours_to_mend_and_not_the_addresss_fault(sink):
    with pytest.raises(TemporaryFailure, match="MAIL 553"):
        transport_to(sink.url).send(letter(sender="barred@example.org"))


def test_an_address_that_no_server_understands_is_permanent(sink):
    with pytest.raises(PermanentFailure):
        transport_to(sink.url).send(letter("zoë@example.org"))


def test_nobody_at_the_port_is_temporary():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(TemporaryFailure, match="ConnectionRefusedError"):
        transport_to(f"smtp://127.0.0.1:{port}").send(letter())


def test_a_connection_that_the_server_closed_meanwhile_is_opened_again(sink):
    transport = transport_to(sink.url)
    transport.send(letter())
    transport.connection.sock.shutdown(socket.SHUT_RDWR)
    transport.send(letter())
    assert len(sink.mails()) == 2


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """A certificate for 127.0.0.1 that signs itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mx.test")])
    today = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(today - datetime.timedelta(days=1)).not_valid_after(today + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = tmp_path_factory.mktemp("tls") / "mx.pem"
    path.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def trusted(certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    return certificate


def test_a_password_goes_through_starttls(sink_with, trusted):
    sink = sink_with("--starttls", "--login", "--certificate", str(trusted))
    transport_to(f"smtp://day:right%20password@127.0.0.1:{sink.port}").send(letter())
    assert len(sink.mails()) == 1


def test_a_wrong_password_is_ours_to_mend(sink_with, trusted):
    sink = sink_with("--starttls", "--login", "--certificate", str(trusted))
    with pytest.raises(TemporaryFailure, match="SMTPAuthenticationError 535"):
        transport_to(f"smtp://day:wrong@127.0.0.1:{sink.port}").send(letter())
    assert sink.mails() == []


@pytest.mark.parametrize("address", ["day:secret@127.0.0.1:{port}", "127.0.0.1:{port}?starttls=require"])
def test_without_the_starttls_that_it_needs_nothing_is_sent(sink, address):
    with pytest.raises(TemporaryFailure, match="STARTTLS"):
        transport_to("smtp://" + address.format(port=sink.port)).send(letter())


def test_smtps_speaks_tls_from_the_first_byte(sink_with, trusted):
    sink = sink_with("--tls", "--certificate", str(trusted))
    transport_to(f"smtps://127.0.0.1:{sink.port}").send(letter())
    assert len(sink.mails()) == 1


@pytest.mark.parametrize(("flag", "scheme"), [("--tls", "smtps"), ("--starttls", "smtp")])
def test_a_certificate_that_nobody_vouches_for_is_not_trusted(sink_with, certificate, flag, scheme):
    sink = sink_with(flag, "--certificate", str(certificate))
    with pytest.raises(TemporaryFailure, match="SSLCertVerificationError"):
        transport_to(f"{scheme}://127.0.0.1:{sink.port}").send(letter())
    assert sink.mails() == []


def test_mail_to_files_is_one_whole_file_an_attempt(tmp_path):
    transport = from_url(f"file://{tmp_path}/out%20box", "day.test")
    transport.send(letter())
    transport.send(letter(attempt=2))
    folder = tmp_path / "out box"
    assert sorted(path.name for path in folder.iterdir()) == ["7.x-1.eml", "7.x-2.eml"]
    assert message_from_bytes((folder / "7.x-1.eml").read_bytes())["Subject"] == "Bonjour"
    assert folder.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "url",
    ["", "mail.example.org", "file:", "imap://example.org", "smtp://", "smtp://h:port", "smtp://h?starttls=maybe",
     "smtp://h?per_domain=few", "smtp://h?tls=1"],
)
def test_a_mail_url_that_means_nothing_is_refused_with_a_sentence(url):
    with pytest.raises(ConfigError, match=r"MAIL_URL .*\."):
        from_url(url, "day.test")


def test_the_default_writes_files():
    assert isinstance(from_url("file:///var/mail-out", "day.test"), FileTransport)
