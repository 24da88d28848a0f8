"""Every script in a typeface that has it, a whole name in one; what none has is refused."""

import unicodedata

import pytest

from app.badges import fonts, scripts
from app.badges.scripts import direction, emoji_in, on_paper, typeface
from app.core.errors import DomainError
from tests.badges.cast import PEOPLE


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Thị Minh Khai Nguyễn", "Hanken Grotesk"),
        ("Ștefan Țepelea", "Hanken Grotesk"),
        ("Αλέξανδρος", "Noto Sans"),
        ("Ольга", "Noto Sans"),
        ("القحطاني", "Noto Sans Arabic"),
        ("בן־ארי", "Noto Sans Hebrew"),
        ("नेहा", "Noto Sans Devanagari"),
        ("สมชาย", "Noto Sans Thai"),
        ("王小明", "Noto Sans CJK SC"),
        ("さくら田中", "Noto Sans CJK JP"),
        ("민준김", "Noto Sans CJK KR"),
        ("გიორგი", "Noto Sans Georgian"),
    ],
)
def test_a_script_has_its_typeface(text, family):
    assert typeface(text).families[0] == family


def test_a_name_is_in_one_typeface_as_a_whole():
    assert typeface("Ольга Smith").families == ("Noto Sans",)


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person["what"])
def test_every_letter_of_every_person_has_a_width(person):
    for text in (person["first_name"] + person["last_name"], person["organisation"]):
        plain = on_paper(text)
        face = typeface(plain)
        assert [c for c in plain if unicodedata.category(c)[0] in "LN" and not face.width(c, 700)] == []


def test_a_letter_that_no_font_has_is_named_before_printing():
    with pytest.raises(DomainError) as refusal:
        typeface("Ana \U00012000")
    assert refusal.value.code == "badge_script_missing"
    assert "\U00012000" in refusal.value.message


def test_without_the_installed_fonts_latin_still_prints_and_the_rest_is_refused(monkeypatch):
    monkeypatch.setattr(fonts, "INSTALLED", ())
    fonts.find_face.cache_clear()
    try:
        assert typeface("Nguyễn").is_hanken
        with pytest.raises(DomainError, match="Ольга"):
            typeface("Ольга")
    finally:
        fonts.find_face.cache_clear()


@pytest.mark.parametrize(
    ("text", "side"),
    [("Zoë", "ltr"), ("عبد الرحمن", "rtl"), ("דויד", "rtl"), ("2 דויד", "rtl"), ("42", "ltr"), ("王", "ltr")],
)
def test_a_name_is_read_from_the_side_of_its_first_letter(text, side):
    assert direction(text) == side


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("R2-D2 🤖", "R2-D2"),
        ("Zoë ❤️ Müller", "Zoë Müller"),
        ("👩🏽‍🔬 Ada", "Ada"),
        ("Ana 🇫🇷", "Ana"),
        ("Jean  Paul ", "Jean Paul"),
        ("Zoe\u0301", "Zoé"),
        ("محمد\u200cرضا", "محمد\u200cرضا"),
        ("3D 2", "3D 2"),
        ("🤖", ""),
    ],
)
def test_emoji_stay_off_the_paper_and_everything_else_stays_on(typed, printed):
    assert on_paper(typed) == printed


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("R2-D2 🤖", ["🤖"]),
        ("Zoë ❤️ Müller", ["❤️"]),
        ("👩🏽‍🔬 Ada 😀", ["👩🏽‍🔬", "😀"]),
        ("Zoe\u0301 \ufe0f", []),
        ("3D 2", []),
        ("王", []),
    ],
)
def test_emoji_that_stay_off_are_named_as_they_were_typed(typed, named):
    assert emoji_in(typed) == named


def test_each_script_of_the_typeface_table_is_installed_here():
    """Whoever runs the tests has the fonts that the install step brings."""
    assert fonts.find_face(scripts.EUROPEAN, 700) is not None
