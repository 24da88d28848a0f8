"""References: typed by people, so wrong letters have to show."""

from hypothesis import assume, given
from hypothesis import strategies as st

from app.credentials.codes import ALPHABET
from app.credentials.reference import check_letter, new_reference, parse, show

references = st.text(ALPHABET, min_size=7, max_size=7).map(lambda seven: seven + check_letter(seven))
places = st.integers(0, 7)


def test_a_new_reference_is_read_back_as_itself():
    for _ in range(200):
        reference = new_reference()
        assert parse(reference) == reference


def test_the_check_letter_of_a_worked_example():
    # Values 0 1 2 3 4 5 6, doubled from the right: 0+1+4+3+8+5+12 = 33; 15 more make 48 = 3 × 16.
    assert check_letter("BCDFGHJ") == "X"


def test_it_is_shown_in_fours():
    assert show("NLRSGTXB") == "NLRS-GTXB"


@given(references)
def test_case_spaces_and_dashes_do_not_matter(reference):
    for typed in (
        show(reference),
        show(reference).lower(),
        f" {reference[:4]} {reference[4:]}\u00a0",
        "–".join(reference),
    ):
        assert parse(typed) == reference


@given(references, places, st.sampled_from(ALPHABET))
def test_one_wrong_letter_is_always_noticed(reference, place, letter):
    assume(letter != reference[place])
    assert parse(reference[:place] + letter + reference[place + 1 :]) is None


@given(references, st.integers(0, 6))
def test_two_swapped_neighbours_are_noticed_unless_first_and_last_of_the_alphabet(reference, place):
    one, two = reference[place], reference[place + 1]
    assume(one != two and {one, two} != {"B", "X"})
    assert parse(reference[:place] + two + one + reference[place + 2 :]) is None


@given(references)
def test_a_missing_or_added_letter_is_noticed(reference):
    assert parse(reference[:-1]) is None
    assert parse(reference + "B") is None


@given(st.text(max_size=12))
def test_any_text_is_a_reference_or_none(text):
    found = parse(text)
    assert found is None or parse(found) == found
