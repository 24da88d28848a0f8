"""What would become of each line of a list, told before anything is done."""

import pytest
from flask_babel import force_locale

from app.exchange.guest_list import checking
from app.exchange.guest_list.lines import FIELDS
from app.exchange.tables.headers import suggest
from app.exchange.tables.reading import read
from app.mailing.service import flag
from app.registration.models import Status
from app.registration.service.guests import want_none
from tests import factories
from tests.counted import statements


@pytest.fixture
def look(event):
    """look("zoe@lab.example", …): the dry run of a table with a line for each address."""

    def run(*emails: str) -> checking.Look:
        table = read("\n".join(["Prénom;E-mail", *(f"Zoë;{email}" for email in emails)]).encode())
        reader = checking.reader_for(event, event.categories[0].id, "fr")
        with force_locale("en"):
            return checking.look(event, table, suggest(table.headers, FIELDS), reader)

    return run


def test_new_people_would_be_invited_in_their_order(look):
    assert [(each.line, each.email) for each in look("b@lab.example", "a@lab.example").candidates] == [
        (2, "b@lab.example"), (3, "a@lab.example"),
    ]  # fmt: skip


def test_an_address_that_stands_there_twice_is_invited_once(look):
    found = look("zoe@lab.example", "ZOE@lab.example")
    assert [each.line for each in found.candidates] == [2]
    assert [(each.line, each.why) for each in found.known] == [(3, "The address stands on line 2 already.")]


def test_who_is_known_is_left_out_with_the_reason(look, event):
    invited, registered = factories.guest(event), factories.registration(event)
    refuses = factories.guest(factories.event())
    want_none(refuses.address_print)
    flag("broken@lab.example", "RCPT 550")
    found = look(invited.email.upper(), registered.email, refuses.email, "broken@lab.example", "new@lab.example")
    assert [each.why for each in found.known] == [
        "This address has an invitation already.", "This address is registered already.",
        "This person wants no invitations from us.", "No mail arrives at this address.",
    ]  # fmt: skip
    assert [each.email for each in found.candidates] == ["new@lab.example"]


def test_who_cancelled_or_was_invited_elsewhere_may_be_invited(look, event):
    cancelled = factories.registration(event, status=Status.cancelled)
    elsewhere = factories.guest(factories.event())
    assert len(look(cancelled.email, elsewhere.email).candidates) == 2


def test_a_line_that_cannot_be_read_is_told_with_its_number(look):
    found = look("zoe@lab.example", "nobody")
    assert [(each.line, each.whom) for each in found.unreadable] == [(3, "nobody")]
    assert "E-mail" in found.unreadable[0].why


def test_a_thousand_addresses_are_looked_up_in_a_few_questions(event, look):
    addresses = [f"guest{number}@lab.example" for number in range(1_000)]
    with statements() as sent:
        assert len(look(*addresses).candidates) == 1_000
    assert len(sent) < 20
