"""Invitations as organisers make them and take them back."""

import pytest
import sqlalchemy as sa

from app.extensions import db
from app.registration.grants import Invitation
from tests import factories


@pytest.fixture
def event():
    made = factories.event()
    factories.category(made, label={"fr": "Intervenants", "en": "Speakers"})
    return made


def make(desk, place, **values):
    page = desk.page(place("invitations/new"))
    return desk.submit(page, "Make the invitation", **values)


def invitations() -> list[Invitation]:
    return list(db.session.scalars(sa.select(Invitation)))


def test_one_is_made_and_stands_in_the_list_with_what_is_left(desk, place, event):
    answer = make(desk, place, category=str(event.categories[0].id), code="speaker 2027", uses="12", last_day=str(event.starts_at.date()))
    page = desk.page(answer.location)
    assert "The invitation SPEAKER2027 is ready." in page.text
    assert "0 of 12 places" in page.text and "Speakers" in page.text
    (invitation,) = invitations()
    assert invitation.expires_at.date() == event.starts_at.date()


def test_without_a_code_one_is_drawn(desk, place, event):
    make(desk, place, category=str(event.categories[0].id))
    (invitation,) = invitations()
    assert len(invitation.code) == 10


@pytest.mark.parametrize("field, value, sentence", [
    ("code", "ÉTÉ", "Use letters without accents and digits alone."),
    ("code", "<b>", "Use letters without accents and digits alone."),
    ("uses", "0", "Type a number from 1 to 10,000."),
    ("uses", "many", "Type a number"),
    ("last_day", "2001-01-01", "This day is over"),
    ("last_day", "tomorrow", "date"),
    ("email", "nobody", "address"),
    ("domain", "no domain", "Type a domain"),
])  # fmt: skip
def test_what_makes_no_sense_is_told_beside_its_field(desk, place, event, field, value, sentence):
    values = {"category": str(event.categories[0].id)} | {field: value}
    assert sentence in make(desk, place, **values).page.text
    assert invitations() == []


def test_one_is_taken_back(desk, place, event):
    make(desk, place, category=str(event.categories[0].id), code="PRESS")
    answer = desk.submit(desk.page(place("invitations")), "Take back")
    page = desk.page(answer.location)
    assert "The invitation PRESS lets nobody in any more." in page.text and "over" in page.text
