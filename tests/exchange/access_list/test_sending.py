"""The access list on its way: two days before, to whom the settings say, and its end."""

from datetime import UTC, datetime
from io import BytesIO

import pypdfium2
import pytest
import sqlalchemy as sa
import time_machine
from openpyxl import load_workbook

from app.accounts.permissions import Role
from app.audit.models import AuditEntry
from app.events.models import VenueList
from app.extensions import db
from app.mailing.models import Mailing, MailingState
from tests import factories
from tests.mailing.cast import medicen_day
from tests.mailing.walking import walk

BEFORE = datetime(2027, 3, 15, 9, tzinfo=UTC)
VENUE = dict(venue_list=VenueList.venue, venue_email="security@venue.example")


@pytest.fixture
def clock():
    with time_machine.travel(BEFORE, tick=False) as traveller:
        yield traveller


@pytest.fixture
def day(clock):
    return medicen_day()


@pytest.fixture
def run(app, clock, outbox):
    """run(until): the worker, at each hour that has something due, and each day, until then; answers the mails about the list that left."""
    mails = walk(app, clock, outbox)
    return lambda until: [mail for mail in mails(until) if "acc" in mail["Subject"]]


def settings(event, **values):
    for name, value in values.items():
        setattr(event, name, value)
    db.session.commit()


def files(mail):
    """Text of the PDF, rows of the workbook."""
    pdf, book = (part.get_content() for part in mail.iter_attachments())
    text = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(BytesIO(pdf)))
    return text, [[cell or "" for cell in row] for row in load_workbook(BytesIO(book)).active.iter_rows(values_only=True)]


AFTER = datetime(2027, 3, 20, tzinfo=UTC)


def test_by_default_nobody_gets_it(day, run):
    factories.badge_holder(day)
    factories.account(day, Role.owner)
    assert run(AFTER) == []


def test_the_venue_gets_it_two_days_before_and_is_asked_to_delete_it_the_day_after(day, run):
    settings(day, **VENUE)
    factories.badge_holder(day, first_name="Zoë", last_name="Müller", organisation_name="=1+1")
    listed, deleted = run(AFTER)
    assert {listed["To"], deleted["To"]} == {"security@venue.example"}
    assert [mail["Date"].datetime.astimezone(day.zone).strftime("%d %H") for mail in (listed, deleted)] == ["16 16", "19 10"]
    assert listed["Reply-To"] == day.reply_to
    text, rows = files(listed)
    assert "Müller" in text and "Zoë" in text
    assert rows == [["NOM", "Prénom", "Organisation"], ["Müller", "Zoë", "=1+1"]]
    assert list(deleted.iter_attachments()) == []


def test_the_team_gets_it_to_pass_it_on(day, run):
    settings(day, venue_list=VenueList.team)
    team = {factories.account(day, role).email for role in (Role.owner, Role.organiser)}
    factories.account(day, Role.reception)
    mails = run(AFTER)
    assert {mail["To"] for mail in mails} == team and len(mails) == 4


def test_what_holds_at_that_hour_is_on_it_and_addresses_never(day, run):
    settings(day, **VENUE)
    run(datetime(2027, 3, 16, 14, tzinfo=UTC))
    late = factories.badge_holder(day, last_name="Last-Minute")
    (mail,) = run(datetime(2027, 3, 16, 16, tzinfo=UTC))
    text, _rows = files(mail)
    assert "Last-Minute" in text and late.email not in text


def test_who_is_taken_off_the_setting_before_its_hour_gets_nothing(day, run):
    settings(day, **VENUE)
    run(datetime(2027, 3, 16, 9, tzinfo=UTC))
    settings(day, venue_list=VenueList.nobody)
    assert run(AFTER) == []
    assert "venue_list" not in {each.kind for each in db.session.scalars(sa.select(Mailing))}


def test_without_a_list_nobody_is_asked_to_delete_one(day, run):
    run(datetime(2027, 3, 17, 9, tzinfo=UTC))
    settings(day, **VENUE)
    assert run(AFTER) == []


def test_a_role_that_was_taken_away_gets_no_names(day, run):
    settings(day, venue_list=VenueList.team)
    account = factories.account(day, Role.organiser)
    run(datetime(2027, 3, 16, 14, tzinfo=UTC))
    db.session.execute(sa.text("UPDATE memberships SET role = 'reception' WHERE account_id = :id"), {"id": account.id})
    assert run(AFTER) == []


def test_the_journal_and_the_list_of_mailings_know_of_it(day, run):
    settings(day, **VENUE)
    run(AFTER)
    kinds = {each.kind: each.state for each in db.session.scalars(sa.select(Mailing))}
    assert kinds["venue_list"] is kinds["venue_reminder"] is MailingState.done
    told = [entry.detail["mail"] for entry in db.session.scalars(sa.select(AuditEntry)) if entry.action == "mailing.start"]
    assert {"venue_list", "venue_reminder"} <= set(told)
