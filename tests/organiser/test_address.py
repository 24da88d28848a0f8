"""Organisers correct somebody's address."""

import pytest

from app.audit.queries import history
from app.mailing.service import flag
from app.registration.links import token_for
from app.registration.models import Status
from tests import factories


@pytest.fixture
def correct(desk, place, attendee):
    """correct("new@lab.example"): type it, and press the button."""
    page = lambda: desk.page(place(f"people/{attendee.id}/address"))  # noqa: E731
    return lambda email, opened=None: desk.submit(opened or page(), "Correct the address", email=email)


def test_the_new_address_gets_its_link_and_the_old_one_is_told(client, attendee, correct, letters):
    old, before, code = attendee.email, token_for(attendee), attendee.codes[0].credential_id
    correct("right@lab.example")
    sent = letters()
    assert set(sent) == {"right@lab.example", old}
    assert "/r/" in sent["right@lab.example"][0] and "/r/" not in sent[old][0]
    assert client.get(f"/fr/r/{before}/").status_code == 404
    assert client.get(f"/fr/r/{token_for(attendee)}/").status_code == 200
    assert [held.credential_id for held in attendee.codes] == [code]


def test_nobody_has_shown_yet_that_it_is_theirs(attendee, correct, letters):
    correct("right@lab.example")
    assert attendee.email_proven_at is None
    assert "image/png" not in letters()["right@lab.example"][0]


def test_an_address_that_was_never_proven_may_be_a_strangers_and_hears_nothing(attendee, correct, letters):
    attendee.status, attendee.email_proven_at = Status.unverified, None
    correct("right@lab.example")
    assert set(letters()) == {"right@lab.example"}


def test_the_journal_says_so(attendee, correct, desk, place, organiser):
    correct("right@lab.example")
    entry = history("registration", attendee.id)[0]
    assert (entry.action, entry.actor_id, entry.values.after) == (
        "registration.correct_address", organiser.id, {"email": "right@lab.example"},
    )  # fmt: skip
    assert "corrected the e-mail address" in desk.page(place("journal")).text


def test_it_is_found_by_its_new_address(attendee, correct, desk, place):
    correct("right@lab.example")
    assert attendee.full_name.split()[-1] in desk.page(place("people?q=right@lab.example")).text


def test_an_address_of_somebody_else_is_refused_with_whose_it_is(event, attendee, correct):
    other = factories.registration(event, email="taken@lab.example")
    page = correct("Taken@Lab.example").page
    assert page.title.startswith("Error:") and other.reference[:4] in page.text
    assert attendee.email != "taken@lab.example"


@pytest.mark.parametrize("typed", ["", "a@b", "a..b@example.com", "a@example.com\r\nBcc: b@example.com"])
def test_what_is_no_address_is_refused(attendee, correct, typed):
    before = attendee.email
    assert correct(typed).page.title.startswith("Error:")
    assert attendee.email == before


def test_the_second_of_two_is_told(attendee, correct, desk, place):
    his = desk.page(place(f"people/{attendee.id}/address"))
    correct("hers@lab.example")
    assert "This registration was changed meanwhile" in correct("his@lab.example", his).page.text


def test_the_page_of_somebody_whose_mail_does_not_arrive_offers_it(desk, place, attendee):
    flag(attendee.email, "550 no such user")
    notice = desk.page(place(f"people/{attendee.id}")).one(".notice.refuse")
    assert notice.cssselect(f'a[href$="/people/{attendee.id}/address"]')


@pytest.mark.parametrize("role", ["receptionist", "reader"])
def test_it_is_for_organisers(request, client, place, attendee, role):
    client.sign_in(request.getfixturevalue(role))
    assert client.post(place(f"people/{attendee.id}/address"), data={"email": "x@lab.example"}).status_code == 403
