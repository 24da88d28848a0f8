"""Mail that comes back: believed only about a mail of ours, and of lately; it flags and never cancels."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.config import ConfigError
from app.core.clock import now
from app.core.tokens import keyed_digest
from app.extensions import db
from app.jobs import service as jobs
from app.jobs.worker import drain
from app.mailing import bounces, queries, returning, service, transport
from app.mailing.bounces import Forged, NoReport, TooOld
from app.mailing.handlers import send
from app.mailing.models import AddressFlag, MailState, SentMail
from app.mailing.returning import Fate
from app.registration.models import Status
from app.registration.queries import Filters, search
from tests import factories
from tests.mailing.cast import MOMENT
from tests.mailing.reports import nested, report, without_return_path

FUZZ = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
NEXT_DAY = MOMENT + timedelta(days=1)


@pytest.fixture(autouse=True)
def reads(app, monkeypatch):
    """Somebody reads what comes back."""
    monkeypatch.setitem(app.config, "MAIL_BOUNCES", "bounces@day.example.org")


@pytest.fixture
def mail(event):
    return factories.sent_mail(factories.registration(event))


def way_back(mail: SentMail, at=MOMENT) -> str:
    return bounces.return_path(mail.job_id, at)


def flags() -> dict[str, str]:
    return dict(db.session.execute(sa.select(AddressFlag.address_key, AddressFlag.reason)).all())


def test_a_mail_that_came_back_flags_its_address_and_cancels_nobody(event, mail):
    assert returning.take(report(way_back(mail)), "", NEXT_DAY) is Fate.flagged
    assert flags() == {mail.recipient: "bounce 5.1.1"}
    assert (mail.state, mail.error) == (MailState.failed, "bounce 5.1.1")
    assert mail.registration.status is Status.confirmed
    assert db.session.scalars(search(event.id, Filters(), queries.unreachable())).all() == [mail.registration]


def test_the_return_path_is_short_enough_and_the_same_in_capitals(mail):
    assert way_back(mail).endswith("@day.example.org")
    assert len(bounces.return_path(2**31, MOMENT).partition("@")[0]) <= 64
    assert returning.take(report(way_back(mail).upper()), "", NEXT_DAY) is Fate.flagged


def test_the_mail_server_may_say_itself_where_it_came_to(mail):
    assert returning.take(without_return_path(), way_back(mail), NEXT_DAY) is Fate.flagged


@pytest.mark.parametrize("action, status", [("delayed", "4.4.1"), ("failed", "4.2.2"), ("delivered", "2.0.0"), ("relayed", "5.0.0")])
def test_what_is_only_late_or_arrived_changes_nothing(mail, action, status):
    assert returning.take(report(way_back(mail), action=action, status=status), "", NEXT_DAY) is Fate.not_final
    assert flags() == {} and mail.state is MailState.sent


def test_each_mail_leaves_with_a_return_path_of_its_own(event, outbox):
    people = [factories.registration(event) for _ in range(2)]
    owed = [jobs.enqueue("mailing.send", {"kind": "link", "registration_id": each.id}) for each in people]
    drain({"mailing.send": send})
    assert [bounces.whose(letter.sender, now()).job_id for letter in outbox] == owed
    assert all(b"bounces+" not in letter.content for letter in outbox)


def test_nobody_else_can_flag_an_address(mail):
    path = way_back(mail)
    number = f"-{mail.job_id:x}-"
    forged = [
        "bounces@day.example.org", "nobody@example.org", path.replace(number, f"-{mail.job_id + 1:x}-"),
        path.replace("+", "+1", 1), path[:-22] + "0" + path[-21:], path.replace("+", "-"),
        f"bounces+{MOMENT.toordinal():x}{number}{keyed_digest('something else')[:20]}@day.example.org",
    ]  # fmt: skip
    for address in forged:
        if address != path:
            with pytest.raises(Forged):
                returning.take(report(address), "", NEXT_DAY)
    assert flags() == {}


def test_a_report_about_a_mail_of_long_ago_is_not_believed(mail):
    assert returning.take(report(way_back(mail)), "", MOMENT + bounces.VALID) is Fate.flagged
    with pytest.raises(TooOld):
        returning.take(report(way_back(mail)), "", MOMENT + bounces.VALID + timedelta(days=1))


def test_a_mail_that_is_known_no_more_or_not_yet_flags_nobody(mail):
    gone = bounces.return_path(mail.job_id + 1, MOMENT)
    assert returning.take(report(gone), "", NEXT_DAY) is Fate.unknown
    assert returning.take(report(gone), "", MOMENT) is Fate.too_early
    mail.recipient = ""  # erased
    assert returning.take(report(way_back(mail)), "", NEXT_DAY) is Fate.unknown
    assert flags() == {}


def test_another_key_forges_nothing(app, mail, monkeypatch):
    path = way_back(mail)
    monkeypatch.setattr(app, "secret_key", "another one")
    with pytest.raises(Forged):
        returning.take(report(path), "", NEXT_DAY)


@pytest.mark.parametrize("spoil", [
    lambda content: b"",
    lambda content: content[:400],
    lambda content: content.replace(b"message/delivery-status", b"text/plain"),
    lambda content: content.replace(b"Action", b"Reaction"),
    lambda content: content.replace(b"5.1.1", b"bad"),
    lambda content: content + b"x" * bounces.LARGEST,
    lambda content: content.replace(b"--4XYZ.1", b"--other"),
    lambda content: nested(4_000),
])  # fmt: skip
def test_what_is_no_report_changes_nothing(mail, spoil):
    with pytest.raises(NoReport):
        returning.take(spoil(report(way_back(mail))), way_back(mail), NEXT_DAY)
    assert flags() == {}


def told(content: bytes, given_to: str) -> Fate | None:
    """What came of it; None where it is refused."""
    try:
        return returning.take(content, given_to, NEXT_DAY)
    except (NoReport, Forged, TooOld):
        return None


@FUZZ
@given(st.binary(max_size=3_000))
def test_any_bytes_are_no_report(mail, content):
    assert told(content, way_back(mail)) is not Fate.flagged


@FUZZ
@given(st.data())
def test_a_damaged_report_is_read_or_refused_and_flags_nobody_else(mail, data):
    content = bytearray(report(way_back(mail)))
    for _blow in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at:at + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=20))
    told(bytes(content), "")
    assert set(flags()) <= {mail.recipient}


@FUZZ
@given(st.from_regex(r"bounces\+[0-9a-fA-F]{4,6}-[0-9a-fA-F]{1,12}-[0-9a-fA-F]{20}@day\.example\.org", fullmatch=True))
def test_no_guessed_address_is_believed(mail, address):
    assert told(report(address), address) is None


def test_a_server_that_takes_everything_does_not_clear_what_came_back(mail):
    service.flag(mail.recipient, "bounce 5.1.1")
    service.clear_flag(mail.recipient)
    assert flags() == {mail.recipient: "bounce 5.1.1"}
    db.session.execute(sa.update(AddressFlag).values(at=MOMENT - timedelta(days=999)))
    service.clear_flag(mail.recipient)
    assert flags() == {}


def test_where_nobody_reads_reports_mails_come_back_to_their_sender(app, monkeypatch):
    monkeypatch.setitem(app.config, "MAIL_BOUNCES", "")
    assert bounces.return_path(7, MOMENT) == app.config["MAIL_FROM"]


@pytest.mark.parametrize("address", ["bounces", "@day.example.org", "a b@day.example.org", "x" * 21 + "@day.example.org", "b+c@d.example"])
def test_an_address_that_no_return_path_fits_is_refused_at_the_start(app, monkeypatch, address):
    monkeypatch.setitem(app.config, "MAIL_BOUNCES", address)
    with pytest.raises(ConfigError):
        transport.init_app(app)
