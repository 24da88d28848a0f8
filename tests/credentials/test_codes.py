"""Entry codes and what can be told of a scanned text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.credentials.codes import ALPHABET, LENGTH, Origin, classify, hash_code, new_code, random_letters

letters = st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH)


def test_a_code_is_24_letters_that_begin_with_the_events():
    code = new_code("BCD")
    assert len(code) == LENGTH
    assert code.startswith("BCD")
    assert set(code) <= set(ALPHABET)


def test_codes_use_the_whole_alphabet_and_do_not_come_twice():
    codes = {new_code("BCD") for _ in range(200)}
    assert len(codes) == 200
    assert set("".join(codes)) == set(ALPHABET)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 21])
def test_as_many_letters_as_asked_for(count):
    assert len(random_letters(count)) == count


@given(letters)
def test_whose_code_it_is_shows_in_its_first_three_letters(code):
    assert classify(code, code[:3]) is Origin.ours
    other = "XXX" if code[:3] != "XXX" else "BBB"
    assert classify(code, other) is Origin.other_event


@given(letters)
def test_what_scanners_add_changes_nothing(code):
    for sent in (f"]Q1{code}", f"{code}\r\n", f"\t{code} ", code.lower()):
        assert classify(sent, code[:3]) is Origin.ours
        assert hash_code(sent) == hash_code(code)


@given(st.text(max_size=30))
def test_any_other_text_is_unreadable(text):
    readable = len(text.strip()) == LENGTH and set(text.strip().upper()) <= set(ALPHABET)
    assert readable or classify(text, "BCD") is Origin.unreadable


@pytest.mark.parametrize("text", ["", "BCDF", "https://example.org/BCD", "A" * 24, "B" * 25])
def test_near_misses_are_unreadable(text):
    assert classify(text, "BCD") is Origin.unreadable
