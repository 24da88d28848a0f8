from app.events.models import Event
from app.events.readiness import LAW, PEOPLE, missing

TEXTS = {"legal_basis", "recipients"}


def said(**values) -> Event:
    complete = {field: {"fr": "dit"} if field in TEXTS else "dit" for field in LAW + PEOPLE}
    return Event(**complete | values)


def test_an_event_that_says_everything_lacks_nothing():
    assert missing(said()) == []


def test_each_empty_setting_is_named():
    for field in LAW + PEOPLE:
        assert missing(said(**{field: {} if field in TEXTS else ""})) == [field]


def test_blanks_say_nothing():
    assert missing(said(controller="  ", recipients={"fr": " ", "en": ""})) == ["controller", "recipients"]


def test_a_text_in_the_second_language_is_enough():
    assert missing(said(legal_basis={"fr": "", "en": "Public interest"})) == []
