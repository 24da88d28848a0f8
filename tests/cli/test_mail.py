"""`flask mail bounce`, as a mail server calls it."""

import pytest
import sqlalchemy as sa

from app.core.clock import now
from app.extensions import db
from app.mailing import bounces
from app.mailing.models import AddressFlag
from tests import factories
from tests.mailing.reports import report


@pytest.fixture
def mail(app, event, monkeypatch):
    monkeypatch.setitem(app.config, "MAIL_BOUNCES", "bounces@day.example.org")
    made = factories.sent_mail(factories.registration(event))
    db.session.commit()
    return made


def call(app, content: bytes, *arguments: str):
    return app.test_cli_runner().invoke(args=["mail", "bounce", *arguments], input=content)


def flagged() -> list[str]:
    return list(db.session.scalars(sa.select(AddressFlag.address_key)))


def test_a_report_is_read_from_standard_input(app, mail):
    result = call(app, report(bounces.return_path(mail.job_id, now())))
    assert (result.exit_code, flagged()) == (0, [mail.recipient])
    assert mail.recipient not in result.output


def test_the_address_may_be_an_argument(app, mail):
    result = call(app, report("somebody@else.example"), "--to", bounces.return_path(mail.job_id, now()))
    assert (result.exit_code, flagged()) == (0, [mail.recipient])


@pytest.mark.parametrize("content, code, sentence", [
    (b"", 77, "came to no address of ours"),
    (report("bounces+abcd-1-00000000000000000000@day.example.org"), 77, "came to no address of ours"),
    (b"x" * (bounces.LARGEST + 1), 65, "too large"),
])  # fmt: skip
def test_what_it_cannot_use_it_says_by_its_exit_code_and_changes_nothing(app, mail, content, code, sentence):
    result = call(app, content)
    assert (result.exit_code, flagged()) == (code, [])
    assert sentence in result.output and "Nothing was changed." in result.output


def test_a_mail_without_a_report_and_one_of_a_mail_that_is_not_there_yet(app, mail):
    path = bounces.return_path(mail.job_id, now())
    assert call(app, f"To: {path}\n\nHello".encode()).exit_code == 65
    assert call(app, report(bounces.return_path(mail.job_id + 1, now()))).exit_code == 75
    assert flagged() == []
