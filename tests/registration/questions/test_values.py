"""What stored answers say, to people and to programs."""

from datetime import date

import pytest

from app.core.countries import countries
from app.events.models import Question, QuestionKind
from app.registration.questions.uploads import LONGEST_NAME, kind_of, shown_name
from app.registration.questions.values import in_words, is_possible, typed

OPTIONS = [{"code": "trial", "label": {"fr": "Un essai", "en": "A trial"}}, {"code": "funds", "label": {"fr": "Un financement"}}]
K = QuestionKind


def question(kind: QuestionKind) -> Question:
    return Question(code="q", kind=kind, options=OPTIONS if kind in (K.one_of, K.several_of) else [])


@pytest.fixture(autouse=True)
def page(app):
    with app.test_request_context("/fr/"):
        yield


@pytest.mark.parametrize(("kind", "text", "said"), [
    (K.text, "=1+1", "=1+1"), (K.number, "1240.5", "1\u202f240,5"), (K.date, "2027-03-01", "1ᵉʳ\u00a0mars 2027"),
    (K.yes_no, "yes", "Oui"), (K.one_of, "trial", "Un essai"), (K.several_of, "trial funds", "Un essai, Un financement"),
    (K.one_of, "gone", "gone"), (K.country, "DE", "Allemagne"), (K.file, "carte.pdf", "carte.pdf"),
])  # fmt: skip
def test_people_read_words(kind, text, said):
    assert in_words(question(kind), text, "fr") == said


@pytest.mark.parametrize(("kind", "text", "cell", "code"), [
    (K.number, "12", 12, 12), (K.number, "12.5", 12.5, 12.5), (K.date, "2027-03-18", date(2027, 3, 18), date(2027, 3, 18)),
    (K.yes_no, "no", "Non", False), (K.one_of, "trial", "Un essai", "trial"), (K.country, "FR", "France", "FR"),
    (K.several_of, "trial funds", ["Un essai", "Un financement"], ["trial", "funds"]), (K.phone, "+33 1", "+33 1", "+33 1"),
])  # fmt: skip
def test_a_cell_has_its_type_in_words_and_in_codes(kind, text, cell, code):
    assert typed(question(kind), text, "fr") == cell
    assert typed(question(kind), text, None) == code


@pytest.mark.parametrize(("kind", "text", "possible"), [
    (K.yes_no, "yes", True), (K.yes_no, "maybe", False), (K.one_of, "trial", True), (K.one_of, "trial funds", False),
    (K.several_of, "trial funds", True), (K.several_of, "trial gone", False), (K.several_of, "", False),
    (K.country, "FR", True), (K.country, "ZZ", False), (K.text, "", False), (K.text, "x", True),
])  # fmt: skip
def test_only_what_may_be_chosen_is_an_answer(kind, text, possible):
    assert is_possible(question(kind), text) is possible


def test_countries_stand_in_the_order_of_the_language_and_unions_are_none():
    french, english = list(countries("fr").values()), list(countries("en").values())
    assert french.index("Équateur") < french.index("Espagne") < french.index("Éthiopie") < french.index("Fidji")
    assert english.index("Åland Islands") < english.index("Albania")
    assert countries("fr").keys() == countries("en").keys() and len(french) == 250
    assert "EU" not in countries("fr")


@pytest.mark.parametrize(("content", "kind"), [
    (b"%PDF-1.7", "pdf"), (b"\xff\xd8\xff\xe0", "jpg"), (b"\x89PNG\r\n\x1a\n..", "png"), (b" %PDF-", None), (b"<svg", None), (b"", None),
])  # fmt: skip
def test_a_file_is_known_by_how_it_begins(content, kind):
    assert kind_of(content) == kind


@pytest.mark.parametrize(("sent", "name"), [
    ("C:\\Users\\Zoé\\carte.pdf", "carte.pdf"), ("../../etc/passwd", "passwd"), ("a\u202efdp.exe", "afdp.exe"), ("", "?"), (None, "?"),
    ("x" * 300 + ".pdf", ("x" * 300 + ".pdf")[-LONGEST_NAME:]),
])  # fmt: skip
def test_what_a_file_is_called_is_one_clean_line(sent, name):
    assert shown_name(sent) == name
