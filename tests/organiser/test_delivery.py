"""Who cannot be reached, and what is done about it."""

import pytest
import sqlalchemy as sa

from app.extensions import db
from app.jobs.models import Job
from app.mailing.models import MailState
from app.mailing.service import flag
from app.registration.models import Status
from tests import factories


@pytest.fixture
def lists(desk, place):
    """lists("not-pressed"): that list's page."""
    return lambda what="not-delivered": desk.page(place("messages/delivery") + f"?what={what}")


def names(page):
    return page.texts("tbody th")


@pytest.fixture
def people(event):
    """One of each, and one with whom all is well."""
    made = {
        "refused": factories.registration(event, first_name="Refused"),
        "given up": factories.registration(event, first_name="Given-up"),
        "unpressed": factories.registration(event, first_name="Unpressed", status=Status.unverified, email_proven_at=None),
        "unfetched": factories.registration(event, first_name="Unfetched", email_proven_at=None),
        "well": factories.registration(event, first_name="Well"),
    }
    flag(made["refused"].email, "550 no such user")
    factories.sent_mail(made["refused"], state=MailState.failed, error="550 no such user")
    factories.sent_mail(made["given up"], state=MailState.failed, error="451 try later")
    factories.sent_mail(made["well"], state=MailState.failed, error="451 try later")
    factories.sent_mail(made["well"])
    return made


def test_each_stands_in_its_list(lists, people):
    assert {name.split()[0] for name in names(lists())} == {"Refused", "Given-up"}
    assert [name.split()[0] for name in names(lists("not-pressed"))] == ["Unpressed"]
    assert [name.split()[0] for name in names(lists("not-fetched"))] == ["Unfetched"]
    assert lists().texts(".views .count") == ["2", "1", "1"]


def test_what_the_server_said_stands_there(lists, people):
    assert "550 no such user" in lists().text and "451 try later" in lists().text


def test_the_mail_is_sent_again_from_there(desk, lists, event, people):
    answer = desk.submit(lists("not-pressed"), "Send the mail again")
    page = desk.page(answer.location)
    assert "is on its way" in page.text and names(page)
    job = db.session.scalars(sa.select(Job).where(Job.kind == "mailing.send")).one()
    assert job.payload == {"kind": "verify", "registration_id": people["unpressed"].id}


def test_the_address_is_corrected_from_there(desk, lists, people):
    page = desk.page(lists("not-fetched").link("Correct the address"))
    assert page.heading == f"Correct the address of {people['unfetched'].full_name}"


def test_an_empty_list_says_so(lists):
    assert "Nobody is in this list" in lists().text


def test_the_desk_sees_it_and_changes_nothing(client, receptionist, place, people):
    client.sign_in(receptionist)
    page = client.page(place("messages/delivery"))
    assert len(names(page)) == 2 and "Send the mail again" not in page.text
    assert client.post(place(f"messages/delivery/{people['refused'].id}/resend")).status_code == 403
