"""Each mail in each language, as it is written down in tests/mailing/golden.

UPDATE_GOLDEN=1 writes them anew; look at the difference before you keep it.
"""

import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask_babel import force_locale

from app.accounts.permissions import Role
from app.core.clock import now
from app.events.models import VenueList
from app.jobs.files import find_file, keep_file
from app.mailing import account_mail, addressees, attachments, message, venue_mail
from app.mailing.texts import AccountMail, VenueMail
from app.registration.owed import MailKind
from tests import factories
from tests.mailing.cast import MOMENT, by_a_colleague, in_state_for, managed, medicen_day, person

GOLDEN = Path(__file__).parent / "golden"
TOKEN = re.compile(r"\.?[\w-]{6,}\.[\w-]{6}\.[\w-]{27}")
CODE = re.compile(r"\b(?:[BCDFGHJKLNPRSTVX]{4} ){5}[BCDFGHJKLNPRSTVX]{4}\b")
PDF_SIZE = re.compile(r"PDF, \d+[ \u00a0]")
DRAWN = {MailKind.confirmed, MailKind.verify, MailKind.cancelled, MailKind.invitation}
"""Mails whose HTML is kept too: all the template's parts are in them."""

pytestmark = pytest.mark.usefixtures("still")


@pytest.fixture
def still(app, monkeypatch):
    """The clock stands, and the product has its own address."""
    monkeypatch.setitem(app.config, "BASE_URL", "https://day.example.org")
    with time_machine.travel(MOMENT, tick=False):
        yield


def compare(name: str, text: str) -> None:
    path = GOLDEN / name
    text = CODE.sub("CODE CODE CODE CODE CODE CODE", TOKEN.sub("TOKEN", text)) + "\n"
    text = PDF_SIZE.sub("PDF, N ", text)
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        path.write_text(text)
    assert path.read_text() == text


def as_text(content) -> str:
    """Whatever number a person has in this database."""
    text = f"Subject: {content.subject}\nFrom: {content.sender_name}\n\n{message._draw('letter.txt', content)}"
    return re.sub(r"/people/\d+", "/people/1", text)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", MailKind)
def test_a_mail_about_a_registration_reads_as_it_should(kind, language):
    about = in_state_for(medicen_day(), kind, language)
    with force_locale(language):
        content = addressees.write(about, kind, now())
        compare(f"{kind}.{language}.txt", as_text(content))
        if kind in DRAWN:
            html = message._draw("letter.html", content)
            compare(f"{kind}.{language}.html", re.sub(r"[BCDFGHJKLNPRSTVX ]{14}<br>[BCDFGHJKLNPRSTVX ]{14}", "CODE", html))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("kind", "whose"), [(MailKind.confirmed, managed), (MailKind.verify, by_a_colleague)])
def test_a_mail_to_or_by_a_colleague_reads_as_it_should(kind, whose, language):
    registration = whose(medicen_day(), language=language)
    with force_locale(language):
        content = addressees.write(registration, kind, now())
        compare(f"{kind}.{whose.__name__}.{language}.txt", as_text(content))


def lists() -> list[int]:
    """A PDF and a workbook of 2 kB; their ids."""
    kinds = {"list.pdf": attachments.PDF, "list.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
    until = now() + timedelta(days=1)
    return [keep_file(name, kind, b"%PDF" * 500, made_by="tests", until=until).id for name, kind in kinds.items()]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", AccountMail)
def test_a_mail_about_an_account_reads_as_it_should(kind, language):
    event = medicen_day()
    account = factories.account(event, Role.organiser, language=language)
    account.name = "Camille Roussel"
    with force_locale(language):
        content = account_mail.compose(
            account, kind, None if kind is AccountMail.recovery else event.id,
            file_ids=lists() if kind is AccountMail.venue_list else lists()[:1] if kind is AccountMail.az_list else (),
            about_id=person(event, arrived_at=MOMENT).id if kind is AccountMail.arrival else None,
        )  # fmt: skip
        compare(f"{kind}.{language}.txt", as_text(content))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", VenueMail)
def test_a_mail_to_the_venue_reads_as_it_should(kind, language):
    event = medicen_day()
    event.languages = [language]
    event.venue_list, event.venue_email = VenueList.venue, "security@venue.example"
    files = [find_file(file_id) for file_id in lists()] if kind is VenueMail.to_venue else []
    with force_locale(language):
        compare(f"{kind}.{language}.txt", as_text(venue_mail.compose(event, kind, files)))


def test_there_is_no_golden_file_of_a_mail_that_is_no_more():
    known = {str(kind) for kind in (*MailKind, *AccountMail, *VenueMail)}
    assert {path.name.partition(".")[0] for path in GOLDEN.iterdir()} == known
