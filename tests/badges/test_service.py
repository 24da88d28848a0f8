"""What a registration puts on its badge."""

from datetime import UTC, datetime

import pytest

from app.badges import service
from app.credentials import service as credentials
from app.credentials.reference import show
from app.extensions import db
from app.registration.models import Status
from app.registration.particulars import Consent, ConsentKind
from tests import factories
from tests.refusals import refused


@pytest.fixture
def day():
    return factories.event(
        name={"fr": "Journée Medicen", "en": "Medicen Day"},
        doors_at=datetime(2027, 3, 18, 7, 30, tzinfo=UTC),
        starts_at=datetime(2027, 3, 18, 8, tzinfo=UTC),
        ends_at=datetime(2027, 3, 18, 17, tzinfo=UTC),
    )


def test_it_says_who_comes_where_and_when(day):
    holder = factories.badge_holder(day, first_name="Éloïse", last_name="Lefèvre", job_title="Directrice")
    content = service.content(holder)
    assert (content.event, content.date) == ("Journée Medicen", "18\u00a0mars 2027")
    assert (content.first_name, content.last_name) == ("Éloïse", "Lefèvre")
    assert (content.organisation, content.job_title) == ("Institut Curie", "Directrice")
    assert content.reference == show(holder.reference)
    assert content.code == credentials.read_code(holder.codes[0].credential)
    assert content.category.label == holder.category.label["fr"]


def test_it_speaks_the_language_of_the_person(day):
    content = service.content(factories.badge_holder(day, language="en"))
    assert (content.event, content.date, content.language) == ("Medicen Day", "18\u00a0March 2027", "en")
    assert content.category.label.startswith("Category")


@pytest.mark.parametrize(
    ("answers", "no_photo"), [([], True), ([False], True), ([True], False), ([True, False], True), ([False, True], False)]
)
def test_there_is_no_photo_without_a_standing_consent(day, answers, no_photo):
    holder = factories.badge_holder(day)
    for given in answers:
        answer = Consent(
            registration=holder, kind=ConsentKind.image, given=given, language="fr", channel=holder.channel
        )
        factories.add(answer)
    assert service.content(holder).no_photo is no_photo


def test_the_organisation_can_be_another_on_the_badge(day):
    holder = factories.badge_holder(day, badge_organisation="Curie")
    assert service.content(holder).organisation == "Curie"


@pytest.mark.parametrize(
    ("badge_name", "printed"),
    [
        (None, ("Robert", "Martin")),
        ("Bob Martin", ("Bob", "Martin")),
        ("Robert dit Bob", ("Robert dit Bob", "")),
        ("Martin", ("Martin", "")),
    ],
)
def test_a_badge_name_replaces_the_name(day, badge_name, printed):
    holder = factories.badge_holder(day, first_name="Robert", last_name="Martin", badge_name=badge_name)
    assert service.names(holder) == printed


def test_without_a_code_there_is_no_badge(day):
    with refused("no_badge"):
        service.pdf(factories.registration(day))


@pytest.mark.parametrize("changes", [{"email_proven_at": None}, {"status": Status.cancelled}])
def test_a_code_is_shown_to_nobody_but_a_confirmed_and_proven_person(day, changes):
    holder = factories.badge_holder(day)
    for name, value in changes.items():
        setattr(holder, name, value)
    db.session.flush()
    with refused("no_badge"):
        service.own_pdf(holder)
