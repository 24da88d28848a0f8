"""One line of a list: what it says of somebody, or why it cannot be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.guest_list.lines import (
    FIELDS,
    LABELS,
    Candidate,
    Reader,
    Unreadable,
    Unready,
    key_of,
    languages_by_name,
)
from app.exchange.tables.headers import suggest

READER = Reader(
    {key_of(name): id_ for name, id_ in {"INT": 1, "Intervenant": 1, "Speaker": 1, "PRE": 2, "Presse": 2}.items()},
    languages_by_name(["fr", "en"]), category_id=None, language="fr",
)  # fmt: skip
ZOE = {"first_name": "Zoë", "last_name": "Martin", "email": "Zoe@Lab.example", "category": "INT"}


def read(**said: object) -> Candidate:
    return READER.read(7, ZOE | said)


def test_a_line_names_somebody():
    assert read(organisation=" Institut  Curie ") == Candidate(7, "Zoe@lab.example", "Zoë", "Martin", "Institut Curie", "fr", 1)


@pytest.mark.parametrize("said, code", [
    ("fr", "fr"), ("Français", "fr"), ("FRANCAIS", "fr"), ("French", "fr"), ("anglais", "en"), ("English", "en"), ("", "fr"),
])  # fmt: skip
def test_a_language_goes_by_its_code_or_its_name_in_any_language(said, code):
    assert read(language=said).language == code


@pytest.mark.parametrize("said, id_", [("int", 1), ("INTERVENANT", 1), ("speaker", 1), ("presse", 2)])
def test_a_category_goes_by_its_code_or_its_label_in_any_language(said, id_):
    assert read(category=said).category_id == id_


def test_where_a_line_names_no_category_the_usual_one_holds():
    usual = Reader(READER.categories, READER.languages, 2, "en")
    assert usual.read(3, {"email": "zoe@lab.example"}) == Candidate(3, "zoe@lab.example", "", "", "", "en", 2)


@pytest.mark.parametrize("said, where", [
    ({"email": ""}, "email"), ({"email": "zoe"}, "email"), ({"email": "a" * 250 + "@lab.example"}, "email"),
    ({"first_name": "x" * 101}, "first_name"), ({"organisation": "https://spam.example"}, "organisation"),
    ({"language": "klingon"}, "language"), ({"category": "VIP"}, "category"),
])  # fmt: skip
def test_what_is_wrong_is_told_with_its_column(said, where):
    with pytest.raises(Unreadable) as refusal:
        read(**said)
    assert str(refusal.value).startswith(str(LABELS[where]))


def test_a_line_that_only_lacks_a_choice_says_which():
    with pytest.raises(Unready, match="category"):
        read(category="")
    with pytest.raises(Unready, match="email"):
        READER.read(7, {"first_name": "Zoë"})
    with pytest.raises(Unreadable):
        read(category="", email="zoe")


@given(st.fixed_dictionaries({each.key: st.text(max_size=120) | st.integers() | st.booleans() for each in FIELDS}))
def test_any_line_is_read_or_refused_with_a_sentence_or_waits_for_a_choice(said):
    try:
        found = READER.read(2, said)
    except Unready as choice:
        assert str(choice) == "category"
    except Unreadable as refusal:
        assert str(refusal)
    else:
        assert "@" in found.email and found.category_id in (1, 2) and found.language in ("fr", "en")


@pytest.mark.parametrize("header, key", [
    ("Prénom", "first_name"), ("NOM", "last_name"), ("Organisme", "organisation"), ("Adresse électronique", "email"),
    ("E-mail *", "email"), ("Courriel", "email"), ("Langue", "language"), ("Catégorie", "category"),
])  # fmt: skip
def test_headers_are_known_in_french_and_english(header, key):
    assert suggest([header], FIELDS) == {key: 0}
